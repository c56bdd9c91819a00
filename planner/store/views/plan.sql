-- The plan as JSON; docs/RULES.md holds its shape.
WITH chosen AS (
  SELECT plan.*, event.code AS event_code
  FROM plan JOIN event ON event.id = plan.event
  WHERE plan.event = :event AND (:version = 0 OR plan.version = :version)
  ORDER BY plan.version DESC LIMIT 1
), rules AS (
  SELECT json_group_array(json_object('rule', code, 'units', units,
                                      'cost', cost)) AS list
  FROM (SELECT plan_rule.rule AS code, units, cost
        FROM chosen JOIN plan_rule ON plan_rule.plan = chosen.id
        LEFT JOIN rule ON rule.event = chosen.event
                      AND rule.code = plan_rule.rule
        ORDER BY rule.position, code)
), visits AS (
  SELECT number, json_group_array(json_object(
           'company', code, 'start', start, 'end', finish)) AS list
  FROM (SELECT group_number AS number, company.code,
               strftime('%H:%M', start_min * 60, 'unixepoch') AS start,
               strftime('%H:%M', end_min * 60, 'unixepoch') AS finish
        FROM chosen JOIN visit ON visit.plan = chosen.id
        JOIN company ON company.id = visit.company
        ORDER BY group_number, start_min, company.code)
  GROUP BY number
), members AS (
  SELECT number, json_group_array(json(item)) AS list
  FROM (SELECT group_number AS number, json_patch(
                 json_object('person', code, 'half', part),
                 json_object('leader', iif(leader, json('true'), NULL),
                             'driver', iif(driver, json('true'), NULL)))
               AS item
        FROM chosen JOIN seat ON seat.plan = chosen.id
        JOIN participant ON participant.id = seat.participant
        ORDER BY group_number, part, code)
  GROUP BY number
), groups AS (
  SELECT json_group_array(json(item)) AS list
  FROM (SELECT json_object(
                 'group', g.number,
                 'lunch', json_object(
                   'start', strftime('%H:%M', lunch_start_min * 60,
                                     'unixepoch'),
                   'end', strftime('%H:%M', lunch_end_min * 60, 'unixepoch'),
                   'place', coalesce(lunch_at.code, place.code)),
                 'visits', json(coalesce(visits.list, '[]')),
                 'members', json(coalesce(members.list, '[]'))) AS item
        FROM chosen JOIN plan_group AS g ON g.plan = chosen.id
        LEFT JOIN visits ON visits.number = g.number
        LEFT JOIN members ON members.number = g.number
        LEFT JOIN company AS lunch_at ON lunch_at.id = g.lunch_company
        LEFT JOIN place ON place.id = g.lunch_place
        ORDER BY g.number)
), left_companies AS (
  SELECT json_group_array(json_object('company', code, 'reason', reason))
         AS list
  FROM (SELECT company.code, reason FROM chosen
        JOIN unplaced ON unplaced.plan = chosen.id AND kind = 'company'
        JOIN company ON company.id = unplaced.thing ORDER BY company.code)
), left_people AS (
  SELECT json_group_array(json_object('person', code, 'half', part,
                                      'reason', reason)) AS list
  FROM (SELECT participant.code, part, reason FROM chosen
        JOIN unplaced ON unplaced.plan = chosen.id AND kind = 'person'
        JOIN participant ON participant.id = unplaced.thing
        ORDER BY participant.code, part)
)
SELECT json_object(
  'event', event_code, 'plan', version, 'hard', hard,
  'soft', soft_milli / 1000.0, 'bound', bound_milli / 1000.0, 'seed', seed, 'steps', steps,
  'rules', json(rules.list), 'groups', json(groups.list),
  'unplaced', json_object('companies', json(left_companies.list),
                          'people', json(left_people.list)))
FROM chosen, rules, groups, left_companies, left_people;
