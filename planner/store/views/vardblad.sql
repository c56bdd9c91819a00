-- The sheet of every visited company of a plan, by its code: the JSON of
-- templates/vardblad.xhtml, but plan.made (see gruppblad).  It leaves the
-- office: of the visitors names and bodies stand here, or their number only,
-- as the event has it; no phone but the leader's, no need, no diet.
WITH head AS MATERIALIZED (
  SELECT about_event AS event, about_plan AS plan, host_names
  FROM sheet_head JOIN plan ON plan.id = sheet_head.plan
  JOIN event ON event.id = plan.event
  WHERE sheet_head.plan = :plan
), visiting AS MATERIALIZED (
  SELECT visit.company, group_number AS number, start_min, end_min,
         iif(end_min > lunch_start_min, 'pm', 'am') AS part,
         iif(lunch_company = visit.company, lunch_start_min, NULL) AS lunch_min,
         lunch_end_min
  FROM visit JOIN plan_group ON plan_group.plan = visit.plan
                            AND plan_group.number = group_number
  WHERE visit.plan = :plan
), visitor AS MATERIALIZED (
  SELECT visiting.*, seat.participant, protected, leader, driver,
         iif(protected, NULL, given) AS given,
         iif(protected, NULL, surname) AS surname,
         iif(protected, NULL, organ) AS organ,
         iif(protected, NULL, lower(substr(title, 1, 1)) || substr(title, 2))
           AS role,
         iif(leader AND NOT protected, person.phone, NULL) AS phone,
         row_number() OVER (
           PARTITION BY company
           ORDER BY protected, surname COLLATE swedish, given COLLATE swedish,
                    participant.id) AS nr
  FROM visiting
  LEFT JOIN seat INDEXED BY seat_group
         ON seat.plan = :plan AND seat.part = visiting.part
        AND seat.group_number = visiting.number
  LEFT JOIN participant ON participant.id = seat.participant
  LEFT JOIN person ON person.id = participant.person
), received AS MATERIALIZED (
  SELECT company, number, start_min, end_min, lunch_min, lunch_end_min,
         count(participant) AS count, max(driver) AS driven,
         max(iif(leader, json_object(
               'name', trim(given || ' ' || surname), 'phone', phone,
               'protected', json(iif(protected, 'true', 'false'))),
             NULL)) AS leading,
         json_group_array(json_object(
           'nr', nr, 'surname', surname, 'given', given,
           'organisation', organ, 'role', role,
           'protected', json(iif(protected, 'true', 'false')))) AS members
  FROM (SELECT * FROM visitor ORDER BY company, nr)
  GROUP BY company
)
SELECT json_object(
    'event', json(head.event), 'plan', json(head.plan),
    'company', company.name,
    'address', coalesce(company.address, place.address, place.name),
    'town', iif(company.address IS NULL, NULL, nullif(trim(
      replace(coalesce(postcode, ''), ' ', char(160)) || ' ' ||
      coalesce(town, '')), '')),
    'contact', iif(contact_protected OR contact_name IS NULL, NULL,
                   json_object('name', contact_name, 'phone', contact_phone)),
    'contact_protected', json(iif(contact_protected, 'true', 'false')),
    'group_count', 1, 'person_count', count, 'minutes', end_min - start_min,
    'topic', topic,
    'visits', json_array(json_object(
      'group', number,
      'start', printf('%02d:%02d', start_min / 60, start_min % 60),
      'end', printf('%02d:%02d', end_min / 60, end_min % 60),
      'count', count, 'leader', json(leading),
      'arrives_by', CASE WHEN by_car = 0 THEN 'Båt'
                         WHEN driven THEN 'Bil' END,
      'lunch', iif(lunch_min IS NULL, NULL, json_object(
        'start', printf('%02d:%02d', lunch_min / 60, lunch_min % 60),
        'end', printf('%02d:%02d', lunch_end_min / 60, lunch_end_min % 60))),
      'members', json(iif(host_names = 'names' AND count > 0, members,
                          NULL))))),
  company.code
FROM head, received JOIN company ON company.id = received.company
JOIN place ON place.id = company.place
ORDER BY company.code;
