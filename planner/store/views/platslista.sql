-- The list of every site that a plan visits, by its code: the JSON of
-- templates/platslista.xhtml, but plan.made (see gruppblad).  For the
-- planners: who comes when, with whom, and whether it is too many.
WITH head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan
  FROM sheet_head WHERE sheet_head.plan = :plan
), stop AS MATERIALIZED (
  SELECT group_number AS number, visit.company, start_min, end_min,
         company.place, iif(end_min > lunch_start_min, 'pm', 'am') AS part,
         iif(end_min > lunch_start_min, 3, 1) AS side
  FROM visit JOIN company ON company.id = visit.company
  JOIN plan_group ON plan_group.plan = visit.plan
                 AND plan_group.number = group_number
  WHERE visit.plan = :plan
  UNION ALL
  SELECT number, NULL, lunch_start_min, lunch_end_min,
         coalesce(lunch_place, host.place), '', 2
  FROM plan_group LEFT JOIN company AS host ON host.id = lunch_company
  WHERE plan = :plan AND lunch_start_min IS NOT NULL
), trip AS MATERIALIZED (
  SELECT *, lag(place) OVER trip AS from_place,
         lead(place) OVER trip AS to_place, lead(side) OVER trip AS to_side,
         lead(start_min) OVER trip AS to_min
  FROM stop WINDOW trip AS (PARTITION BY number ORDER BY start_min, side)
), sitting AS MATERIALIZED (
  SELECT seat.group_number AS number, seat.part, seat.participant, leader,
         protected, iif(protected, NULL, trim(given || ' ' || surname)) AS name,
         iif(protected, NULL, person.phone) AS phone
  FROM seat JOIN participant ON participant.id = seat.participant
  JOIN person ON person.id = participant.person
  WHERE plan = :plan AND part IN ('am', 'pm')
), half AS MATERIALIZED (
  SELECT number, part, count(*) AS count, max(iif(leader, json_object(
           'name', name, 'phone', phone), NULL)) AS leading
  FROM sitting GROUP BY number, part
), coming AS MATERIALIZED (
  SELECT trip.place, trip.number, start_min, end_min,
         coalesce(count, 0) AS count, leading, max_visitors,
         company.code, company.name, contact_protected,
         iif(contact_protected, NULL, contact_name) AS contact,
         iif(contact_protected, NULL, contact_phone) AS contact_phone,
         CASE WHEN from_place IS trip.place THEN 'Är redan på platsen'
              WHEN here.by_car THEN 'Bil' ELSE 'Båt' END AS arrives,
         CASE WHEN to_place IS NULL AND to_side IS NULL
                THEN 'Slut för dagen'
              WHEN to_side = 2 AND to_place IS trip.place
                THEN 'Lunch på platsen'
              WHEN to_side = 2 THEN 'Lunch' || coalesce(', ' || there.name, '')
              WHEN to_place IS trip.place THEN 'Nästa besök på platsen'
              ELSE there.name END AS goes_on, to_min
  FROM trip JOIN company ON company.id = trip.company
  JOIN place AS here ON here.id = trip.place
  LEFT JOIN place AS there ON there.id = to_place
  LEFT JOIN half ON half.number = trip.number AND half.part = trip.part
), visits AS MATERIALIZED (
  SELECT place, json_group_array(json_object(
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', printf('%02d:%02d', end_min / 60, end_min % 60),
           'group', number, 'count', count, 'company', name,
           'contact', contact, 'phone', contact_phone,
           'contact_protected', json(iif(contact_protected, 'true', 'false')),
           'leader', json(leading), 'arrives_by', arrives,
           'goes_on', goes_on,
           'capacity', max_visitors,
           'over', json(iif(count > max_visitors, 'true', 'false')))) AS list,
         min(max_visitors) AS least, max(max_visitors) AS most
  FROM (SELECT * FROM coming ORDER BY place, start_min, number, code)
  GROUP BY place
), guests AS MATERIALIZED (
  SELECT place, count(DISTINCT participant) AS persons,
         count(DISTINCT trip.number) AS groups,
         count(DISTINCT company) AS companies
  FROM trip LEFT JOIN sitting ON sitting.number = trip.number
                             AND sitting.part = trip.part
  WHERE company IS NOT NULL GROUP BY place
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'site', place.name, 'address', place.address, 'district', district,
    'by_car', json(iif(by_car, 'true', 'false')),
    'group_count', groups, 'person_count', persons,
    'company_count', companies, 'groups_max', groups_max,
    'capacity', iif(least IS NULL, NULL, json_object(
      'least', least, 'most', most,
      'same', json(iif(least = most, 'true', 'false')))),
    'over', json(iif(groups > groups_max, 'true', 'false')),
    'visits', json(visits.list)),
  place.code
FROM head, visits JOIN guests ON guests.place = visits.place
JOIN place ON place.id = visits.place
ORDER BY place.code;
