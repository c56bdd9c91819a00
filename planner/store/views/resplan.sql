-- The day of everyone who has a seat in a plan, by surname, and of every
-- group: the JSON of templates/resplan.xhtml, but plan.made (see gruppblad).
-- :sheet leaves the people ("resplan") or the groups ("gruppresplan"); NULL
-- both.  A protected reader is her code here: a bundle goes through many
-- hands.  Of others the names of who leads and drives stand here, and of the
-- leader the phone; of those who are protected nothing.  Last the language of
-- the reader, as in letters; NULL: the event's.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan
  FROM sheet_head WHERE sheet_head.plan = :plan
), reader AS MATERIALIZED (
  SELECT participant AS id, participant,
         max(iif(part = 'am', group_number, NULL)) AS am,
         max(iif(part = 'pm', group_number, NULL)) AS pm
  FROM seat
  WHERE plan = :plan AND part IN ('am', 'pm')
    AND :sheet IS NOT 'gruppresplan'
  GROUP BY participant
  UNION ALL
  SELECT -number, NULL, number, number FROM plan_group
  WHERE plan = :plan AND :sheet IS NOT 'resplan'
    AND EXISTS (SELECT 1 FROM visit INDEXED BY visit_group
                WHERE visit.plan = :plan AND group_number = number)
), part_of AS MATERIALIZED (
  SELECT id, participant, 'am' AS part, am AS number FROM reader
  WHERE am IS NOT NULL
  UNION ALL
  SELECT id, participant, 'pm', pm FROM reader WHERE pm IS NOT NULL
), lunch AS MATERIALIZED (
  SELECT number, lunch_start_min AS start_min, lunch_end_min AS end_min,
         host.id AS company, host.name AS host,
         coalesce(lunch_place, host.place) AS place,
         coalesce(host.address || ', ' || place.name, host.address,
                  place.address, place.name) AS address
  FROM plan_group LEFT JOIN company AS host ON host.id = lunch_company
  LEFT JOIN place ON place.id = coalesce(lunch_place, host.place)
  WHERE plan = :plan AND lunch_start_min IS NOT NULL
), meeting AS MATERIALIZED (
  SELECT iif(item.code = 'samling', 'gathering', 'debrief') AS kind,
         from_min AS start_min, to_min AS end_min, item.name AS title,
         place.id AS place, coalesce(place.name, item.place) ||
           coalesce(', ' || place.address, '') AS address,
         iif(optional, 'Frivilligt.', NULL) AS note
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code IN ('samling', 'uppsamling')
), duty AS MATERIALIZED (
  SELECT seat.group_number AS number, seat.part,
         max(iif(leader, participant, NULL)) AS leader,
         max(iif(driver, participant, NULL)) AS driver
  FROM seat WHERE plan = :plan AND leader + driver > 0
  GROUP BY seat.group_number, seat.part
), crew AS MATERIALIZED (
  SELECT number, part, leader, driver,
         iif(lead.protected, NULL, trim(lead.given || ' ' || lead.surname))
           AS leader_name, iif(lead.protected, NULL, lead.phone) AS leader_phone,
         iif(drive.protected, NULL, trim(drive.given || ' ' || drive.surname))
           AS driver_name
  FROM duty
  LEFT JOIN participant AS leading ON leading.id = leader
  LEFT JOIN person AS lead ON lead.id = leading.person
  LEFT JOIN participant AS driving ON driving.id = driver
  LEFT JOIN person AS drive ON drive.id = driving.person
), stop AS (
  SELECT id, part, number, start_min, end_min, kind, title, address, place,
         NULL AS company, NULL AS contact, NULL AS phone, note AS first,
         NULL AS second,
         iif(note IS NULL, NULL, json_object('optional', json('true'))) AS facts,
         iif(part = 'am', 0, 2) AS rank
  FROM part_of JOIN meeting
  ON kind = iif(part = 'am', 'gathering', 'debrief')
  UNION ALL
  SELECT id, part, part_of.number, start_min, end_min, 'lunch',
         coalesce('Lunch: ' || host, 'Lunch'), address, place, company, NULL,
         NULL, NULL, NULL, NULL, 0
  FROM part_of JOIN lunch ON lunch.number = part_of.number WHERE part = 'am'
  UNION ALL
  -- Who comes for the afternoon finds the group where it has eaten.
  SELECT reader.id, 'pm', pm, lunch.end_min, NULL, 'join',
         'Du möter grupp ' || pm, coalesce(host || ', ', '') || address, place,
         NULL, leader_name, leader_phone, 'Gruppen har just ätit lunch här.',
         NULL, json_object('group', pm), 1
  FROM reader JOIN lunch ON lunch.number = pm
  LEFT JOIN crew ON crew.number = pm AND crew.part = 'pm'
  WHERE am IS NULL
  UNION ALL
  -- No plan says where one who changes group at lunch meets the other.
  SELECT reader.id, 'pm', pm, mine.end_min, NULL, 'change',
         'Du byter till grupp ' || pm, NULL, mine.place, NULL, leader_name,
         leader_phone,
         'Gruppen äter lunch till kl.' || char(160) ||
           printf('%02d.%02d', theirs.end_min / 60, theirs.end_min % 60) ||
           ' (' || coalesce(theirs.host || ', ', '') || theirs.address || ').',
         'Kom överens med gruppledaren om var och när ni möts.',
         json_object('group', pm, 'until',
           printf('%02d:%02d', theirs.end_min / 60, theirs.end_min % 60),
           'where', coalesce(theirs.host || ', ', '') || theirs.address), 1
  FROM reader JOIN lunch AS mine ON mine.number = am
  JOIN lunch AS theirs ON theirs.number = pm
  LEFT JOIN crew ON crew.number = pm AND crew.part = 'pm'
  WHERE am <> pm
  UNION ALL
  SELECT part_of.id, part, part_of.number, visit.start_min, visit.end_min, 'visit',
         company.name,
         company.address || coalesce(', ' || replace(postcode, ' ', char(160)),
                                     '') || coalesce(' ' || town, ''),
         company.place, company.id, iif(contact_protected, NULL, contact_name),
         iif(contact_protected, NULL, contact_phone),
         'Samtalet handlar om ' || topic || '.',
         upper(substr(equipment, 1, 1)) || substr(equipment, 2) || '.',
         json_object('topic', topic, 'equipment',
           upper(substr(equipment, 1, 1)) || substr(equipment, 2)),
         iif(part = 'am', 0, 2)
  -- CROSS holds the order: by the half first, every reader met every visit.
  FROM part_of CROSS JOIN plan_group ON plan_group.plan = :plan
                                    AND plan_group.number = part_of.number
  CROSS JOIN visit INDEXED BY visit_group ON visit.plan = :plan
                  AND visit.group_number = part_of.number
  JOIN company ON company.id = visit.company
  WHERE part = iif(visit.end_min > lunch_start_min, 'pm', 'am')
), ordered AS (
  SELECT *, lag(coalesce(end_min, start_min)) OVER trip AS left_min,
         lag(place) OVER trip AS left_place,
         lag(company) OVER trip AS left_company,
         lag(kind) OVER trip AS left_kind
  FROM stop
  WINDOW trip AS (PARTITION BY id ORDER BY rank, start_min, end_min, kind)
), leg AS (
  SELECT ordered.id, rank, start_min, left_min,
         CASE WHEN place IS left_place THEN 'nästa besök är på samma plats'
              WHEN target.by_car AND source.by_car
                THEN 'bil till ' || coalesce(target.address, target.name)
              ELSE 'båt till ' || coalesce(target.address, target.name) END ||
         CASE iif(place IS left_place,
                  (SELECT within_site_min FROM chosen), minutes)
              WHEN 0 THEN '' WHEN 1 THEN ', 1 minut'
              ELSE coalesce(', ' || iif(place IS left_place, (
                SELECT within_site_min FROM chosen), minutes) || ' minuter',
                '') END AS way,
         CASE WHEN place IS left_place OR left_kind = 'change'
                OR NOT (target.by_car AND source.by_car) THEN NULL
              WHEN driver = ordered.id THEN 'du kör'
              ELSE driver_name || ' kör' END AS by_whom,
         json_object(
           'mode', CASE WHEN place IS left_place THEN 'same'
                        WHEN target.by_car AND source.by_car THEN 'car'
                        ELSE 'boat' END,
           'to', coalesce(target.address, target.name),
           'minutes', iif(place IS left_place,
                          (SELECT within_site_min FROM chosen), minutes),
           'driver', iif(place IS left_place OR left_kind = 'change'
                           OR NOT (target.by_car AND source.by_car), NULL,
                         driver_name),
           'self', json(iif(driver = ordered.id AND left_kind <> 'change',
                            'true', 'false'))) AS facts
  FROM ordered
  JOIN place AS target ON target.id = ordered.place
  JOIN place AS source ON source.id = left_place
  LEFT JOIN travel ON from_place = left_place AND to_place = ordered.place
  LEFT JOIN crew ON crew.number = ordered.number AND crew.part = ordered.part
  WHERE left_min IS NOT NULL AND (company IS NULL OR company IS NOT left_company)
    AND (kind = 'visit' OR kind = 'lunch' AND place IS NOT left_place)
), step AS (
  SELECT id, kind, start_min, end_min, title, address, contact, phone, first,
         second, facts, NULL AS way, NULL AS by_whom, rank,
         start_min AS at_min, 1 AS turn
  FROM ordered
  UNION ALL
  SELECT id, 'travel', left_min, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         facts, way, by_whom, rank, start_min, 0 FROM leg
), stops AS MATERIALIZED (
  SELECT id, json_group_array(json_object(
           'kind', kind,
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', iif(end_min IS NULL, NULL,
                      printf('%02d:%02d', end_min / 60, end_min % 60)),
           'title', title, 'address', address, 'contact', contact,
           'phone', phone, 'notes', CASE
             WHEN first IS NULL AND second IS NULL THEN json_array()
             WHEN second IS NULL THEN json_array(first)
             WHEN first IS NULL THEN json_array(second)
             ELSE json_array(first, second) END,
           'way', way, 'by_whom', by_whom, 'facts', json(facts))) AS list
  FROM (SELECT * FROM step
        ORDER BY id, rank, at_min, turn, end_min, kind)
  GROUP BY id
), half AS MATERIALIZED (
  -- Who leads and drives, in each half; one row where it is the same all day.
  SELECT part_of.id, min(part) AS part, part_of.number, count(*) AS parts,
         iif(leader IS NULL, NULL, json_object(
           'name', leader_name, 'phone', leader_phone,
           'self', json(iif(leader = part_of.id, 'true', 'false')))) AS leads,
         iif(driver IS NULL, NULL, json_object(
           'name', driver_name,
           'self', json(iif(driver = part_of.id, 'true', 'false')))) AS drives
  FROM part_of
  LEFT JOIN crew USING (number, part)
  GROUP BY part_of.id, part_of.number, leader, driver
), halves AS MATERIALIZED (
  SELECT id, json_group_array(json_object(
           'half', iif(parts = 2, '', iif(part = 'am', 'fm', 'em')),
           'group', number, 'leader', json(leads), 'driver', json(drives)))
           AS list
  FROM (SELECT * FROM half ORDER BY id, part) GROUP BY id
), code AS (
  -- A map that every phone opens in its browser; a feed that is in use.
  SELECT reader.id AS id, 1 AS rank, 'map' AS kind,
         'Karta till samlingen' AS text,
         replace(replace(
           'https://www.openstreetmap.org/?mlat=LAT&mlon=LON#map=16/LAT/LON',
           'LAT', printf('%.5f', latitude)),
           'LON', printf('%.5f', longitude)) AS url
  FROM reader JOIN chosen ON print_codes IN ('map', 'both')
  JOIN meeting ON meeting.kind = 'gathering' JOIN place ON place.id = meeting.place
  WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND am IS NOT NULL
  UNION ALL
  SELECT reader.id, 2, 'calendar', 'Dagen i din kalender',
         feed_url || token || '.ics'
  FROM reader JOIN chosen ON print_codes IN ('calendar', 'both')
  JOIN feed ON feed.event = chosen.id AND revoked_utc IS NULL
           AND (feed.participant = reader.participant
                OR feed.group_number = -reader.id)
  WHERE feed_url IS NOT NULL
), codes AS MATERIALIZED (
  SELECT id, json_group_array(json_object(
           'kind', kind, 'text', text, 'url', url)) AS list
  FROM (SELECT * FROM code ORDER BY id, rank, url) GROUP BY id
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'kind', iif(reader.participant IS NULL, 'group', 'person'),
    'name', iif(protected, NULL, trim(given || ' ' || surname)),
    'code', participant.code, 'group', coalesce(am, pm),
    'color', (coalesce(am, pm) - 1) % 8,
    'meet', (SELECT json_object(
        'start', printf('%02d:%02d', start_min / 60, start_min % 60),
        'place', address)
      FROM meeting WHERE kind = 'gathering' AND am IS NOT NULL),
    'halves', json(coalesce(halves.list, '[]')),
    'codes', json(coalesce(codes.list, '[]')),
    'stops', json(stops.list)),
  coalesce(participant.code, CAST(-reader.id AS TEXT)),
  CASE WHEN EXISTS (SELECT 1 FROM json_each(participant.languages)
                    WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
       THEN 'sv'
       WHEN json_array_length(participant.languages) > 0 THEN 'en' END
FROM head, reader JOIN stops ON stops.id = reader.id
LEFT JOIN halves ON halves.id = reader.id
LEFT JOIN codes ON codes.id = reader.id
LEFT JOIN participant ON participant.id = reader.participant
LEFT JOIN person ON person.id = participant.person
ORDER BY reader.participant IS NULL, protected, surname COLLATE swedish,
         given COLLATE swedish, participant.id, -reader.id;
