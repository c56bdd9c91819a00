-- What planner/plan reads of an event, once, and writes of a plan.

-- name: event_choose
SELECT id FROM event WHERE code = :code;

-- name: plan_event
SELECT event.code, kind, starts_min, visits_wanted, sites_min, sites_max,
       groups_min, groups_max, group_visits_min, group_visits_max,
       within_site_min, travel_model, model_crossings, seed,
       besok.from_min, besok.to_min, lunch.from_min, lunch.to_min,
       lunch.length_min, coalesce(samling.to_min, besok.from_min),
       samling.place
FROM event
LEFT JOIN programme_item AS besok
  ON besok.event = event.id AND besok.code = 'besök'
LEFT JOIN programme_item AS lunch
  ON lunch.event = event.id AND lunch.code = 'lunch'
LEFT JOIN programme_item AS samling
  ON samling.event = event.id AND samling.code = 'samling'
WHERE event.id = :event;

-- name: plan_places
SELECT id, code, by_car, area, municipality, latitude, longitude, side, name
FROM place WHERE event = :event AND is_site = 1 ORDER BY code;

-- name: plan_place
SELECT id, code, by_car, area, municipality, latitude, longitude, side, name
FROM place WHERE event = :event AND code = :code;

-- name: plan_travel
SELECT from_place, to_place, minutes FROM travel
JOIN place ON place.id = from_place WHERE place.event = :event;

-- name: plan_companies
SELECT company.id, company.code, place.code, windows, visit_min,
       max_visitors, priority, status, wheelchair, restaurant, group_lunch,
       coalesce(employees, 0) >= 250, languages, wishes,
       coalesce(place.municipality, company.district, '')
FROM company JOIN place ON place.id = company.place
WHERE company.event = :event AND company.status <> 'avbokad'
ORDER BY company.code;

-- Whoever stands in two lists (a politician who is also an official) is
-- planned once, by her first code: nobody is in two places.
-- name: plan_people
SELECT id, code, role = 'politician', windows, languages, needs,
       organ, organ_code, party, home_area, can_lead, can_drive, car_seats
FROM (SELECT participant.*, person.home_area, person.id AS outer_person,
             participant.id AS outer_id
      FROM participant JOIN person ON person.id = participant.person)
WHERE event = :event AND role IN ('politician', 'official')
  AND attendance <> 'avbokad' AND NOT EXISTS (
    SELECT 1 FROM participant AS first
    WHERE first.event = :event AND first.person = outer_person
      AND first.role IN ('politician', 'official')
      AND first.attendance <> 'avbokad' AND first.id < outer_id)
ORDER BY code;

-- name: plan_conflicts
SELECT conflict.participant, conflict.company
FROM conflict JOIN participant ON participant.id = conflict.participant
WHERE participant.event = :event ORDER BY 1, 2;

-- name: plan_offices
SELECT office.name, organisation.code
FROM office JOIN organisation ON organisation.id = office.body
WHERE organisation.code IS NOT NULL ORDER BY 1, 2;

-- name: plan_rules
SELECT code, name, hard, coalesce(weight, 0), params, sentence
FROM rule WHERE event = :event ORDER BY position, code;

-- name: plan_add
INSERT INTO plan (event, version, made_utc, made_by, seed, steps, hard,
                  soft_milli, bound_milli)
SELECT :event, coalesce(max(version), 0) + 1, :made, :who, :seed, :steps, 0,
       :soft, nullif(:bound, -1)
FROM plan WHERE event = :event;

-- name: plan_rule_add
INSERT INTO plan_rule (plan, rule, units, cost)
VALUES (:plan, :rule, :units, :cost);

-- name: plan_group_add
INSERT INTO plan_group (plan, number, lunch_start_min, lunch_end_min,
                        lunch_company, lunch_place)
VALUES (:plan, :number, :start, :end, nullif(:company, 0),
        nullif(:place, 0));

-- name: plan_visit_add
INSERT INTO visit (plan, company, group_number, start_min, end_min)
VALUES (:plan, :company, :number, :start, :end);

-- name: plan_seat_add
INSERT INTO seat (plan, participant, part, group_number, leader, driver)
VALUES (:plan, :participant, :part, :number, :leader, :driver);

-- name: plan_unplaced_add
INSERT INTO unplaced (plan, kind, thing, part, reason)
VALUES (:plan, :kind, :thing, :part, :reason);

-- name: plan_version
SELECT version FROM plan WHERE id = :plan;

-- name: plan_find
SELECT id FROM plan
WHERE event = :event AND (:version = 0 OR version = :version)
ORDER BY version DESC LIMIT 1;

-- name: plan_head
SELECT version, soft_milli, seed, steps FROM plan WHERE id = :plan;

-- name: plan_groups
SELECT number, lunch_start_min, lunch_end_min FROM plan_group
WHERE plan = :plan ORDER BY number;

-- name: plan_visits
SELECT group_number, company, start_min, end_min FROM visit
WHERE plan = :plan ORDER BY group_number, start_min, company;

-- name: plan_seats
SELECT group_number, participant, part, leader, driver FROM seat
WHERE plan = :plan ORDER BY group_number, part, participant;

-- name: plan_rule_costs
SELECT rule, units, cost FROM plan_rule WHERE plan = :plan ORDER BY rule;

-- The version now in force; no row: none is.
-- name: plan_published
SELECT plan.id FROM plan JOIN event ON event.id = plan.event
WHERE event.id = :event AND plan.version = event.published;

-- name: plan_published_version
SELECT published FROM event WHERE id = :event;

-- name: plan_host_names
SELECT host_names = 'names' FROM event WHERE id = :event;

-- name: plan_protected
SELECT participant.id FROM participant
JOIN person ON person.id = participant.person
WHERE participant.event = :event AND protected = 1;

-- Pairs of this event's people who sat in one group and half of a published
-- plan of an earlier event of the same kind.
-- name: plan_met
SELECT DISTINCT one_now.id, other_now.id
FROM event AS now
JOIN event AS past ON past.kind = now.kind AND past.day < now.day
JOIN plan ON plan.event = past.id AND plan.version = past.published
JOIN seat AS one ON one.plan = plan.id
JOIN seat AS other ON other.plan = plan.id AND other.part = one.part
  AND other.group_number = one.group_number
JOIN participant AS one_past ON one_past.id = one.participant
JOIN participant AS other_past ON other_past.id = other.participant
JOIN participant AS one_now
  ON one_now.person = one_past.person AND one_now.event = now.id
JOIN participant AS other_now
  ON other_now.person = other_past.person AND other_now.event = now.id
WHERE now.id = :event AND one_past.person < other_past.person
ORDER BY 1, 2;
