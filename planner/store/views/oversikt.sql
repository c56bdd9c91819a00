-- All groups of a plan on one sheet: the JSON of templates/oversikt.xhtml,
-- but plan.made (see gruppblad).  As many columns before and after lunch as
-- the fullest group needs, or, where that is too wide, the stops of each in
-- their order; what a group lacks is a stop of kind "none".
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), district AS MATERIALIZED (
  SELECT name, (row_number() OVER (ORDER BY name COLLATE swedish) - 1) % 8
           AS color
  FROM (SELECT DISTINCT coalesce(place.district, company.district) AS name
        FROM chosen JOIN company ON company.event = chosen.id
        JOIN place ON place.id = company.place)
  WHERE name IS NOT NULL
), visiting AS MATERIALIZED (
  SELECT number, visit.start_min,
         iif(visit.end_min > lunch_start_min, 3, 1) AS side,
         iif(company.name LIKE '% ' || company.legal_form,
             rtrim(substr(company.name, 1, length(company.name) -
                                           length(company.legal_form))),
             company.name) AS title,
         place.name AS site, place.id AS place, by_car,
         coalesce(color, 0) AS color,
         row_number() OVER (
           PARTITION BY number, visit.end_min > lunch_start_min
           ORDER BY visit.start_min, company.code) AS nr
  FROM plan_group JOIN visit INDEXED BY visit_group ON visit.plan = plan_group.plan
                            AND visit.group_number = number
  JOIN company ON company.id = visit.company
  JOIN place ON place.id = company.place
  LEFT JOIN district
    ON district.name = coalesce(place.district, company.district)
  WHERE plan_group.plan = :plan
), wide AS MATERIALIZED (
  -- The paper's width: past five visits lunch has no column of its own.
  SELECT count(*) > 5 AS wide FROM (SELECT DISTINCT side, nr FROM visiting)
), stop AS MATERIALIZED (
  -- A name that ends with its site's has said where.
  SELECT number, iif(wide, 1, side) AS side, kind, start_min, title,
         iif(substr(title, -length(site) - 1) = ' ' || site, NULL, site)
           AS site,
         color, row_number() OVER (
           PARTITION BY number, iif(wide, 1, side) ORDER BY start_min, nr) AS nr
  FROM (SELECT number, 2 AS side, 'lunch' AS kind,
               lunch_start_min AS start_min, 'Lunch' AS title, NULL AS site,
               0 AS color, 0 AS nr
        FROM plan_group WHERE plan = :plan AND lunch_start_min IS NOT NULL
        UNION ALL
        SELECT number, side, 'visit', start_min, title, site, color, nr
        FROM visiting), wide
), slot AS MATERIALIZED (
  SELECT DISTINCT side, nr FROM stop
), headed AS (
  SELECT iif(side = 2, 'lunch', 'visit') AS kind,
         CASE WHEN side = 2 THEN 'Lunch'
              WHEN wide THEN 'Stopp ' || nr
              ELSE 'Besök ' || sum(side <> 2) OVER (ORDER BY side, nr) END
           AS title,
         CASE WHEN side = 2 THEN NULL WHEN wide THEN nr
              ELSE sum(side <> 2) OVER (ORDER BY side, nr) END AS number,
         wide AS mixed
  FROM slot, wide ORDER BY side, nr
), stops AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'kind', kind,
           'start', iif(start_min IS NULL, NULL,
                        printf('%02d:%02d', start_min / 60, start_min % 60)),
           'title', title, 'site', site, 'color', color)) AS list
  FROM (SELECT plan_group.number, coalesce(kind, 'none') AS kind, start_min,
               title, site, coalesce(color, 0) AS color
        FROM plan_group JOIN slot
        LEFT JOIN stop ON stop.number = plan_group.number
                      AND stop.side = slot.side AND stop.nr = slot.nr
        WHERE plan_group.plan = :plan
        ORDER BY plan_group.number, slot.side, slot.nr)
  GROUP BY number
), half AS MATERIALIZED (
  SELECT number, iif(side = 1, 'fm', 'em') AS half,
         iif(max(by_car), 'car', 'boat') AS mode,
         count(*) OVER (PARTITION BY number) AS halves
  FROM visiting GROUP BY number, side
), sitting AS MATERIALIZED (
  SELECT group_number AS number, iif(part = 'am', 'fm', 'em') AS half,
         participant.id, leader, driver,
         iif(protected, NULL, trim(given || ' ' || surname)) AS name
  FROM seat JOIN participant ON participant.id = seat.participant
  JOIN person ON person.id = participant.person
  WHERE plan = :plan AND part IN ('am', 'pm')
), leaders AS MATERIALIZED (
  SELECT number, json_group_array(json_object('name', name, 'half', half))
           AS list
  FROM (SELECT sitting.number, name,
               iif(count(*) = halves, '', max(sitting.half)) AS half
        FROM sitting JOIN half ON half.number = sitting.number
                              AND half.half = sitting.half
        WHERE leader GROUP BY sitting.number, id
        ORDER BY sitting.number, 3 DESC, id)
  GROUP BY number
), transport AS MATERIALIZED (
  SELECT number, json_group_array(json_object(
           'half', half, 'mode', mode, 'driver', driver)) AS list
  FROM (SELECT half.number, half.mode,
               iif(count(*) = halves, '', max(half.half)) AS half,
               iif(id IS NOT NULL, coalesce(name, 'Skyddade uppgifter'), NULL)
                 AS driver
        FROM half LEFT JOIN sitting ON sitting.number = half.number
                                   AND sitting.half = half.half
                                   AND driver AND mode = 'car'
        GROUP BY half.number, half.mode, id
        ORDER BY half.number, 3 DESC)
  GROUP BY number
), counts AS MATERIALIZED (
  SELECT number, count(DISTINCT id) AS members FROM sitting GROUP BY number
)
SELECT json_object(
  'event', (SELECT json(about_event) FROM sheet_head
            WHERE sheet_head.plan = :plan),
  'plan', (SELECT json(about_plan) FROM sheet_head
           WHERE sheet_head.plan = :plan),
  'columns', (SELECT json_group_array(json_object(
                'kind', kind, 'title', title, 'number', number,
                'mixed', json(iif(mixed, 'true', 'false'))))
              FROM headed),
  'groups', (
    SELECT json_group_array(json_object(
      'group', number, 'color', (number - 1) % 8,
      'count', coalesce(members, 0),
      'leaders', json(coalesce(leaders, '[]')),
      'transport', json(coalesce(transport, '[]')),
      'stops', json(coalesce(stops, '[]'))))
    FROM (SELECT plan_group.number, members, leaders.list AS leaders,
                 transport.list AS transport, stops.list AS stops
          FROM plan_group
          LEFT JOIN counts ON counts.number = plan_group.number
          LEFT JOIN leaders ON leaders.number = plan_group.number
          LEFT JOIN transport ON transport.number = plan_group.number
          LEFT JOIN stops ON stops.number = plan_group.number
          WHERE plan_group.plan = :plan ORDER BY plan_group.number)),
  'sums', json_object(
    'groups', (SELECT count(*) FROM plan_group WHERE plan = :plan),
    'members', (SELECT count(DISTINCT id) FROM sitting),
    'visits', (SELECT count(*) FROM visiting),
    'sites', (SELECT count(DISTINCT place) FROM visiting))),
  ''
FROM chosen;
