-- The letter of every visited company of a plan, or (with :company other
-- than 0) of one.  The JSON is what the template letter-company.xhtml asks
-- for, but kind, changes and message, which depend on what the company has
-- been told before.  Of the visitors names and bodies stand here, or their
-- number only, as the event has it; a protected one is "en deltagare".
-- "language" stands there only where it is not Swedish, as in
-- letter_participant.
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
    'destroy_after', destroy_after) AS event, host_names, language
  FROM chosen
), visiting AS MATERIALIZED (
  SELECT visit.*, iif(end_min > lunch_start_min, 'pm', 'am') AS part,
         iif(lunch_company = visit.company, lunch_start_min, NULL) AS lunch_min,
         lunch_end_min
  FROM visit JOIN plan_group ON plan_group.plan = visit.plan
                            AND number = group_number
  WHERE visit.plan = :plan AND :company IN (0, company)
), visitor AS (
  SELECT visiting.*, seat.participant,
         role = 'politician' AS elected, protected,
         iif(protected, 'en deltagare', trim(given || ' ' || surname)) AS name,
         iif(protected, NULL, organ) AS organisation,
         iif(protected, NULL, lower(substr(title, 1, 1)) || substr(title, 2))
           AS role,
         surname, given, leader, driver, phone
  FROM visiting
  LEFT JOIN seat INDEXED BY seat_group
         ON seat.plan = visiting.plan AND seat.part = visiting.part
        AND seat.group_number = visiting.group_number
  LEFT JOIN participant ON participant.id = seat.participant
  LEFT JOIN person ON person.id = participant.person
), received AS (
  -- The visits again, each with those who come.  (Counted beside the visits
  -- and joined to them, SQLite would read all counts for every visit.)
  SELECT *, count(participant) AS visitor_count,
         json_group_array(json_object(
           'name', name, 'organisation', organisation, 'role', role))
           AS visitors,
         max(iif(leader AND NOT protected,
                 json_object('name', name, 'phone', phone), NULL)) AS leading,
         max(driver) AS driven
  FROM (SELECT * FROM visitor
        ORDER BY company, elected DESC, protected,
                 surname COLLATE swedish, given COLLATE swedish, participant)
  GROUP BY company
)
SELECT json_insert(json_object(
    'event', json(told.event),
    'company', json_object('name', company.name),
    'person', json_object(
      'given', iif(instr(contact_name, ' ') > 0,
                   substr(contact_name, 1, instr(contact_name, ' ') - 1),
                   contact_name),
      'surname', iif(instr(contact_name, ' ') > 0,
                     substr(contact_name, instr(contact_name, ' ') + 1), ''),
      'name', coalesce(contact_name, company.name)),
    'group', group_number,
    'start', printf('%02d:%02d', start_min / 60, start_min % 60),
    'end', printf('%02d:%02d', end_min / 60, end_min % 60),
    'place', json_object(
      'name', iif(company.address IS NULL, NULL, place.name),
      'address', coalesce(company.address || coalesce(', ' || postcode, '') ||
                            coalesce(' ' || town, ''),
                          place.address, place.name)),
    'lunch', iif(lunch_min IS NULL, NULL, json_object(
      'start', printf('%02d:%02d', lunch_min / 60, lunch_min % 60),
      'end', printf('%02d:%02d', lunch_end_min / 60, lunch_end_min % 60))),
    'visitor_count', visitor_count,
    'visitors', json(iif(host_names = 'names' AND visitor_count > 0, visitors, NULL)),
    'arrives_by', CASE WHEN by_car = 0 THEN 'båt'
                       WHEN driven THEN 'bil' END,
    'topic', topic, 'leader', json(leading)),
    CASE WHEN EXISTS (SELECT 1 FROM json_each(languages)
                      WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
         THEN NULL
         WHEN json_array_length(languages) > 0 OR told.language = 'en'
         THEN '$.language' END, 'en'),
  company.id, company.code, contact_email,
  company.name, contact_protected
FROM told, received
JOIN company ON company.id = received.company
JOIN place ON place.id = company.place
ORDER BY company.code;
