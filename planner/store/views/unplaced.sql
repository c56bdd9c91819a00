-- Whom a plan leaves out, and why.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), hosts AS (
  SELECT json_object(
           'company', company.code, 'name', company.name,
           'status', status, 'priority', priority, 'reason', reason) AS item
  FROM chosen JOIN unplaced ON unplaced.plan = chosen.id
                           AND kind = 'company'
  JOIN company ON company.id = unplaced.thing
  ORDER BY priority, company.code
), people AS (
  SELECT json_object(
           'person', participant.code,
           'name', iif(protected, NULL, trim(given || ' ' || surname)),
           'organ_code', organ_code, 'half', part, 'reason', reason,
           'protected', json(iif(protected, 'true', 'false'))) AS item
  FROM chosen JOIN unplaced ON unplaced.plan = chosen.id AND kind = 'person'
  JOIN participant ON participant.id = unplaced.thing
  JOIN person ON person.id = participant.person
  ORDER BY participant.code, part
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'companies', json((SELECT json_group_array(json(item)) FROM hosts)),
  'people', json((SELECT json_group_array(json(item)) FROM people)))
FROM event WHERE id = :event;
