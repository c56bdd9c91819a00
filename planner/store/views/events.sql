-- All events of the database, by day.
SELECT json_object('events', json_group_array(json(item))) FROM (
  SELECT json_object(
           'event', code, 'name', name, 'kind', kind, 'day', day,
           'companies', (SELECT count(*) FROM company
                         WHERE company.event = event.id),
           'people', (SELECT count(*) FROM participant
                      WHERE participant.event = event.id),
           'plans', (SELECT count(*) FROM plan WHERE plan.event = event.id),
           'published', published) AS item
  FROM event ORDER BY day, code);
