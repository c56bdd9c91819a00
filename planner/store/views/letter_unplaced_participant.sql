-- The letter to everyone for whom a plan has no place at all, or (with
-- :participant other than 0) to one of them.  Why she has none is the
-- planners' own affair and stands here nowhere.  The last column, whether she
-- is on call: of people only a planner says so, by code.
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
    'person', json_object(
      'given', given, 'surname', surname,
      'name', trim(given || ' ' || surname))),
    CASE WHEN EXISTS (SELECT 1 FROM json_each(languages)
                      WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
         THEN NULL
         WHEN json_array_length(languages) > 0 OR told.language = 'en'
         THEN '$.language' END, 'en'),
  participant.id, participant.code, email,
  iif(protected, NULL, trim(given || ' ' || surname)), protected, 0
FROM told, participant JOIN person ON person.id = participant.person
WHERE :participant IN (0, participant.id)
  AND attendance <> 'avbokad'
  AND EXISTS (SELECT 1 FROM unplaced
              WHERE plan = :plan AND kind = 'person'
                AND thing = participant.id)
  AND NOT EXISTS (SELECT 1 FROM seat
                  WHERE seat.plan = :plan AND seat.participant = participant.id)
ORDER BY participant.code;
