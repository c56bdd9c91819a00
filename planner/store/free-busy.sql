-- What planner/deliver reads and writes of when people are busy.

-- name: free_busy_person
SELECT participant.person, participant.code, day, zone
FROM participant JOIN event ON event.id = participant.event
WHERE participant.event = :event
  AND (participant.code = :code COLLATE NOCASE
       OR participant.id = (SELECT participant FROM participant_alias
                            WHERE event = :event
                              AND code = :code COLLATE NOCASE))
LIMIT 1;

-- name: free_busy_forget
DELETE FROM busy_source
WHERE person = :person AND name = :name AND day = :day AND zone = :zone;

-- name: free_busy_source
INSERT INTO busy_source (person, name, day, zone, from_min, to_min, read_utc)
VALUES (:person, :name, :day, :zone, :from, :to, :now);

-- name: free_busy_add
INSERT OR IGNORE INTO busy (source, from_min, to_min, kind)
VALUES (:source, :from, :to, :kind);
