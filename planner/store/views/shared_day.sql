-- The whole day of an event, for a calendar that an office shares: the JSON
-- of templates/calendar.xhtml.  Nobody's name.
WITH chosen AS MATERIALIZED (
  SELECT * FROM event WHERE id = :event
), stop AS (
  SELECT from_min AS start_min, to_min AS end_min, item.name AS title,
         coalesce(place.name, item.place) ||
           coalesce(', ' || place.address, '') AS address, position
  FROM programme_item AS item
  LEFT JOIN place ON place.event = item.event AND place.code = item.place
  WHERE item.event = :event AND from_min IS NOT NULL AND to_min > from_min
), gathering AS (
  SELECT coalesce(place.name, item.place) AS place, place.address, from_min
  FROM programme_item AS item
  LEFT JOIN place ON place.event = item.event AND place.code = item.place
  WHERE item.event = :event AND item.code = 'samling' AND item.place IS NOT NULL
)
SELECT json_object(
  'event', json_object(
    'name', name, 'day', day, 'zone', zone, 'on_call_phone', on_call_phone),
  'group', NULL,
  'start', printf('%02d:%02d', starts_min / 60, starts_min % 60),
  'end', printf('%02d:%02d', ends_min / 60, ends_min % 60),
  'meet', (SELECT json_object(
     'time', printf('%02d:%02d', coalesce(from_min, starts_min) / 60,
                    coalesce(from_min, starts_min) % 60),
     'place', place, 'address', address) FROM gathering),
  'leader', NULL, 'driver', NULL, 'afternoon', NULL,
  'stops', json((
    SELECT json_group_array(json_object(
      'start', printf('%02d:%02d', start_min / 60, start_min % 60),
      'end', printf('%02d:%02d', end_min / 60, end_min % 60),
      'kind', 'part', 'title', title, 'address', address, 'note', NULL))
    FROM (SELECT * FROM stop ORDER BY start_min, position))))
FROM chosen WHERE ends_min > starts_min;
