-- What changes for people and companies from one version of a plan to
-- another.  "touched" counts those whose own day changes in any way: their
-- seat, or a visit or the lunch of the group and half they sit in.
WITH a AS (
  SELECT id FROM plan WHERE event = :event AND version = :from
), b AS (
  SELECT id FROM plan WHERE event = :event AND version = :to
), seats AS (
  SELECT coalesce(o.participant, n.participant) AS participant,
         coalesce(o.part, n.part) AS part,
         o.group_number AS old_group, o.leader AS old_leader,
         o.driver AS old_driver, n.group_number AS new_group,
         n.leader AS new_leader, n.driver AS new_driver
  FROM (SELECT * FROM seat WHERE plan = (SELECT id FROM a)) AS o
  FULL JOIN (SELECT * FROM seat WHERE plan = (SELECT id FROM b)) AS n
    ON n.participant = o.participant AND n.part = o.part
), visits AS (
  SELECT coalesce(o.company, n.company) AS company,
         o.group_number AS old_group, o.start_min AS old_start,
         o.end_min AS old_end, n.group_number AS new_group,
         n.start_min AS new_start, n.end_min AS new_end
  FROM (SELECT * FROM visit WHERE plan = (SELECT id FROM a)) AS o
  FULL JOIN (SELECT * FROM visit WHERE plan = (SELECT id FROM b)) AS n
    ON n.company = o.company
), lunches AS (
  SELECT coalesce(o.number, n.number) AS number,
         o.lunch_start_min AS old_start, o.lunch_end_min AS old_end,
         coalesce(old_host.code, old_place.code) AS old_place,
         n.lunch_start_min AS new_start, n.lunch_end_min AS new_end,
         coalesce(new_host.code, new_place.code) AS new_place
  FROM (SELECT * FROM plan_group WHERE plan = (SELECT id FROM a)) AS o
  FULL JOIN (SELECT * FROM plan_group WHERE plan = (SELECT id FROM b)) AS n
    ON n.number = o.number
  LEFT JOIN company AS old_host ON old_host.id = o.lunch_company
  LEFT JOIN place AS old_place ON old_place.id = o.lunch_place
  LEFT JOIN company AS new_host ON new_host.id = n.lunch_company
  LEFT JOIN place AS new_place ON new_place.id = n.lunch_place
), moved AS (
  SELECT * FROM seats
  WHERE (old_group, old_leader, old_driver)
        IS NOT (new_group, new_leader, new_driver)
), replanned AS (
  SELECT * FROM visits
  WHERE (old_group, old_start, old_end) IS NOT (new_group, new_start, new_end)
), shifted AS (
  SELECT * FROM lunches
  WHERE (old_start, old_end, old_place) IS NOT (new_start, new_end, new_place)
), stirred AS (
  -- Groups whose visits or lunch change: the members' day does too.
  SELECT old_group AS number FROM replanned WHERE old_group IS NOT NULL
  UNION SELECT new_group FROM replanned WHERE new_group IS NOT NULL
  UNION SELECT number FROM shifted
), touched AS (
  SELECT participant FROM moved
  UNION SELECT participant FROM seats JOIN stirred ON number = new_group
), people AS (
  SELECT json_object(
           'person', code,
           'name', iif(protected, NULL, trim(given || ' ' || surname)),
           'half', part,
           'before', json(iif(old_group IS NULL, NULL, json_object(
             'group', old_group,
             'leader', json(iif(old_leader, 'true', 'false')),
             'driver', json(iif(old_driver, 'true', 'false'))))),
           'after', json(iif(new_group IS NULL, NULL, json_object(
             'group', new_group,
             'leader', json(iif(new_leader, 'true', 'false')),
             'driver', json(iif(new_driver, 'true', 'false'))))),
           'protected', json(iif(protected, 'true', 'false'))) AS item
  FROM moved JOIN participant ON participant.id = moved.participant
  JOIN person ON person.id = participant.person
  ORDER BY code, part
), companies AS (
  SELECT json_object(
           'company', code, 'name', name,
           'before', json(iif(old_group IS NULL, NULL, json_object(
             'group', old_group,
             'start', strftime('%H:%M', old_start * 60, 'unixepoch'),
             'end', strftime('%H:%M', old_end * 60, 'unixepoch')))),
           'after', json(iif(new_group IS NULL, NULL, json_object(
             'group', new_group,
             'start', strftime('%H:%M', new_start * 60, 'unixepoch'),
             'end', strftime('%H:%M', new_end * 60, 'unixepoch'))))) AS item
  FROM replanned JOIN company ON company.id = replanned.company
  ORDER BY code
), groups AS (
  SELECT json_object(
           'group', number,
           'before', json(iif(old_start IS NULL, NULL, json_object(
             'start', strftime('%H:%M', old_start * 60, 'unixepoch'),
             'end', strftime('%H:%M', old_end * 60, 'unixepoch'),
             'place', old_place))),
           'after', json(iif(new_start IS NULL, NULL, json_object(
             'start', strftime('%H:%M', new_start * 60, 'unixepoch'),
             'end', strftime('%H:%M', new_end * 60, 'unixepoch'),
             'place', new_place)))) AS item
  FROM shifted ORDER BY number
)
SELECT json_object(
  'event', code, 'from', :from, 'to', :to,
  'touched', (SELECT count(*) FROM touched),
  'people', json((SELECT json_group_array(json(item)) FROM people)),
  'companies', json((SELECT json_group_array(json(item)) FROM companies)),
  'lunches', json((SELECT json_group_array(json(item)) FROM groups)))
FROM event, a, b WHERE event.id = :event;
