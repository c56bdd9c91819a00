-- The sheet of every group of a plan, by the group's number: the JSON of
-- templates/gruppblad.xhtml, but plan.made, the local time of plan.made_utc,
-- which needs the event's zone.  Of protected people and contacts neither
-- name nor phone stands here; needs only where the event prints them.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan
  FROM sheet_head WHERE sheet_head.plan = :plan
), meeting AS MATERIALIZED (
  SELECT iif(item.code = 'samling', 'gathering', 'debrief') AS kind,
         from_min AS start_min, to_min AS end_min, item.name AS title,
         iif(optional, 'Frivillig', NULL) AS note, place.id AS place,
         coalesce(place.name, item.place) ||
           coalesce(', ' || place.address, '') AS address
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code IN ('samling', 'uppsamling')
), wanted AS MATERIALIZED (
  SELECT * FROM plan_group WHERE plan = :plan
), visiting AS MATERIALIZED (
  SELECT number, iif(visit.end_min > lunch_start_min, 'em', 'fm') AS half,
         visit.company, visit.start_min, visit.end_min
  FROM wanted JOIN visit INDEXED BY visit_group ON visit.plan = wanted.plan
                        AND visit.group_number = number
), half AS MATERIALIZED (
  -- A group's halves: with visits, by car unless no road leads there.
  SELECT number, half, iif(max(by_car), 'car', 'boat') AS mode,
         count(*) OVER (PARTITION BY number) AS halves
  FROM visiting JOIN company ON company.id = visiting.company
  JOIN place ON place.id = company.place
  GROUP BY number, half
), stop AS (
  SELECT number, kind, start_min, end_min, title, note, address, NULL AS contact,
         NULL AS phone, place, NULL AS company
  FROM wanted JOIN meeting
  WHERE EXISTS (SELECT 1 FROM half WHERE half.number = wanted.number
                AND half = iif(kind = 'gathering', 'fm', 'em'))
  UNION ALL
  SELECT number, 'lunch', lunch_start_min, lunch_end_min, 'Lunch',
         host.name, coalesce(host.address, place.address, place.name), NULL,
         NULL, coalesce(lunch_place, host.place), host.id
  FROM wanted LEFT JOIN company AS host ON host.id = lunch_company
  LEFT JOIN place ON place.id = lunch_place
  WHERE lunch_start_min IS NOT NULL
  UNION ALL
  SELECT number, 'visit', start_min, end_min, name,
         upper(substr(topic, 1, 1)) || substr(topic, 2),
         address,
         iif(contact_protected, NULL, contact_name),
         iif(contact_protected, NULL, contact_phone), place, id
  FROM visiting JOIN company ON id = visiting.company
), ordered AS (
  SELECT *, lag(end_min) OVER trip AS left_min,
         lag(place) OVER trip AS left_place,
         lag(company) OVER trip AS left_company
  FROM stop
  WINDOW trip AS (PARTITION BY number ORDER BY start_min, end_min)
), leg AS (
  SELECT ordered.number, left_min,
         CASE WHEN place IS left_place THEN 'Till nästa besök på samma plats'
              WHEN target.by_car AND source.by_car
                THEN 'Bil till ' || ordered.address
              ELSE 'Båt till ' || ordered.address END AS way,
         CASE WHEN place IS left_place THEN 'same'
              WHEN target.by_car AND source.by_car THEN 'car'
              ELSE 'boat' END AS mode, ordered.address AS goal,
         iif(place IS left_place,
             (SELECT within_site_min FROM chosen), minutes) AS minutes
  FROM ordered
  JOIN place AS target ON target.id = ordered.place
  JOIN place AS source ON source.id = left_place
  LEFT JOIN travel ON from_place = left_place AND to_place = ordered.place
  WHERE left_min IS NOT NULL AND company IS NOT left_company
    AND (kind = 'visit' OR kind = 'lunch' AND place IS NOT left_place)
), step AS (
  SELECT number, kind, start_min, end_min, title, note, address, contact,
         phone, NULL AS text, NULL AS leg, 1 AS turn FROM ordered
  UNION ALL
  SELECT number, 'travel', left_min, NULL, NULL, NULL, NULL, NULL, NULL,
         way || CASE WHEN minutes = 1 THEN ', 1 minut'
                     WHEN minutes > 1 THEN ', ' || minutes || ' minuter'
                     ELSE '' END,
         json_object('mode', mode, 'to', goal, 'minutes', minutes), 0
  FROM leg
), programme AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'kind', kind,
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', iif(end_min IS NULL, NULL,
                      printf('%02d:%02d', end_min / 60, end_min % 60)),
           'title', title, 'note', note, 'address', address,
           'contact', contact, 'phone', phone, 'text', text,
           'leg', json(leg))) AS list
  FROM (SELECT * FROM step ORDER BY number, start_min, turn)
  GROUP BY number
), sitting AS MATERIALIZED (
  SELECT group_number AS number, iif(part = 'am', 'fm', 'em') AS half,
         participant.id, title, organ, leader, driver, protected,
         iif(protected OR NOT (SELECT print_needs FROM chosen), NULL, (
           SELECT group_concat(value, ', ') FROM json_each(needs))) AS needs,
         iif(protected, NULL, given) AS given,
         iif(protected, NULL, surname) AS surname,
         iif(protected, NULL, person.phone) AS phone
  FROM seat JOIN participant ON participant.id = seat.participant
  JOIN person ON person.id = participant.person
  WHERE plan = :plan AND part IN ('am', 'pm')
    AND group_number IN (SELECT number FROM wanted)
), duty AS MATERIALIZED (
  -- One row for a group and its leader (or driver), with the half, or with
  -- none where it is the same one all day.
  SELECT number, id, task, protected, trim(given || ' ' || surname) AS name,
         phone, iif(count(*) = halves, '', max(half)) AS half
  FROM (SELECT sitting.*, 'leader' AS task FROM sitting WHERE leader
        UNION ALL SELECT sitting.*, 'driver' FROM sitting WHERE driver)
  JOIN (SELECT DISTINCT number AS of_group, halves FROM half)
    ON of_group = number
  GROUP BY number, id, task
), leaders AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'name', name, 'phone', phone, 'half', half)) AS list
  FROM (SELECT * FROM duty WHERE task = 'leader'
        ORDER BY number, half DESC, id)
  GROUP BY number
), ride AS (
  SELECT half.number, half.mode, duty.id, iif(
           count(*) = halves, '', max(half.half)) AS half,
         iif(duty.protected, 'Skyddade uppgifter', duty.name) AS driver,
         iif(EXISTS (SELECT 1 FROM duty AS lead WHERE task = 'leader'
                     AND lead.number = half.number AND lead.id = duty.id),
             NULL, duty.phone) AS phone
  FROM half
  LEFT JOIN duty ON duty.number = half.number AND task = 'driver'
                AND duty.half IN ('', half.half) AND half.mode = 'car'
  GROUP BY half.number, half.mode, duty.id
), transport AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'half', half, 'mode', mode, 'driver', driver, 'phone', phone,
           'text', NULL)) AS list
  FROM (SELECT * FROM ride ORDER BY number, half DESC)
  GROUP BY number
), member AS (
  SELECT sitting.*, iif(count(*) = halves, '', max(half)) AS when_there
  FROM sitting
  JOIN (SELECT DISTINCT number AS of_group, halves FROM half)
    ON of_group = number
  GROUP BY number, id
), members AS MATERIALIZED (
  SELECT number, count(*) AS member_count,
         max(when_there <> '') AS split,
         sum(when_there <> 'em') AS before, sum(when_there <> 'fm') AS after,
         json_group_array(json_object(
           'nr', nr, 'surname', surname, 'given', given,
           'organisation', iif(protected, NULL, organ),
           'role', iif(protected, NULL,
                       lower(substr(title, 1, 1)) || substr(title, 2)),
           'phone', phone, 'half', when_there, 'needs', needs,
           'protected', json(iif(protected, 'true', 'false')))) AS list
  FROM (SELECT *, row_number() OVER (
                 PARTITION BY number
                 ORDER BY protected, surname COLLATE swedish,
                          given COLLATE swedish, id) AS nr
        FROM member ORDER BY number, nr)
  GROUP BY number
), code AS (
  -- A map that every phone opens in its browser; a feed that is in use.
  SELECT wanted.number AS id, 1 AS rank, 'map' AS kind,
         'Karta till samlingen' AS text,
         replace(replace(
           'https://www.openstreetmap.org/?mlat=LAT&mlon=LON#map=16/LAT/LON',
           'LAT', printf('%.5f', latitude)),
           'LON', printf('%.5f', longitude)) AS url
  FROM wanted JOIN chosen ON print_codes IN ('map', 'both')
  JOIN meeting ON meeting.kind = 'gathering' JOIN place ON place.id = meeting.place
  WHERE latitude IS NOT NULL AND longitude IS NOT NULL
  UNION ALL
  SELECT wanted.number, 2, 'calendar', 'Dagen i din kalender',
         feed_url || token || '.ics'
  FROM wanted JOIN chosen ON print_codes IN ('calendar', 'both')
  JOIN feed ON feed.event = chosen.id AND revoked_utc IS NULL
           AND feed.group_number = wanted.number
  WHERE feed_url IS NOT NULL
), codes AS MATERIALIZED (
  SELECT id, json_group_array(json_object(
           'kind', kind, 'text', text, 'url', url)) AS list
  FROM (SELECT * FROM code ORDER BY id, rank, url) GROUP BY id
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'group', wanted.number, 'color', (wanted.number - 1) % 8,
    'gathering', (SELECT json_object(
      'start', printf('%02d:%02d', start_min / 60, start_min % 60),
      'place', address) FROM meeting WHERE kind = 'gathering'),
    'leaders', json(coalesce(leaders.list, '[]')),
    'transport', json(coalesce(transport.list, '[]')),
    'member_count', coalesce(member_count, 0),
    'half_counts', iif(split, json_object('fm', before, 'em', after), NULL),
    'good_to_know', (SELECT good_to_know FROM chosen),
    'codes', json(coalesce(codes.list, '[]')),
    'programme', json(coalesce(programme.list, '[]')),
    'members', json(coalesce(members.list, '[]'))),
  CAST(wanted.number AS TEXT)
FROM head, wanted
LEFT JOIN programme ON programme.number = wanted.number
LEFT JOIN leaders ON leaders.number = wanted.number
LEFT JOIN transport ON transport.number = wanted.number
LEFT JOIN members ON members.number = wanted.number
LEFT JOIN codes ON codes.id = wanted.number
ORDER BY wanted.number;
