-- What a planner has stated of an event, the oldest first.
WITH items AS (
  SELECT json_object(
           'lock', id, 'statement', statement, 'who', who,
           'why', nullif(why, ''),
           'made', strftime('%Y-%m-%dT%H:%MZ', made_utc, 'unixepoch'),
           'made_local', strftime('%Y-%m-%dT%H:%M', made_utc, 'unixepoch',
                                  'localtime')) AS item
  FROM lock WHERE event = :event ORDER BY id
)
SELECT json_object(
  'event', code,
  'plan', (SELECT max(version) FROM plan WHERE event = :event),
  'locks', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
