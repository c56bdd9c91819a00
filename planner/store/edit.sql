-- What edit asks and keeps.

-- What CODE is: a participant's role, or 'company'.
-- name: edit_role
SELECT role FROM participant WHERE event = :event AND code = :code
UNION ALL
SELECT 'company' FROM company WHERE event = :event AND code = :code;

-- name: edited_add
INSERT OR IGNORE INTO edited (kind, thing, field)
SELECT :kind, id, :field FROM participant
WHERE event = :event AND code = :code AND :kind = 'participant'
UNION ALL
SELECT :kind, id, :field FROM company
WHERE event = :event AND code = :code AND :kind = 'company';
