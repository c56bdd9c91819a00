-- What the command line looks up before it shows a view.

-- name: show_events
SELECT id, code, name FROM event ORDER BY day, code;

-- name: show_newest
SELECT max(version) FROM plan WHERE event = :event;

-- name: show_version
SELECT version FROM plan WHERE event = :event AND version = :version;

-- A person by code, by a second code, or by name however it is spelled.
-- name: show_people
SELECT participant.code, given || ' ' || surname
FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event
  AND (participant.code = :wanted COLLATE NOCASE
       OR participant.id IN (SELECT participant FROM participant_alias
                             WHERE event = :event
                               AND code = :wanted COLLATE NOCASE)
       OR (protected = 0
           AND fold_name(given || ' ' || surname) = fold_name(:wanted)))
ORDER BY participant.code;

-- name: show_companies
SELECT code, name FROM company
WHERE event = :event
  AND (code = :wanted COLLATE NOCASE OR fold_name(name) = fold_name(:wanted))
ORDER BY code;

-- name: show_sites
SELECT code, name FROM place
WHERE event = :event
  AND (code = :wanted COLLATE NOCASE OR fold_name(name) = fold_name(:wanted))
ORDER BY code;
