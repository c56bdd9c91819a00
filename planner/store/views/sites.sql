-- The sites of an event, their companies and their visits in a plan.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), items AS (
  SELECT json_object(
           'site', place.code, 'name', place.name,
           'district', place.district,
           'by_car', json(iif(by_car, 'true', 'false')),
           'companies', (SELECT count(*) FROM company
                         WHERE company.place = place.id),
           'visits', count(visit.company),
           'groups', count(DISTINCT visit.group_number)) AS item
  FROM place
  LEFT JOIN company ON company.place = place.id
  LEFT JOIN visit ON visit.company = company.id
                 AND visit.plan = (SELECT id FROM chosen)
  WHERE place.event = :event AND is_site = 1
  GROUP BY place.id ORDER BY place.code
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'sites', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
