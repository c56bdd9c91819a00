-- What every restaurant of a plan is ordered, by its code: the JSON of
-- templates/lunch.xhtml, but plan.made (see gruppblad).  Groups eat where
-- they were in the morning.  Diets stand here as numbers, of everybody who
-- eats, and only where the event prints them.
WITH head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan, print_diets
  FROM sheet_head JOIN plan ON plan.id = sheet_head.plan
  JOIN event ON event.id = plan.event
  WHERE sheet_head.plan = :plan
), sitting AS MATERIALIZED (
  SELECT lunch_company AS company, number, lunch_start_min AS start_min,
         lunch_end_min AS end_min, seat.participant, leader, protected,
         trim(given || ' ' || surname) AS name, person.phone,
         iif(print_diets, diet, NULL) AS diet
  FROM head, plan_group
  LEFT JOIN seat INDEXED BY seat_group
         ON seat.plan = :plan AND seat.part = 'am'
        AND seat.group_number = plan_group.number
  LEFT JOIN participant ON participant.id = seat.participant
  LEFT JOIN person ON person.id = participant.person
  WHERE plan_group.plan = :plan AND lunch_company IS NOT NULL
    AND lunch_start_min IS NOT NULL
), portion AS MATERIALIZED (
  SELECT company, number, diet, count(*) AS count FROM sitting
  WHERE diet IS NOT NULL GROUP BY company, number, diet
), diets AS MATERIALIZED (
  SELECT company, number, json_group_array(json_object(
           'diet', diet, 'count', count)) AS list
  FROM (SELECT * FROM portion
        ORDER BY company, number, diet COLLATE swedish)
  GROUP BY company, number
), sums AS MATERIALIZED (
  SELECT company, json_group_array(json_object(
           'diet', diet, 'count', count)) AS list
  FROM (SELECT company, diet, sum(count) AS count FROM portion
        GROUP BY company, diet ORDER BY company, diet COLLATE swedish)
  GROUP BY company
), table_of AS MATERIALIZED (
  SELECT company, number, start_min, end_min, count(participant) AS count,
         max(iif(leader, json_object(
               'name', iif(protected, NULL, name),
               'phone', iif(protected, NULL, phone)), NULL)) AS leading
  FROM sitting GROUP BY company, number
), tables AS MATERIALIZED (
  SELECT company, sum(count) AS persons, count(*) AS groups,
         json_group_array(json_object(
           'group', number,
           'start', printf('%02d:%02d', start_min / 60, start_min % 60),
           'end', printf('%02d:%02d', end_min / 60, end_min % 60),
           'count', count, 'leader', json(leading),
           'diets', json(coalesce(diet_list, '[]')))) AS list
  FROM (SELECT table_of.*, diets.list AS diet_list FROM table_of
        LEFT JOIN diets ON diets.company = table_of.company
                       AND diets.number = table_of.number
        ORDER BY table_of.company, start_min, table_of.number)
  GROUP BY company
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'restaurant', company.name,
    'address', coalesce(company.address, place.address, place.name),
    'town', iif(company.address IS NULL, NULL, nullif(trim(
      replace(coalesce(postcode, ''), ' ', char(160)) || ' ' ||
      coalesce(town, '')), '')),
    'contact', iif(contact_protected OR contact_name IS NULL, NULL,
                   json_object('name', contact_name, 'phone', contact_phone)),
    'contact_protected', json(iif(contact_protected, 'true', 'false')),
    'group_count', groups, 'person_count', persons,
    'groups', json(tables.list),
    'print_diets', json(iif(print_diets, 'true', 'false')),
    'diets', json(coalesce(sums.list, '[]'))),
  company.code
FROM head, tables JOIN company ON company.id = tables.company
JOIN place ON place.id = company.place
LEFT JOIN sums ON sums.company = tables.company
ORDER BY company.code;
