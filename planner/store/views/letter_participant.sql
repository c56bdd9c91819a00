-- The letter of everyone who has a seat in a plan of a visit day, or (with
-- :participant other than 0) of one.  The JSON is what the template
-- letter-participant.xhtml asks for, but kind, changes and message, which
-- depend on what she has been told before.  Of others only names stand
-- here, and of the leader the phone; of a protected person nothing.
-- "language" stands there only where it is not Swedish: who knew her letter
-- before there were others knows it still.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan FROM plan JOIN event ON event.id = plan.event
  WHERE plan.id = :plan
), told AS MATERIALIZED (
  SELECT json_object(
    'name', name, 'day', day, 'zone', zone, 'organiser', organiser,
    'city', coalesce((
      SELECT town FROM company
      WHERE company.event = chosen.id AND town IS NOT NULL
      GROUP BY town ORDER BY count(*) DESC, town LIMIT 1), 'staden'),
    'sender', json_object('name', coalesce(sender_name, organiser),
                          'email', sender_email, 'phone', sender_phone),
    'on_call_phone', on_call_phone, 'answer_by', answer_by,
    'destroy_after', destroy_after) AS event, language
  FROM chosen
), mine AS MATERIALIZED (
  SELECT * FROM seat
  WHERE plan = :plan AND part IN ('am', 'pm')
    AND :participant IN (0, participant)
), day AS MATERIALIZED (
  SELECT participant,
         max(iif(part = 'am', group_number, NULL)) AS am,
         max(iif(part = 'pm', group_number, NULL)) AS pm
  FROM mine GROUP BY participant
), lunch AS MATERIALIZED (
  SELECT number, lunch_start_min AS start_min, lunch_end_min AS end_min,
         host.name AS host, coalesce(host.name, place.name) AS place,
         coalesce(host.address || coalesce(', ' || host.postcode, '') ||
                    coalesce(' ' || host.town, ''),
                  place.address) AS address
  FROM plan_group
  LEFT JOIN company AS host ON host.id = lunch_company
  LEFT JOIN place ON place.id = coalesce(lunch_place, host.place)
  WHERE plan = :plan
), meeting AS MATERIALIZED (
  SELECT iif(item.code = 'samling', 'gathering', 'debrief') AS kind,
         from_min AS start_min, to_min AS end_min, item.name AS title,
         coalesce(place.name, item.place) AS place, place.address,
         iif(optional, 'Frivilligt.', NULL) AS note
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code IN ('samling', 'uppsamling')
), stop AS (
  SELECT participant, start_min, end_min, kind, title,
         place || coalesce(', ' || address, '') AS address, note
  FROM mine JOIN meeting
  ON kind = iif(part = 'am', 'gathering', 'debrief')
  UNION ALL
  SELECT participant, start_min, end_min, 'lunch', host,
         coalesce(address, place), NULL
  FROM mine JOIN lunch ON lunch.number = group_number
  WHERE part = 'am' AND start_min IS NOT NULL
  UNION ALL
  SELECT participant, visit.start_min, visit.end_min, 'visit', name,
         address || coalesce(', ' || postcode, '') ||
           coalesce(' ' || town, ''),
         upper(substr(equipment, 1, 1)) || substr(equipment, 2) || '.'
  FROM mine JOIN plan_group ON plan_group.plan = mine.plan
                           AND number = mine.group_number
  JOIN visit INDEXED BY visit_group ON visit.plan = mine.plan
            AND visit.group_number = mine.group_number
  JOIN company ON company.id = visit.company
  WHERE part = iif(visit.end_min > lunch_start_min, 'pm', 'am')
), stops AS MATERIALIZED (
  SELECT participant, min(start_min) AS start_min, max(end_min) AS end_min,
         json_group_array(json_object(
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', printf('%02d:%02d', end_min / 60, end_min % 60),
           'kind', kind, 'title', title, 'address', address,
           'note', note)) AS list
  FROM (SELECT * FROM stop ORDER BY participant, start_min, end_min, kind)
  GROUP BY participant
), duty AS MATERIALIZED (
  SELECT group_number, part,
         max(iif(leader, participant, NULL)) AS leader,
         max(iif(driver, participant, NULL)) AS driver
  FROM seat WHERE plan = :plan AND leader + driver > 0
  GROUP BY group_number, part
), half AS MATERIALIZED (
  -- Who leads and drives her, in each of her halves.  A protected leader's
  -- name stands in that leader's own letter only.
  SELECT mine.participant, mine.part, mine.group_number AS number,
         iif(mine.leader, 'true', 'false') AS leads,
         iif(mine.driver, 'true', 'false') AS drives,
         iif(lead.protected = 0 OR mine.leader, json_object(
           'name', trim(lead.given || ' ' || lead.surname),
           'phone', iif(mine.leader, NULL, lead.phone)), NULL) AS leader,
         iif(drive.protected = 0 OR mine.driver, json_object(
           'name', trim(drive.given || ' ' || drive.surname)), NULL) AS driver
  FROM mine
  LEFT JOIN duty ON duty.group_number = mine.group_number
                AND duty.part = mine.part
  LEFT JOIN participant AS leader ON leader.id = duty.leader
  LEFT JOIN person AS lead ON lead.id = leader.person
  LEFT JOIN participant AS driver ON driver.id = duty.driver
  LEFT JOIN person AS drive ON drive.id = driver.person
), meet AS MATERIALIZED (
  -- Who comes for the afternoon joins the group where it has had lunch.
  SELECT day.participant, coalesce(start.start_min, lunch.end_min,
                                   stops.start_min) AS at_min,
         coalesce(start.place, lunch.place) AS place,
         iif(start.place IS NULL, lunch.address, start.address) AS address,
         stops.end_min, stops.list
  FROM day JOIN stops ON stops.participant = day.participant
  LEFT JOIN meeting AS start ON start.kind = 'gathering' AND day.am IS NOT NULL
  LEFT JOIN lunch ON lunch.number = day.pm AND day.am IS NULL
)
SELECT json_insert(json_object(
    'event', json(told.event),
    'person', json_object(
      'given', given, 'surname', surname, 'name', trim(given || ' ' || surname),
      'leads', json(first.leads), 'drives', json(first.drives)),
    'group', first.number,
    'start', printf('%02d:%02d', at_min / 60, at_min % 60),
    'end', printf('%02d:%02d', end_min / 60, end_min % 60),
    'meet', iif(meet.place IS NULL, NULL, json_object(
      'time', printf('%02d:%02d', at_min / 60, at_min % 60),
      'place', meet.place, 'address', meet.address)),
    'leader', json(first.leader), 'driver', json(first.driver),
    'afternoon', iif((second.number, second.leader, second.driver)
                     IS (first.number, first.leader, first.driver)
                     OR second.number IS NULL, NULL, json_object(
      'group', second.number,
      'leads', json(second.leads), 'drives', json(second.drives),
      'leader', json(second.leader), 'driver', json(second.driver))),
    'stops', json(meet.list)),
    CASE WHEN EXISTS (SELECT 1 FROM json_each(languages)
                      WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
         THEN NULL
         WHEN json_array_length(languages) > 0 OR told.language = 'en'
         THEN '$.language' END, 'en'),
  participant.id, participant.code, email,
  iif(protected, NULL, trim(given || ' ' || surname)), protected
FROM told, day
JOIN meet ON meet.participant = day.participant
JOIN participant ON participant.id = day.participant
JOIN person ON person.id = participant.person
JOIN half AS first ON first.participant = day.participant
                  AND first.part = iif(am IS NULL, 'pm', 'am')
LEFT JOIN half AS second ON second.participant = day.participant
                        AND second.part = 'pm' AND am IS NOT NULL
ORDER BY participant.code;
