-- Every rule of an event, and what a plan pays for it.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), items AS (
  SELECT json_object(
           'rule', code, 'name', name,
           'hard', json(iif(hard, 'true', 'false')),
           'weight', weight, 'params', json(params), 'sentence', sentence,
           'units', units, 'cost', cost) AS item
  FROM rule LEFT JOIN plan_rule ON plan_rule.rule = rule.code
                               AND plan_rule.plan = (SELECT id FROM chosen)
  WHERE rule.event = :event ORDER BY position
)
SELECT json_object(
  'event', code, 'plan', (SELECT version FROM chosen),
  'soft', (SELECT soft_milli / 1000.0 FROM plan JOIN chosen USING (id)),
  'rules', json((SELECT json_group_array(json(item)) FROM items)))
FROM event WHERE id = :event;
