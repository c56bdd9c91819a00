-- One person: what she told us, and her day in a plan.  The one view that
-- shows a protected person's name and contact details: her own.
WITH chosen AS (
  SELECT id, version FROM plan
  WHERE event = :event AND (:version = 0 OR version = :version)
  ORDER BY version DESC LIMIT 1
), she AS (
  SELECT participant.*, trim(given || ' ' || surname) AS name, email, phone,
         home_area, protected
  FROM participant JOIN person ON person.id = participant.person
  WHERE participant.event = :event AND participant.code = :code
), windows AS (
  SELECT json_group_array(json_object(
           'start', strftime('%H:%M', json_extract(value, '$[0]') * 60,
           'unixepoch'),
           'end', strftime('%H:%M', json_extract(value, '$[1]') * 60,
           'unixepoch'))) AS list
  FROM she, json_each(she.windows)
), conflicts AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object('company', company.code, 'name', company.name,
                       'ground', ground) AS item
    FROM she JOIN conflict ON conflict.participant = she.id
    JOIN company ON company.id = conflict.company ORDER BY company.code)
), aliases AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object('person', alias.code, 'organ', alias.organ,
                       'title', alias.title) AS item
    FROM she JOIN participant_alias AS alias ON alias.participant = she.id
    ORDER BY alias.code)
), halves AS (
  SELECT seat.part, seat.group_number, seat.leader, seat.driver, g.*
  FROM chosen JOIN seat ON seat.plan = chosen.id
  JOIN she ON she.id = seat.participant
  JOIN plan_group AS g ON g.plan = seat.plan AND g.number = seat.group_number
), seats AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object('half', part, 'group', group_number,
                       'leader', json(iif(leader, 'true', 'false')),
                       'driver', json(iif(driver, 'true', 'false'))) AS item
    FROM halves ORDER BY part)
), stops AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object(
             'half', part, 'group', halves.group_number,
             'start', strftime('%H:%M', start_min * 60, 'unixepoch'),
             'end', strftime('%H:%M', end_min * 60, 'unixepoch'),
             'company', company.code, 'name', company.name,
             'site', place.code, 'site_name', place.name,
             'address', company.address) AS item
    FROM halves JOIN visit ON visit.plan = halves.plan
                          AND visit.group_number = halves.group_number
                          AND iif(end_min <= lunch_start_min, 'am', 'pm')
                              = part
    JOIN company ON company.id = visit.company
    JOIN place ON place.id = company.place
    ORDER BY start_min)
), missed AS (
  SELECT json_group_array(json(item)) AS list FROM (
    SELECT json_object('half', part, 'reason', reason) AS item
    FROM chosen JOIN unplaced ON unplaced.plan = chosen.id
    JOIN she ON she.id = unplaced.thing
    WHERE kind = 'person' ORDER BY part)
)
SELECT json_object(
  'event', event.code, 'plan', (SELECT version FROM chosen),
  'person', she.code, 'name', she.name, 'role', role, 'title', title,
  'organ', organ, 'organ_code', organ_code, 'party', party,
  'email', email, 'phone', phone, 'home_area', home_area,
  'protected', json(iif(protected, 'true', 'false')),
  'attendance', attendance, 'windows', json(windows.list),
  'languages', json(she.languages), 'needs', json(needs), 'diet', diet,
  'can_lead', json(iif(can_lead, 'true', 'false')),
  'can_drive', json(iif(can_drive, 'true', 'false')),
  'car_seats', car_seats, 'areas', json(areas),
  'wishes', json(she.wishes), 'remark', remark,
  'conflicts', json(conflicts.list), 'aliases', json(aliases.list),
  'seats', json(seats.list), 'stops', json(stops.list),
  'unplaced', json(missed.list))
FROM she, windows, conflicts, aliases, seats, stops, missed
JOIN event ON event.id = she.event;
