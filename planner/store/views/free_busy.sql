-- When a participant is busy on the event's day, half hour by half hour, as
-- her own calendars say: busy where one of them says so, free where one
-- covers all of it and none says otherwise, else unknown.
WITH RECURSIVE who AS MATERIALIZED (
  SELECT participant.id, participant.code, participant.person, protected,
         trim(given || ' ' || surname) AS name, event.day, event.zone,
         max(starts_min, 0) AS starts_min, min(ends_min, 1440) AS ends_min
  FROM participant JOIN event ON event.id = participant.event
  JOIN person ON person.id = participant.person
  WHERE event.id = :event AND participant.code = :code
), source AS MATERIALIZED (
  SELECT busy_source.* FROM who JOIN busy_source
  ON busy_source.person = who.person AND busy_source.day = who.day
     AND busy_source.zone = who.zone
), slot (at_min, last_min) AS (
  SELECT starts_min / 30 * 30, ends_min FROM who
  UNION ALL
  SELECT at_min + 30, last_min FROM slot WHERE at_min + 30 < last_min
), judged AS (
  SELECT at_min, coalesce((
    SELECT kind FROM source JOIN busy ON busy.source = source.id
    WHERE busy.from_min < at_min + 30 AND busy.to_min > at_min
    ORDER BY kind = 'tentative', kind = 'away' LIMIT 1),
    iif(EXISTS (SELECT 1 FROM source WHERE from_min <= at_min
                AND to_min >= min(at_min + 30, 1440)), 'free', 'unknown'))
    AS state
  FROM slot
)
SELECT json_object(
  'person', code, 'name', iif(protected, NULL, name), 'day', day,
  'zone', zone,
  'slots', json((SELECT json_group_array(json_object(
    'start', printf('%02d:%02d', at_min / 60, at_min % 60), 'state', state))
    FROM (SELECT * FROM judged ORDER BY at_min))),
  'sources', json((SELECT json_group_array(json_object(
    'name', name, 'start', printf('%02d:%02d', from_min / 60, from_min % 60),
    'end', printf('%02d:%02d', to_min / 60, to_min % 60),
    'read', strftime('%Y-%m-%dT%H:%MZ', read_utc, 'unixepoch')))
    FROM (SELECT * FROM source ORDER BY name))))
FROM who;
