-- The same for companies that a plan does not visit; the last column: it has
-- said that it can step in (status "reserv").
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
      'name', coalesce(contact_name, company.name))),
    CASE WHEN EXISTS (SELECT 1 FROM json_each(languages)
                      WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
         THEN NULL
         WHEN json_array_length(languages) > 0 OR told.language = 'en'
         THEN '$.language' END, 'en'),
  company.id, company.code, contact_email,
  company.name, contact_protected, status = 'reserv'
FROM told, company
WHERE :company IN (0, company.id) AND status <> 'avbokad'
  AND EXISTS (SELECT 1 FROM unplaced
              WHERE plan = :plan AND kind = 'company' AND thing = company.id)
  AND NOT EXISTS (SELECT 1 FROM visit
                  WHERE visit.plan = :plan AND visit.company = company.id)
ORDER BY company.code;
