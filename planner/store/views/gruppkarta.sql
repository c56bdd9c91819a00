-- The way of every group of a plan on a map, by the group's number, and the
-- same facts as a table: the JSON of templates/gruppkarta.xhtml, but plan.made
-- (see gruppblad).  Places are numbered in the order that the group first
-- comes to them; where the day begins has the letter S.  Nobody's name stands
-- here.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan
  FROM sheet_head WHERE sheet_head.plan = :plan
), meeting AS MATERIALIZED (
  SELECT iif(item.code = 'samling', 'gathering', 'debrief') AS kind,
         from_min AS start_min, to_min AS end_min, item.name AS title,
         place.id AS place,
         coalesce(place.name, item.place) ||
           coalesce(', ' || place.address, '') AS address
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code IN ('samling', 'uppsamling')
), wanted AS MATERIALIZED (
  SELECT * FROM plan_group WHERE plan = :plan
), visiting AS MATERIALIZED (
  SELECT number, visit.end_min > lunch_start_min AS late, visit.company,
         visit.start_min, visit.end_min
  FROM wanted JOIN visit INDEXED BY visit_group ON visit.plan = wanted.plan
                        AND visit.group_number = number
), stop AS (
  SELECT number, kind, start_min, end_min, title, NULL AS note, address, place
  FROM wanted JOIN meeting
  WHERE EXISTS (SELECT 1 FROM visiting WHERE visiting.number = wanted.number
                AND coalesce(late, 0) = (kind = 'debrief'))
  UNION ALL
  SELECT number, 'lunch', lunch_start_min, lunch_end_min, 'Lunch', host.name,
         coalesce(host.address, place.address, place.name),
         coalesce(lunch_place, host.place)
  FROM wanted LEFT JOIN company AS host ON host.id = lunch_company
  LEFT JOIN place ON place.id = lunch_place
  WHERE lunch_start_min IS NOT NULL
  UNION ALL
  SELECT number, 'visit', start_min, end_min, name, NULL, address, place
  FROM visiting JOIN company ON id = visiting.company
), ordered AS MATERIALIZED (
  SELECT *, row_number() OVER trip AS turn, lag(place) OVER trip AS left_place
  FROM stop
  WINDOW trip AS (PARTITION BY number ORDER BY start_min, end_min, kind)
), reached AS MATERIALIZED (
  SELECT number, place, min(turn) AS turn,
         max(turn = 1 AND kind = 'gathering') AS start
  FROM ordered WHERE place IS NOT NULL GROUP BY number, place
), spot AS MATERIALIZED (
  SELECT number, place, start, turn,
         row_number() OVER (PARTITION BY number ORDER BY turn) - 1 AS at,
         iif(start, 'S', CAST(sum(NOT start) OVER (
           PARTITION BY number ORDER BY turn) AS TEXT)) AS label
  FROM reached
), places AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'number', label, 'name', name,
           'longitude', round(longitude, 5), 'latitude', round(latitude, 5),
           'start', json(iif(start, 'true', 'false')))) AS list,
         count(longitude + latitude) > 0 AS drawn
  FROM (SELECT spot.*, name, longitude, latitude
        FROM spot JOIN place ON place.id = spot.place
        ORDER BY spot.number, at)
  GROUP BY number
), way AS MATERIALIZED (
  SELECT number, json_group_array(at) AS list
  FROM (SELECT spot.number, at FROM ordered
        JOIN spot ON spot.number = ordered.number AND spot.place = ordered.place
        ORDER BY spot.number, ordered.turn)
  GROUP BY number
), stops AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'number', label, 'kind', kind,
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', printf('%02d:%02d', end_min / 60, end_min % 60),
           'title', title, 'note', note, 'address', address)) AS list,
         sum(kind IN ('visit', 'lunch')) AS stop_count
  FROM (SELECT ordered.*, label FROM ordered
        LEFT JOIN spot ON spot.number = ordered.number
                      AND spot.place = ordered.place
        ORDER BY ordered.number, turn)
  GROUP BY number
), leg AS (
  SELECT ordered.number, travel.metres
  FROM ordered LEFT JOIN travel ON from_place = left_place
                               AND to_place = ordered.place
  WHERE left_place <> ordered.place
), length AS MATERIALIZED (
  -- Known only when all of its legs are.
  SELECT number, iif(count(*) = count(metres), sum(metres), NULL) AS metres
  FROM leg GROUP BY number
), passed AS (
  SELECT ordered.number, place.name, turn
  FROM ordered JOIN place ON place.id = ordered.place
  WHERE left_place IS NULL OR left_place <> ordered.place
), words AS MATERIALIZED (
  SELECT number, max(iif(turn = 1, 'från ' || name, NULL)) ||
         coalesce(' till ' || group_concat(iif(turn = 1, NULL, name),
                                           ', sedan till '), '') AS list,
         group_concat(name, ', ') AS via
  FROM (SELECT number, name, row_number() OVER (
                 PARTITION BY number ORDER BY turn) AS turn
        FROM passed ORDER BY number, turn)
  GROUP BY number
), told AS MATERIALIZED (
  SELECT stops.number, stop_count,
         CASE WHEN metres >= 10000 THEN printf('%d km', round(metres / 1000.0))
              WHEN metres > 0
                THEN replace(printf('%.1f km', metres / 1000.0), '.', ',')
           END AS length,
         CASE WHEN metres >= 10000 THEN printf('%d', round(metres / 1000.0))
              WHEN metres > 0 THEN printf('%.1f', metres / 1000.0)
           END AS kilometres
  FROM stops LEFT JOIN length ON length.number = stops.number
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'group', wanted.number, 'color', (wanted.number - 1) % 8,
    'stop_count', coalesce(told.stop_count, 0), 'length', length,
    'kilometres', kilometres,
    'map', json_object(
      'name', 'map-' || wanted.number, 'width_mm', 178, 'height_mm', 146,
      'alt', 'Karta: Grupp ' || wanted.number || ' åker ' || words.list ||
             '; ' || told.stop_count || ' stopp' || coalesce(', ' || length, '') ||
             '. Samma uppgifter står i tabellen.', 'via', words.via,
      'drawn', json(iif(drawn, 'true', 'false'))),
    'places', json(coalesce(places.list, '[]')),
    'routes', json_array(json_object(
      'tone', (wanted.number - 1) % 8,
      'stops', json(coalesce(way.list, '[]')))),
    'stops', json(coalesce(stops.list, '[]'))),
  CAST(wanted.number AS TEXT)
FROM head, wanted
LEFT JOIN places ON places.number = wanted.number
LEFT JOIN way ON way.number = wanted.number
LEFT JOIN stops ON stops.number = wanted.number
LEFT JOIN told ON told.number = wanted.number
LEFT JOIN words ON words.number = wanted.number
ORDER BY wanted.number;
