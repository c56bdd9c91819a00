-- Everybody in an event, in Swedish order, and where a plan seats them.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), seats AS (
  SELECT participant,
         max(iif(part = 'am', group_number, NULL)) AS am,
         max(iif(part = 'pm', group_number, NULL)) AS pm,
         max(leader) AS leader, max(driver) AS driver
  FROM seat WHERE plan = (SELECT id FROM chosen) GROUP BY participant
), items AS (
  SELECT json_object(
           'person', participant.code,
           'name', iif(protected, NULL, trim(given || ' ' || surname)),
           'role', role, 'title', title, 'organ', organ,
           'organ_code', organ_code, 'party', party, 'am', am, 'pm', pm,
           'leader', json(iif(seats.leader, 'true', 'false')),
           'driver', json(iif(seats.driver, 'true', 'false')),
           'attendance', attendance,
           'protected', json(iif(protected, 'true', 'false'))) AS item
  FROM participant JOIN person ON person.id = participant.person
  LEFT JOIN seats ON seats.participant = participant.id
  WHERE participant.event = :event
  ORDER BY protected, surname COLLATE swedish, given COLLATE swedish,
           participant.code
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'people', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
