-- What export writes beside the rows that import reads.

-- Who is in which group of the newest plan; "" for a protected name.
-- name: export_groups
SELECT number, part, code, CASE WHEN protected THEN NULL
                           ELSE given || ' ' || surname END,
       coalesce(party, organ_code, organ, ''), leader, driver
FROM seat JOIN plan_group ON plan_group.plan = seat.plan
  AND plan_group.number = seat.group_number
JOIN participant ON participant.id = seat.participant
JOIN person ON person.id = participant.person
WHERE seat.plan = (SELECT id FROM plan WHERE event = :event
                   ORDER BY version DESC LIMIT 1)
ORDER BY number, part, leader DESC, surname COLLATE swedish,
         given COLLATE swedish, code;

-- name: export_times
SELECT visit.group_number, visit.start_min, visit.end_min, company.code,
       company.name, place.name, coalesce(company.address, '')
FROM visit JOIN company ON company.id = visit.company
JOIN place ON place.id = company.place
WHERE visit.plan = (SELECT id FROM plan WHERE event = :event
                    ORDER BY version DESC LIMIT 1)
ORDER BY visit.group_number, visit.start_min;
