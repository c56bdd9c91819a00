-- The places of a plan on one map, and the same facts as a table: the JSON of
-- templates/karta.xhtml, but plan.made (see gruppblad).  Sites are numbered
-- by name; where the day begins has the letter S.  Nobody's name stands here.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), visiting AS MATERIALIZED (
  SELECT company.place, visit.group_number AS number, company.address
  FROM visit JOIN company ON company.id = visit.company
  WHERE visit.plan = :plan
), lunching AS (
  SELECT coalesce(lunch_place, company.place) AS place, number
  FROM plan_group LEFT JOIN company ON company.id = lunch_company
  WHERE plan = :plan AND lunch_start_min IS NOT NULL
), beginning AS MATERIALIZED (
  SELECT DISTINCT place.id AS place
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code = 'samling'
), used AS MATERIALIZED (
  SELECT place FROM visiting UNION SELECT place FROM lunching
  WHERE place IS NOT NULL UNION SELECT place FROM beginning
), groups AS (
  SELECT place, group_concat(number, ', ') AS list, count(*) AS count
  FROM (SELECT DISTINCT place, number FROM visiting ORDER BY place, number)
  GROUP BY place
), visits AS (
  SELECT place, count(*) AS count,
         iif(count(DISTINCT address) = 1, max(address), NULL) AS address
  FROM visiting GROUP BY place
), lunches AS (
  SELECT place, count(*) AS count FROM lunching GROUP BY place
), numbered AS MATERIALIZED (
  SELECT place.id, place.name,
         coalesce(place.address, visits.address, area, municipality)
           AS address,
         round(longitude, 5) AS longitude, round(latitude, 5) AS latitude,
         place.id IN (SELECT place FROM beginning) AS start,
         coalesce(visits.count, 0) AS visits,
         coalesce(lunches.count, 0) AS lunches,
         groups.list AS groups, coalesce(groups.count, 0) AS group_count,
         sum(place.id NOT IN (SELECT place FROM beginning))
           OVER (ORDER BY place.id IN (SELECT place FROM beginning) DESC,
                 place.name COLLATE swedish, place.code) AS nr
  FROM used JOIN place ON place.id = used.place
  LEFT JOIN visits ON visits.place = place.id
  LEFT JOIN lunches ON lunches.place = place.id
  LEFT JOIN groups ON groups.place = place.id
), items AS MATERIALIZED (
  SELECT json_object(
           'number', iif(start, 'S', CAST(nr AS TEXT)), 'name', name,
           'address', address, 'longitude', longitude, 'latitude', latitude,
           'start', json(iif(start, 'true', 'false')), 'visits', visits,
           'lunches', lunches, 'groups', groups, 'group_count', group_count,
           'off_map', json(iif(longitude IS NULL OR latitude IS NULL,
                               'true', 'false'))) AS item
  FROM numbered ORDER BY start DESC, nr
)
SELECT json_object(
  'event', (SELECT json(about_event) FROM sheet_head
            WHERE sheet_head.plan = :plan),
  'plan', (SELECT json(about_plan) FROM sheet_head
           WHERE sheet_head.plan = :plan),
  'map', (SELECT json_object(
      'name', 'map', 'width_mm', 178, 'height_mm', 236,
      'alt', 'Karta: ' || sum(NOT start) || ' numrerade platser' ||
             coalesce(' och samlingen S, ' || max(iif(start, name, NULL)), '') ||
             '. Samma uppgifter står i tabellen.',
      'start', max(iif(start, name, NULL)))
    FROM numbered),
  'sums', (SELECT json_object(
      'sites', sum(NOT start), 'visits', sum(visits),
      'missing', sum(longitude IS NULL OR latitude IS NULL)) FROM numbered),
  'places', (SELECT json_group_array(json(item)) FROM items)),
  ''
FROM chosen;
