-- A badge for everyone who has a seat in a plan, by surname: the JSON of
-- templates/namnbricka.xhtml, but plan.made (see gruppblad); the group
-- to sort by; and her language (see resplan).  All who meet a protected person would read hers: she is left
-- out, and print_by_hand names her.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), sitting AS MATERIALIZED (
  -- One row for a person and each group of hers, the earlier one first.
  SELECT participant, group_number AS number,
         max(iif(part = 'am', 'fm', 'em')) AS half
  FROM seat WHERE plan = :plan AND part IN ('am', 'pm')
  GROUP BY participant, group_number
), chip AS MATERIALIZED (
  SELECT participant, count(*) AS count,
         json_group_array(json_object(
           'word', iif(groups = 1, 'Grupp',
                       iif(half = 'fm', 'Fm', 'Em')),
           'group', number, 'color', (number - 1) % 8)) AS list,
         max(iif(turn = 1, number, 0)) AS first
  FROM (SELECT sitting.*, count(*) OVER (PARTITION BY participant) AS groups,
               row_number() OVER (PARTITION BY participant
                                  ORDER BY half DESC, number) AS turn
        FROM sitting ORDER BY participant, turn)
  GROUP BY participant
)
SELECT json_object(
    'event', json_object('name', chosen.name, 'day', day),
    'plan', json_object('version', version, 'made_utc', made_utc),
    'given', given, 'surname', surname,
    'organisation', organ,
    'role', lower(substr(title, 1, 1)) || substr(title, 2),
    'color', (first - 1) % 8, 'chip_count', count, 'chips', json(list)),
  participant.code, first,
  CASE WHEN EXISTS (SELECT 1 FROM json_each(participant.languages)
                    WHERE lower(value) IN ('sv', 'svenska', 'swedish'))
       THEN 'sv'
       WHEN json_array_length(participant.languages) > 0 THEN 'en' END
FROM chip JOIN participant ON participant.id = chip.participant
JOIN person ON person.id = participant.person
JOIN chosen
WHERE NOT protected
ORDER BY surname COLLATE swedish, given COLLATE swedish, participant.code;
