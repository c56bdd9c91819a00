-- One group of a plan: its programme and who is in it.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), g AS (
  SELECT plan_group.*, version FROM chosen
  JOIN plan_group ON plan_group.plan = chosen.id
  WHERE plan_group.number = :number
), stops AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object(
             'start', strftime('%H:%M', start_min * 60, 'unixepoch'),
             'end', strftime('%H:%M', end_min * 60, 'unixepoch'),
             'half', iif(end_min <= lunch_start_min, 'am', 'pm'),
             'company', company.code, 'name', company.name,
             'site', place.code, 'site_name', place.name,
             'address', company.address) AS item
    FROM g JOIN visit ON visit.plan = g.plan
                     AND visit.group_number = g.number
    JOIN company ON company.id = visit.company
    JOIN place ON place.id = company.place ORDER BY start_min)
), members AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object(
             'person', code,
             'name', iif(protected, NULL, trim(given || ' ' || surname)),
             'role', role,
             'title', title, 'organ', organ, 'organ_code', organ_code,
             'party', party, 'halves', json(halves),
             'leader', json(iif(leader, 'true', 'false')),
             'driver', json(iif(driver, 'true', 'false')),
             'protected', json(iif(protected, 'true', 'false'))) AS item
    FROM (SELECT participant, leader, driver,
                 json_group_array(part) AS halves
          FROM (SELECT seat.* FROM g JOIN seat ON seat.plan = g.plan
                  AND seat.group_number = g.number
                ORDER BY participant, part)
          GROUP BY participant, leader, driver) AS s
    JOIN participant ON participant.id = s.participant
    JOIN person ON person.id = participant.person
    ORDER BY s.leader DESC, s.driver DESC, role DESC, code)
)
SELECT json_object(
  'event', event.code, 'plan', version, 'group', g.number,
  'lunch', json_object(
    'start', strftime('%H:%M', lunch_start_min * 60, 'unixepoch'),
    'end', strftime('%H:%M', lunch_end_min * 60, 'unixepoch'),
    'place', coalesce(host.code, place.code),
    'place_name', coalesce(host.name, place.name)),
  'visits', json(stops.list), 'members', json(members.list))
FROM g, stops, members JOIN event ON event.id = :event
LEFT JOIN company AS host ON host.id = g.lunch_company
LEFT JOIN place ON place.id = g.lunch_place;
