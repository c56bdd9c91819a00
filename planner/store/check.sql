-- What stands in the way before planning.  Each statement gives rows of
-- (code, name, detail); planner/plan/check.c has the sentence for each.

-- name: check_sender
SELECT code, name, '' FROM event WHERE id = :event AND sender_email IS NULL;

-- name: check_on_call
SELECT code, name, '' FROM event WHERE id = :event AND on_call_phone IS NULL;

-- name: check_destroy
SELECT code, name, '' FROM event WHERE id = :event AND destroy_after IS NULL;

-- name: check_companies
SELECT code, name, '' FROM event WHERE id = :event AND kind = 'visit_day'
  AND NOT EXISTS (SELECT 1 FROM company WHERE event = :event);

-- name: check_people
SELECT code, name, '' FROM event WHERE id = :event
  AND NOT EXISTS (SELECT 1 FROM participant WHERE event = :event);

-- name: check_rules
SELECT code, name, '' FROM event WHERE id = :event
  AND NOT EXISTS (SELECT 1 FROM rule WHERE event = :event);

-- name: check_wish_unknown
SELECT company.code, company.name, wish.value
FROM company, json_each(company.wishes) AS wish
WHERE company.event = :event AND NOT EXISTS (
  SELECT 1 FROM organisation
  WHERE listed = 1 AND organisation.code IN (wish.value,
    substr(wish.value, 1, instr(wish.value || '-', '-') - 1)))
ORDER BY company.code, wish.value;

-- name: check_organ_unknown
SELECT participant.code, given || ' ' || surname, coalesce(organ, organ_code)
FROM participant JOIN person ON person.id = participant.person
WHERE event = :event AND role = 'politician' AND NOT EXISTS (
  SELECT 1 FROM organisation
  WHERE listed = 1 AND organisation.code IN (organ_code,
    substr(organ_code, 1, instr(organ_code || '-', '-') - 1)))
ORDER BY participant.code;

-- name: check_office_unknown
SELECT min(participant.code), organ, count(*)
FROM participant
WHERE event = :event AND role = 'official' AND NOT EXISTS (
  SELECT 1 FROM office WHERE lower(office.name) = lower(participant.organ))
GROUP BY organ ORDER BY 1;

-- name: check_person_email
SELECT participant.code, iif(protected, '', given || ' ' || surname), ''
FROM participant JOIN person ON person.id = participant.person
WHERE event = :event AND email IS NULL ORDER BY participant.code;

-- name: check_company_email
SELECT code, name, '' FROM company
WHERE event = :event AND contact_email IS NULL ORDER BY code;

-- name: check_company_access
SELECT count(*), '', '' FROM company
WHERE event = :event AND wheelchair IS NULL HAVING count(*) > 0;

-- name: check_company_place_far
SELECT company.code, company.name, place.code
FROM company JOIN place ON place.id = company.place
WHERE company.event = :event AND company.latitude IS NOT NULL
  AND place.latitude IS NOT NULL
  AND 111.2 * sqrt(pow(company.latitude - place.latitude, 2)
      + pow((company.longitude - place.longitude)
            * cos(radians(place.latitude)), 2)) > 3.0
ORDER BY company.code;

-- name: check_two_roles
SELECT other.code, iif(protected, '', given || ' ' || surname), first.code
FROM participant AS first
JOIN participant AS other ON other.person = first.person
  AND other.event = first.event AND other.id > first.id
JOIN person ON person.id = first.person
WHERE first.event = :event
  AND first.attendance <> 'avbokad' AND other.attendance <> 'avbokad'
ORDER BY other.code;

-- name: check_same_address
SELECT other.code, iif(one.protected OR two.protected, '',
                       two.given || ' ' || two.surname), first.code
FROM participant AS first
JOIN person AS one ON one.id = first.person
JOIN person AS two ON two.email = one.email AND two.id <> one.id
JOIN participant AS other ON other.person = two.id
  AND other.event = first.event AND other.code > first.code
WHERE first.event = :event ORDER BY other.code;

-- When her calendar says that she is busy, within the times that count as
-- hers.
-- name: check_busy
SELECT code, iif(protected, '', given || ' ' || surname),
       group_concat(span, ', ')
FROM (SELECT DISTINCT participant.id, participant.code, protected, given,
             surname, printf('%02d.%02d–%02d.%02d',
               busy.from_min / 60, busy.from_min % 60,
               busy.to_min / 60, busy.to_min % 60) AS span
      FROM participant JOIN event ON event.id = participant.event
      JOIN person ON person.id = participant.person
      JOIN busy_source ON busy_source.person = participant.person
        AND busy_source.day = event.day AND busy_source.zone = event.zone
      JOIN busy ON source = busy_source.id AND busy.kind <> 'tentative'
      WHERE event.id = :event AND attendance <> 'avbokad' AND EXISTS (
        SELECT 1 FROM json_each(windows) AS own
        WHERE own.value ->> 0 < busy.to_min AND own.value ->> 1 > busy.from_min
          AND busy.from_min < ends_min AND busy.to_min > starts_min)
      ORDER BY participant.code, busy.from_min)
GROUP BY id ORDER BY code;

-- name: check_protected_leader
SELECT DISTINCT participant.code, '', seat.group_number
FROM seat JOIN plan ON plan.id = seat.plan
JOIN participant ON participant.id = seat.participant
JOIN person ON person.id = participant.person
WHERE plan.event = :event AND protected AND (leader OR driver)
  AND plan.version = (SELECT max(version) FROM plan WHERE event = :event)
ORDER BY participant.code;

-- A remark that speaks of somebody protected stays with the planner who
-- opens her own page: here it is only matched, never shown.
-- name: check_company_remarks
SELECT company.code, company.name, remark, windows,
       coalesce(wheelchair, ''), 'company', ends_min, contact_protected
FROM company JOIN event ON event.id = company.event
WHERE company.event = :event AND remark IS NOT NULL ORDER BY company.code;

-- name: check_person_remarks
SELECT participant.code, iif(protected, '', given || ' ' || surname), remark,
       windows, '', participant.role, ends_min, protected
FROM participant JOIN person ON person.id = participant.person
JOIN event ON event.id = participant.event
WHERE participant.event = :event AND remark IS NOT NULL
ORDER BY participant.code;

-- name: check_protected
SELECT (SELECT count(*) FROM participant
        JOIN person ON person.id = participant.person
        WHERE event = :event AND protected)
     + (SELECT count(*) FROM company
        WHERE event = :event AND contact_protected), '', ''
WHERE EXISTS (SELECT 1 FROM participant
              JOIN person ON person.id = participant.person
              WHERE event = :event AND protected)
   OR EXISTS (SELECT 1 FROM company
              WHERE event = :event AND contact_protected);
