-- The groups of a plan: who leads and drives, how many, when.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), leaders AS (
  SELECT group_number, json_group_array(json(item)) AS list
  FROM (SELECT DISTINCT group_number, json_object(
                 'person', participant.code,
                 'name', iif(protected, NULL,
                             trim(given || ' ' || surname))) AS item
        FROM chosen JOIN seat ON seat.plan = chosen.id AND leader = 1
        JOIN participant ON participant.id = seat.participant
        JOIN person ON person.id = participant.person
        ORDER BY group_number, part, participant.code)
  GROUP BY group_number
), drivers AS (
  SELECT group_number, json_group_array(json(item)) AS list
  FROM (SELECT DISTINCT group_number, json_object(
                 'person', participant.code,
                 'name', iif(protected, NULL,
                             trim(given || ' ' || surname))) AS item
        FROM chosen JOIN seat ON seat.plan = chosen.id AND driver = 1
        JOIN participant ON participant.id = seat.participant
        JOIN person ON person.id = participant.person
        ORDER BY group_number, part, participant.code)
  GROUP BY group_number
), members AS (
  SELECT group_number, count(DISTINCT participant) AS people,
         sum(part = 'am') AS am, sum(part = 'pm') AS pm
  FROM chosen JOIN seat ON seat.plan = chosen.id GROUP BY group_number
), visits AS (
  SELECT group_number, count(*) AS visits, min(start_min) AS first_min,
         max(end_min) AS last_min
  FROM chosen JOIN visit ON visit.plan = chosen.id GROUP BY group_number
), items AS (
  SELECT json_object(
           'group', g.number, 'leaders', json(coalesce(leaders.list, '[]')),
           'drivers', json(coalesce(drivers.list, '[]')),
           'members', coalesce(people, 0), 'am', coalesce(am, 0),
           'pm', coalesce(pm, 0), 'visits', coalesce(visits, 0),
           'start', strftime('%H:%M', first_min * 60, 'unixepoch'),
           'end', strftime('%H:%M', last_min * 60, 'unixepoch'),
           'lunch', json_object(
             'start', strftime('%H:%M', lunch_start_min * 60, 'unixepoch'),
             'end', strftime('%H:%M', lunch_end_min * 60, 'unixepoch'),
             'place', coalesce(host.code, place.code),
             'place_name', coalesce(host.name, place.name))) AS item
  FROM chosen JOIN plan_group AS g ON g.plan = chosen.id
  LEFT JOIN leaders ON leaders.group_number = g.number
  LEFT JOIN drivers ON drivers.group_number = g.number
  LEFT JOIN members ON members.group_number = g.number
  LEFT JOIN visits ON visits.group_number = g.number
  LEFT JOIN company AS host ON host.id = g.lunch_company
  LEFT JOIN place ON place.id = g.lunch_place
  ORDER BY g.number
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'groups', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
