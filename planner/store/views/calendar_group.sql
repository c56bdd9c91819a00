-- The day of every group of a plan, for its calendar file: the JSON of
-- templates/calendar.xhtml.  No names but the leader's and the driver's.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan FROM plan JOIN event ON event.id = plan.event
  WHERE plan.id = :plan
), meeting AS MATERIALIZED (
  SELECT iif(item.code = 'samling', 'am', 'pm') AS part,
         iif(item.code = 'samling', 'gathering', 'debrief') AS kind,
         from_min AS start_min, to_min AS end_min, item.name AS title,
         coalesce(place.name, item.place) ||
           coalesce(', ' || place.address, '') AS address
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code IN ('samling', 'uppsamling')
), visiting AS MATERIALIZED (
  SELECT number, iif(visit.end_min > lunch_start_min, 'pm', 'am') AS part,
         visit.start_min, visit.end_min, name AS title,
         address || coalesce(', ' || postcode, '') ||
           coalesce(' ' || town, '') AS address
  FROM plan_group JOIN visit INDEXED BY visit_group ON visit.plan = plan_group.plan
                            AND visit.group_number = number
  JOIN company ON company.id = visit.company
  WHERE plan_group.plan = :plan
), half AS MATERIALIZED (
  SELECT visiting.number, visiting.part,
         max(iif(leader AND NOT protected, json_object(
           'name', trim(given || ' ' || surname), 'phone', phone), NULL))
           AS leader,
         max(iif(driver AND NOT protected, json_object(
           'name', trim(given || ' ' || surname)), NULL)) AS driver
  FROM (SELECT DISTINCT number, part FROM visiting) AS visiting
  LEFT JOIN seat INDEXED BY seat_group
    ON seat.plan = :plan AND seat.group_number = visiting.number
                AND seat.part = visiting.part AND leader + driver > 0
  LEFT JOIN participant ON participant.id = seat.participant
  LEFT JOIN person ON person.id = participant.person
  GROUP BY visiting.number, visiting.part
), stop AS (
  SELECT number, start_min, end_min, kind, title, address
  FROM half JOIN meeting ON meeting.part = half.part
  UNION ALL
  SELECT number, start_min, end_min, 'visit', title, address FROM visiting
  UNION ALL
  SELECT number, lunch_start_min, lunch_end_min, 'lunch', host.name,
         coalesce(host.address, place.address, place.name)
  FROM plan_group LEFT JOIN company AS host ON host.id = lunch_company
  LEFT JOIN place ON place.id = coalesce(lunch_place, host.place)
  WHERE plan = :plan AND lunch_start_min IS NOT NULL
), stops AS MATERIALIZED (
  SELECT number, min(start_min) AS start_min, max(end_min) AS end_min,
         json_group_array(json_object(
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', printf('%02d:%02d', end_min / 60, end_min % 60),
           'kind', kind, 'title', title, 'address', address, 'note', NULL))
           AS list,
         json_group_array(address) ->> 0 AS first_address
  FROM (SELECT * FROM stop ORDER BY number, start_min, end_min, kind)
  GROUP BY number
)
SELECT json_object(
    'event', json_object(
      'name', name, 'day', day, 'zone', zone, 'on_call_phone', on_call_phone),
    'group', stops.number,
    'start', printf('%02d:%02d', start_min / 60, start_min % 60),
    'end', printf('%02d:%02d', end_min / 60, end_min % 60),
    'meet', json_object(
      'time', printf('%02d:%02d', start_min / 60, start_min % 60),
      'place', first_address, 'address', NULL),
    'leader', json(first.leader), 'driver', json(first.driver),
    'afternoon', iif(second.number IS NULL OR (second.leader, second.driver)
                     IS (first.leader, first.driver), NULL, json_object(
      'group', stops.number, 'leader', json(second.leader),
      'driver', json(second.driver))),
    'stops', json(stops.list)),
  stops.number, printf('grupp-%02d', stops.number)
FROM chosen, stops
JOIN half AS first ON first.number = stops.number
                  AND first.part = (SELECT min(part) FROM half
                                    WHERE half.number = stops.number)
LEFT JOIN half AS second ON second.number = stops.number
                        AND second.part = 'pm' AND first.part = 'am'
ORDER BY stops.number;
