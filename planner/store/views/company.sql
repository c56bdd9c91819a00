-- One company: what it asked for, its visit in a plan and who comes.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), host AS (
  SELECT * FROM company WHERE event = :event AND code = :code
), windows AS (
  SELECT json_group_array(json_object(
           'start', strftime('%H:%M', json_extract(value, '$[0]') * 60,
           'unixepoch'),
           'end', strftime('%H:%M', json_extract(value, '$[1]') * 60,
           'unixepoch'))) AS list
  FROM host, json_each(host.windows)
), stop AS (
  SELECT visit.*, iif(end_min <= lunch_start_min, 'am', 'pm') AS half
  FROM chosen JOIN visit ON visit.plan = chosen.id
  JOIN host ON host.id = visit.company
  JOIN plan_group ON plan_group.plan = visit.plan
                 AND plan_group.number = visit.group_number
), visitors AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object(
             'person', participant.code,
             'name', iif(protected, NULL, trim(given || ' ' || surname)),
             'role', role, 'title', title, 'organ', organ,
             'organ_code', organ_code, 'party', party,
             'leader', json(iif(leader, 'true', 'false')),
             'driver', json(iif(driver, 'true', 'false')),
             'protected', json(iif(protected, 'true', 'false'))) AS item
    FROM stop JOIN seat ON seat.plan = stop.plan
                       AND seat.group_number = stop.group_number
                       AND seat.part = stop.half
    JOIN participant ON participant.id = seat.participant
    JOIN person ON person.id = participant.person
    ORDER BY leader DESC, role DESC, participant.code)
), conflicts AS (
  SELECT json_group_array(code) AS list FROM (
    SELECT participant.code FROM host
    JOIN conflict ON conflict.company = host.id
    JOIN participant ON participant.id = conflict.participant
    ORDER BY participant.code)
)
SELECT json_object(
  'event', event.code, 'plan', (SELECT version FROM chosen),
  'company', host.code, 'name', host.name, 'legal_form', host.legal_form,
  'org_number', host.org_number, 'site', place.code,
  'site_name', place.name, 'address', host.address,
  'postcode', host.postcode, 'town', host.town,
  'employees', host.employees, 'size_class', host.size_class,
  'trade', host.trade,
  'restaurant', json(iif(host.restaurant, 'true', 'false')),
  'group_lunch', json(iif(host.group_lunch, 'true', 'false')),
  'windows', json(windows.list), 'visit_min', host.visit_min,
  'strategic_area', host.strategic_area, 'topic', host.topic,
  'wishes', json(host.wishes), 'languages', json(host.languages),
  'wheelchair', host.wheelchair, 'max_visitors', host.max_visitors,
  'equipment', host.equipment, 'parking', host.parking,
  'priority', host.priority, 'status', host.status,
  'remark', iif(host.contact_protected, NULL, host.remark),
  'conflicts', json(conflicts.list),
  'contact', json(iif(host.contact_protected, NULL, json_object(
    'name', host.contact_name, 'role', host.contact_role,
    'email', host.contact_email, 'phone', host.contact_phone))),
  'contact_protected', json(iif(host.contact_protected, 'true', 'false')),
  'visit', json((SELECT json_object(
              'group', group_number, 'half', half,
              'start', strftime('%H:%M', start_min * 60, 'unixepoch'),
              'end', strftime('%H:%M', end_min * 60, 'unixepoch')) FROM stop)),
  'visitors', json(visitors.list),
  'unplaced', (SELECT reason FROM chosen
               JOIN unplaced ON unplaced.plan = chosen.id
               WHERE kind = 'company' AND thing = host.id))
FROM host, windows, visitors, conflicts
JOIN event ON event.id = host.event JOIN place ON place.id = host.place;
