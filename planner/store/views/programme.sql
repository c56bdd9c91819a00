-- The day of an event, part by part.
WITH items AS (
  SELECT json_object(
           'part', code, 'name', name,
           'start', strftime('%H:%M', from_min * 60, 'unixepoch'),
           'end', strftime('%H:%M', to_min * 60, 'unixepoch'),
           'minutes', length_min, 'place', place,
           'place_name', (SELECT name FROM place WHERE event = :event
                            AND code = programme_item.place),
           'optional', json(iif(optional, 'true', 'false'))) AS item
  FROM programme_item WHERE event = :event ORDER BY position
)
SELECT json_object(
  'event', code, 'name', name, 'day', day, 'zone', zone,
  'start', strftime('%H:%M', starts_min * 60, 'unixepoch'),
  'end', strftime('%H:%M', ends_min * 60, 'unixepoch'),
  'programme', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
