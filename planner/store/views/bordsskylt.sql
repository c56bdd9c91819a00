-- A table's card for every group of a plan: the JSON of
-- templates/bordsskylt.xhtml, but plan.made (see gruppblad).  A protected
-- leader is not named.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), leader AS MATERIALIZED (
  SELECT group_number AS number,
         group_concat(given || ' ' || surname, ' och ') AS names,
         json_group_array(given || ' ' || surname) AS list
  FROM (SELECT group_number, given, surname
        FROM seat JOIN participant ON participant.id = seat.participant
        JOIN person ON person.id = participant.person
        WHERE plan = :plan AND part IN ('am', 'pm') AND leader
          AND NOT protected
        GROUP BY group_number, person.id
        ORDER BY group_number, min(part), person.id)
  GROUP BY group_number
)
SELECT json_object(
    'event', json_object('name', name, 'day', day),
    'plan', json_object('version', version, 'made_utc', made_utc),
    'table', plan_group.number, 'color', (plan_group.number - 1) % 8,
    'group', plan_group.number, 'leader', names,
    'leaders', json(coalesce(list, '[]')),
    'lunch', iif(lunch_start_min IS NULL, NULL, json_object(
      'start', printf('%02d:%02d', lunch_start_min / 60, lunch_start_min % 60),
      'end', printf('%02d:%02d', lunch_end_min / 60, lunch_end_min % 60)))),
  CAST(plan_group.number AS TEXT)
FROM chosen JOIN plan_group ON plan_group.plan = chosen.plan
LEFT JOIN leader ON leader.number = plan_group.number
ORDER BY plan_group.number;
