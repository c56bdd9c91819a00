-- The versions of an event's plan, the newest first.
WITH items AS (
  SELECT json_object(
           'plan', version,
           'made', strftime('%Y-%m-%dT%H:%MZ', made_utc, 'unixepoch'),
           'made_local', strftime('%Y-%m-%dT%H:%M', made_utc, 'unixepoch',
                                  'localtime'),
           'by', made_by, 'seed', seed, 'steps', steps,
           'visits', (SELECT count(*) FROM visit WHERE visit.plan = plan.id),
           'groups', (SELECT count(*) FROM plan_group
                      WHERE plan_group.plan = plan.id),
           'people', (SELECT count(DISTINCT participant) FROM seat
                      WHERE seat.plan = plan.id),
           'soft', soft_milli / 1000.0, 'bound', bound_milli / 1000.0,
           'published', strftime('%Y-%m-%dT%H:%MZ', published_utc,
                                 'unixepoch'),
           'published_local', strftime('%Y-%m-%dT%H:%M', published_utc,
                                       'unixepoch', 'localtime'),
           'in_force', json(iif(version IS (SELECT published FROM event
                                            WHERE id = :event),
                                'true', 'false'))) AS item
  FROM plan WHERE event = :event ORDER BY version DESC
)
SELECT json_object(
  'event', code,
  'plans', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
