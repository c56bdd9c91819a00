-- What absent, closed and late read and change.

-- The plan that people know: the one in force, else the newest.
-- name: mend_plan
SELECT plan.id, plan.version, plan.soft_milli,
       plan.version IS event.published,
       (SELECT max(version) FROM plan AS other WHERE other.event = event.id),
       event.host_names = 'names'
FROM event JOIN plan ON plan.event = event.id
WHERE event.id = :event
ORDER BY plan.version IS event.published DESC, plan.version DESC LIMIT 1;

-- Everyone who stands in a list as the person that CODE is.
-- name: mend_participants
SELECT participant.id, participant.code, windows, attendance, role
FROM participant
WHERE event = :event AND role IN ('politician', 'official')
  AND person = (SELECT person FROM participant
                WHERE event = :event AND code = :code)
ORDER BY participant.code;

-- name: mend_cancel
UPDATE participant SET attendance = 'avbokad' WHERE id = :participant;

-- name: mend_windows
UPDATE participant SET windows = :windows WHERE id = :participant;

-- name: mend_company
SELECT id, name, status FROM company WHERE event = :event AND code = :code;

-- name: mend_close
UPDATE company SET status = 'avbokad' WHERE id = :company;

-- Where lunch starts for her, in each half.
-- name: mend_seats
SELECT part, lunch_start_min FROM seat
JOIN plan_group ON plan_group.plan = seat.plan AND number = group_number
WHERE seat.plan = :plan AND participant = :participant;

-- Names for sentences; a protected one has none.
-- name: mend_people
SELECT participant.id, participant.code,
       iif(protected, NULL, trim(given || ' ' || surname)), protected
FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event ORDER BY participant.id;

-- name: mend_companies
SELECT id, code, name, iif(contact_protected, NULL, contact_name),
       iif(contact_protected, NULL, contact_phone), contact_protected
FROM company WHERE event = :event ORDER BY id;

-- name: mend_gone_company
SELECT company.code, company.place, group_lunch FROM company
WHERE company.id = :company;
