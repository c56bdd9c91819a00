-- A name plate for everyone who has a seat in a plan, by surname: the JSON
-- of templates/namnskylt.xhtml, but plan.made (see gruppblad); the group
-- to sort by; and her language (see resplan).  Protected people are left out, as in namnbricka.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), sitting AS MATERIALIZED (
  -- Everyone's first group of the day.
  SELECT participant, CAST(substr(min(iif(part = 'am', 'a', 'b') ||
                                      group_number), 2) AS INTEGER) AS number
  FROM seat WHERE plan = :plan AND part IN ('am', 'pm')
  GROUP BY participant
)
SELECT json_object(
    'event', json_object('name', chosen.name, 'day', day),
    'plan', json_object('version', version, 'made_utc', made_utc),
    'given', given, 'surname', surname, 'organisation', organ,
    'color', (number - 1) % 8),
  participant.code, number,
  CASE WHEN EXISTS (SELECT 1 FROM json_each(participant.languages)
                    WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
       THEN 'sv'
       WHEN json_array_length(participant.languages) > 0 THEN 'en' END
FROM sitting JOIN participant ON participant.id = sitting.participant
JOIN person ON person.id = participant.person
JOIN chosen
WHERE NOT protected
ORDER BY surname COLLATE swedish, given COLLATE swedish, participant.code;
