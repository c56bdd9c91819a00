-- The companies of an event, and when a plan visits them.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), items AS (
  SELECT json_object(
           'company', company.code, 'name', company.name,
           'site', place.code, 'site_name', place.name,
           'employees', employees, 'priority', priority, 'status', status,
           'restaurant', json(iif(restaurant, 'true', 'false')),
           'group', visit.group_number,
           'start', strftime('%H:%M', visit.start_min * 60, 'unixepoch'),
           'end', strftime('%H:%M', visit.end_min * 60, 'unixepoch')) AS item
  FROM company JOIN place ON place.id = company.place
  LEFT JOIN visit ON visit.company = company.id
                 AND visit.plan = (SELECT id FROM chosen)
  WHERE company.event = :event ORDER BY company.code
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'companies', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
