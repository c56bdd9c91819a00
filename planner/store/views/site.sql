-- One site, its companies and their visits in a plan.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), hosts AS (
  SELECT json_object(
           'company', company.code, 'name', company.name, 'status', status,
           'priority', priority, 'group', group_number,
           'start', strftime('%H:%M', start_min * 60, 'unixepoch'),
           'end', strftime('%H:%M', end_min * 60, 'unixepoch')) AS item
  FROM company JOIN place ON place.id = company.place
  LEFT JOIN visit ON visit.company = company.id
                 AND visit.plan = (SELECT id FROM chosen)
  WHERE place.event = :event AND place.code = :code
  ORDER BY company.code
)
SELECT json_object(
  'event', event.code, 'plan', (SELECT version FROM chosen),
  'site', place.code, 'name', place.name, 'address', address,
  'district', district, 'area', area, 'municipality', municipality,
  'by_car', json(iif(by_car, 'true', 'false')), 'latitude', latitude,
  'longitude', longitude,
  'companies', json((SELECT json_group_array(json(item)) FROM hosts)))
FROM place JOIN event ON event.id = place.event
WHERE place.event = :event AND place.code = :code;
