-- What a planner has stated of an event: kept, listed, taken back.

-- name: lock_all
SELECT id, statement FROM lock WHERE event = :event ORDER BY id;

-- Whoever is planned for CODE: the same person may stand in two lists.
-- name: lock_planned
SELECT planned.id FROM participant AS said
JOIN participant AS planned
  ON planned.person = said.person AND planned.event = said.event
WHERE said.event = :event AND said.code = :code
  AND planned.role IN ('politician', 'official')
  AND planned.attendance <> 'avbokad'
ORDER BY planned.id LIMIT 1;

-- name: lock_add
INSERT INTO lock (event, statement, who, why, made_utc)
VALUES (:event, :statement, :who, coalesce(:why, ''), :made);

-- name: lock_find
SELECT id FROM lock WHERE event = :event AND statement = :statement;

-- name: lock_statement
SELECT statement FROM lock WHERE event = :event AND id = :id;

-- name: lock_drop
DELETE FROM lock WHERE event = :event AND id = :id;
