-- What edit asks and keeps.

-- Who or what WANTED is, by code, by a second code or by name however it is
-- spelled, and a participant's role or 'company'.  The code as written comes
-- first; a protected name finds nobody.
-- name: edit_find
SELECT code, role, code = :wanted AS exact FROM (
  SELECT participant.code, role
  FROM participant JOIN person ON person.id = participant.person
  WHERE participant.event = :event
    AND (participant.code = :wanted COLLATE NOCASE
         OR participant.id IN (SELECT participant FROM participant_alias
                               WHERE event = :event
                                 AND code = :wanted COLLATE NOCASE)
         OR (protected = 0
             AND fold_name(given || ' ' || surname) = fold_name(:wanted)))
  UNION ALL
  SELECT code, 'company' FROM company
  WHERE event = :event
    AND (code = :wanted COLLATE NOCASE
         OR fold_name(name) = fold_name(:wanted)))
ORDER BY exact DESC, code;

-- name: edited_add
INSERT OR IGNORE INTO edited (kind, thing, field)
SELECT :kind, id, :field FROM participant
WHERE event = :event AND code = :code AND :kind = 'participant'
UNION ALL
SELECT :kind, id, :field FROM company
WHERE event = :event AND code = :code AND :kind = 'company';
