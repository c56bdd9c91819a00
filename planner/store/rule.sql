-- The rules of an event, changed one by one.

-- Rows that WANTED means, by code or by name.
-- name: rule_look
SELECT code, name, hard, weight, params, sentence, sentence_en FROM rule
WHERE event = :event
  AND (code = :wanted COLLATE NOCASE OR name = :wanted COLLATE NOCASE)
ORDER BY position, code;

-- name: rule_change
UPDATE rule
SET hard = :hard, weight = iif(:weighted, :weight, NULL), params = :params,
    sentence = :sentence, sentence_en = :sentence_en
WHERE event = :event AND code = :code;

-- The first code that no rule of the event has.
-- name: rule_free_code
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
SELECT printf('R%02d', i) FROM n
WHERE printf('R%02d', i) NOT IN (SELECT code FROM rule WHERE event = :event)
  AND i > (SELECT count(*) FROM rule WHERE event = :event)
LIMIT 1;

-- name: rule_add
INSERT INTO rule (event, code, name, hard, weight, params, sentence,
                  sentence_en, position)
SELECT :event, :code, :name, :hard, iif(:weighted, :weight, NULL), :params,
       :sentence, :sentence_en, coalesce(max(position), 0) + 1
FROM rule WHERE event = :event;

-- A later import that says otherwise asks before it changes the rule.
-- name: rule_edited
INSERT OR IGNORE INTO edited (kind, thing, field)
VALUES ('event', :event, 'rule ' || :code);
