-- What import finds, compares and puts.  Parameters and columns are named as
-- the fields in headings-rows.c; :event, :person and :role come beside them.
-- A find gives the row as it is, in the forms that files are read to; "thing"
-- is its id.  A put stores a whole row, new or changed.

-- ---- codes -----------------------------------------------------------------

-- name: site_exists
SELECT count(*) FROM place
WHERE event = :event AND code = :code AND is_site = 1;

-- name: place_exists
SELECT count(*) FROM place WHERE event = :event AND code = :code;

-- name: company_exists
SELECT count(*) FROM company WHERE event = :event AND code = :code;

-- name: participant_exists
SELECT count(*) FROM participant WHERE event = :event AND code = :code;

-- "BN-ale" is a body of the kind BN; "P-bolaget" is a code of its own.
-- name: body_exists
SELECT count(*) FROM organisation
WHERE listed = 1
  AND (code IN (:code, substr(:code, 1, instr(:code || '-', '-') - 1))
       OR name = :code);

-- ---- bodies ----------------------------------------------------------------

-- name: body_find
SELECT id AS thing, code, name, kind,
       (SELECT office.name FROM office WHERE body = organisation.id
        ORDER BY office.name = :office DESC, office.name LIMIT 1) AS office
FROM organisation WHERE code = :code AND listed = 1;

-- name: body_put
INSERT INTO organisation (kind, code, name, listed)
VALUES (:kind, :code, :name, 1)
ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    listed = 1;

-- name: office_put
INSERT OR IGNORE INTO office (body, name)
SELECT id, :office FROM organisation WHERE code = :code AND :office <> '';

-- name: bodies_count
SELECT count(*) FROM office;

-- ---- the event ---------------------------------------------------------------

-- name: event_by_code
SELECT id FROM event WHERE code = :code;

-- name: event_all
SELECT id, code, name FROM event ORDER BY day, code;

-- name: event_find
SELECT id AS thing, code, name, day, zone, starts_min, ends_min, seed, kind,
       organiser, sender_name, sender_email, sender_phone, on_call_phone,
       destroy_after, visits_min, visits_wanted, sites_min, sites_max,
       groups_min, groups_max, group_visits_min, group_visits_max,
       within_site_min, model_crossings
FROM event WHERE code = :code;

-- name: event_put
INSERT INTO event (code, name, day, zone, starts_min, ends_min, seed, kind,
    organiser, sender_name, sender_email, sender_phone, on_call_phone,
    destroy_after, visits_min, visits_wanted, sites_min, sites_max, groups_min,
    groups_max, group_visits_min, group_visits_max, within_site_min,
    model_crossings)
VALUES (:code, :name, :day, :zone, :starts_min, :ends_min,
    -- The same for every file that does not say: the year of the event.
    coalesce(:seed, CAST(substr(:day, 1, 4) AS INTEGER)),
    coalesce(:kind, 'visit_day'), :organiser, :sender_name, :sender_email,
    :sender_phone, :on_call_phone, :destroy_after, :visits_min,
    :visits_wanted, :sites_min, :sites_max, :groups_min, :groups_max,
    :group_visits_min, :group_visits_max, :within_site_min,
    coalesce(:model_crossings, 1))
ON CONFLICT (code) DO UPDATE SET name = excluded.name, day = excluded.day,
    zone = excluded.zone, starts_min = excluded.starts_min,
    ends_min = excluded.ends_min, seed = excluded.seed, kind = excluded.kind,
    organiser = excluded.organiser, sender_name = excluded.sender_name,
    sender_email = excluded.sender_email,
    sender_phone = excluded.sender_phone,
    on_call_phone = excluded.on_call_phone,
    destroy_after = excluded.destroy_after, visits_min = excluded.visits_min,
    visits_wanted = excluded.visits_wanted, sites_min = excluded.sites_min,
    sites_max = excluded.sites_max, groups_min = excluded.groups_min,
    groups_max = excluded.groups_max,
    group_visits_min = excluded.group_visits_min,
    group_visits_max = excluded.group_visits_max,
    within_site_min = excluded.within_site_min,
    model_crossings = excluded.model_crossings;

-- name: event_model
UPDATE event SET travel_model = :model
WHERE id = :event AND travel_model IS NOT :model;

-- name: programme_find
SELECT code, name, from_min, to_min, length_min, place, optional, position
FROM programme_item WHERE event = :event AND code = :code;

-- name: programme_put
INSERT INTO programme_item (event, code, name, from_min, to_min, length_min,
                            place, optional, position)
VALUES (:event, :code, :name, :from_min, :to_min, :length_min, :place,
        :optional, :position)
ON CONFLICT (event, code) DO UPDATE SET name = excluded.name,
    from_min = excluded.from_min, to_min = excluded.to_min,
    length_min = excluded.length_min, place = excluded.place,
    optional = excluded.optional, position = excluded.position;

-- name: programme_codes
SELECT code FROM programme_item WHERE event = :event ORDER BY position;

-- name: programme_drop
DELETE FROM programme_item WHERE event = :event AND code = :code;

-- name: rule_find
SELECT code, name, hard, weight, sentence, sentence_en, params, position
FROM rule WHERE event = :event AND code = :code;

-- name: rule_put
INSERT INTO rule (event, code, name, hard, weight, sentence, sentence_en,
                  params, position)
VALUES (:event, :code, :name, :hard, :weight, :sentence,
        coalesce(:sentence_en, ''), :params, :position)
ON CONFLICT (event, code) DO UPDATE SET name = excluded.name,
    hard = excluded.hard, weight = excluded.weight,
    sentence = excluded.sentence, sentence_en = excluded.sentence_en,
    params = excluded.params, position = excluded.position;

-- Not those that a planner has set or added: no file takes them away.
-- name: rule_codes
SELECT code FROM rule WHERE event = :event AND NOT EXISTS (
  SELECT 1 FROM edited WHERE kind = 'event' AND thing = :event
                         AND field = 'rule ' || code)
ORDER BY position;

-- name: rule_drop
DELETE FROM rule WHERE event = :event AND code = :code;

-- name: area_find
SELECT number, name, tables_min, tables_max FROM event_area
WHERE event = :event AND number = :number;

-- name: area_put
INSERT INTO event_area (event, number, name, tables_min, tables_max)
VALUES (:event, :number, :name, :tables_min, :tables_max)
ON CONFLICT (event, number) DO UPDATE SET name = excluded.name,
    tables_min = excluded.tables_min, tables_max = excluded.tables_max;

-- name: area_codes
SELECT number FROM event_area WHERE event = :event ORDER BY number;

-- name: area_drop
DELETE FROM event_area WHERE event = :event AND number = :code;

-- name: table_find
SELECT code, places, wheelchair, hearing_loop FROM round_table
WHERE event = :event AND code = :code;

-- name: table_put
INSERT INTO round_table (event, code, places, wheelchair, hearing_loop)
VALUES (:event, :code, :places, :wheelchair, :hearing_loop)
ON CONFLICT (event, code) DO UPDATE SET places = excluded.places,
    wheelchair = excluded.wheelchair, hearing_loop = excluded.hearing_loop;

-- name: table_codes
SELECT code FROM round_table WHERE event = :event ORDER BY code;

-- name: table_drop
DELETE FROM round_table WHERE event = :event AND code = :code;

-- ---- places and the way between them -----------------------------------------

-- name: place_find
SELECT id AS thing, code, name, address, latitude, longitude, side
FROM place WHERE event = :event AND code = :code;

-- name: place_put
INSERT INTO place (event, code, name, address, latitude, longitude, side,
                   is_site)
VALUES (:event, :code, :name, :address, :latitude, :longitude, :side, 0)
ON CONFLICT (event, code) DO UPDATE SET name = excluded.name,
    address = excluded.address, latitude = excluded.latitude,
    longitude = excluded.longitude, side = excluded.side;

-- name: site_find
SELECT id AS thing, code, name, address, latitude, longitude, district, area,
       municipality, side, by_car, groups_min, groups_max
FROM place WHERE event = :event AND code = :code;

-- name: site_put
INSERT INTO place (event, code, name, address, latitude, longitude, district,
    area, municipality, side, by_car, groups_min, groups_max, is_site)
VALUES (:event, :code, :name, :address, :latitude, :longitude, :district,
    :area, :municipality, :side, :by_car, :groups_min, :groups_max, 1)
ON CONFLICT (event, code) DO UPDATE SET name = excluded.name,
    address = excluded.address, latitude = excluded.latitude,
    longitude = excluded.longitude, district = excluded.district,
    area = excluded.area, municipality = excluded.municipality,
    side = excluded.side, by_car = excluded.by_car,
    groups_min = excluded.groups_min, groups_max = excluded.groups_max,
    is_site = 1;

-- name: site_codes
SELECT code FROM place WHERE event = :event AND is_site = 1 ORDER BY code;

-- name: site_drop
DELETE FROM place WHERE event = :event AND code = :code
  AND NOT EXISTS (SELECT 1 FROM company WHERE place = place.id)
  AND NOT EXISTS (SELECT 1 FROM plan_group WHERE lunch_place = place.id);

-- name: travel_find
SELECT f.code AS "from", t.code AS "to", minutes, metres
FROM travel JOIN place AS f ON f.id = from_place
JOIN place AS t ON t.id = to_place
WHERE from_place = (SELECT id FROM place
                    WHERE event = :event AND code = :from)
  AND to_place = (SELECT id FROM place WHERE event = :event AND code = :to);

-- name: travel_put
INSERT INTO travel (from_place, to_place, minutes, metres)
SELECT f.id, t.id, :minutes, :metres FROM place AS f JOIN place AS t
WHERE f.event = :event AND f.code = :from
  AND t.event = :event AND t.code = :to
ON CONFLICT (from_place, to_place) DO UPDATE SET minutes = excluded.minutes,
    metres = excluded.metres;

-- ---- companies ---------------------------------------------------------------

-- name: company_find
SELECT company.id AS thing, company.code, company.name, legal_form,
       org_number, place.code AS site, company.address, postcode, town,
       company.latitude, company.longitude, company.district, employees,
       size_class, sni, trade, restaurant, group_lunch, contact_name,
       contact_role, contact_email, contact_phone, contact_protected, windows,
       visit_min, strategic_area, topic, wishes, languages, wheelchair,
       max_visitors, equipment, parking, priority, status, remark
FROM company JOIN place ON place.id = company.place
WHERE company.event = :event AND company.code = :code;

-- name: company_put
INSERT INTO company (event, code, name, legal_form, org_number, place,
    address, postcode, town, latitude, longitude, district, employees,
    size_class, sni, trade, restaurant, group_lunch, contact_name,
    contact_role, contact_email, contact_phone, contact_protected, windows,
    visit_min, strategic_area, topic, wishes, languages, wheelchair,
    max_visitors, equipment, parking, priority, status, remark)
VALUES (:event, :code, :name, :legal_form, :org_number,
    (SELECT id FROM place WHERE event = :event AND code = :site),
    :address, :postcode, :town, :latitude, :longitude, :district, :employees,
    :size_class, :sni, :trade, :restaurant, :group_lunch, :contact_name,
    :contact_role, :contact_email, :contact_phone, :contact_protected,
    :windows, :visit_min, :strategic_area, :topic, :wishes, :languages,
    :wheelchair, :max_visitors, :equipment, :parking, :priority, :status,
    :remark)
ON CONFLICT (event, code) DO UPDATE SET name = excluded.name,
    legal_form = excluded.legal_form, org_number = excluded.org_number,
    address = excluded.address,
    postcode = excluded.postcode, town = excluded.town,
    latitude = excluded.latitude, longitude = excluded.longitude,
    district = excluded.district, employees = excluded.employees,
    size_class = excluded.size_class, sni = excluded.sni,
    trade = excluded.trade, restaurant = excluded.restaurant,
    group_lunch = excluded.group_lunch, contact_name = excluded.contact_name,
    contact_role = excluded.contact_role,
    contact_email = excluded.contact_email,
    contact_phone = excluded.contact_phone,
    contact_protected = excluded.contact_protected,
    windows = excluded.windows, visit_min = excluded.visit_min,
    strategic_area = excluded.strategic_area, topic = excluded.topic,
    wishes = excluded.wishes, languages = excluded.languages,
    wheelchair = excluded.wheelchair, max_visitors = excluded.max_visitors,
    equipment = excluded.equipment, parking = excluded.parking,
    priority = excluded.priority, status = excluded.status,
    remark = excluded.remark;

-- Apart from the rest: a statement that may change a foreign key keeps a copy
-- of every page it touches, and nearly all companies stay where they are.
-- name: company_move
UPDATE company
SET place = (SELECT id FROM place WHERE event = :event AND code = :site)
WHERE event = :event AND code = :code
  AND place <> (SELECT id FROM place WHERE event = :event AND code = :site);

-- name: company_codes
SELECT code FROM company WHERE event = :event ORDER BY code;

-- name: company_drop
DELETE FROM company WHERE event = :event AND code = :code
  AND NOT EXISTS (SELECT 1 FROM visit WHERE company = company.id)
  AND NOT EXISTS (SELECT 1 FROM plan_group WHERE lunch_company = company.id)
  AND NOT EXISTS (SELECT 1 FROM invitation WHERE company = company.id)
  AND NOT EXISTS (SELECT 1 FROM mailing WHERE company = company.id)
  AND NOT EXISTS (SELECT 1 FROM note WHERE company = company.id);

-- What a plan builds on stays, and takes no part in the next one.
-- name: company_cancel
UPDATE company SET status = 'avbokad'
WHERE event = :event AND code = :code AND status <> 'avbokad';

-- ---- people --------------------------------------------------------------------

-- Those of the same name, and whether they have a place in this event.
-- name: person_candidates
SELECT person.id, person.email, person.phone,
       coalesce(participant.party,
                (SELECT party FROM membership
                 WHERE membership.person = person.id AND party IS NOT NULL
                 LIMIT 1)),
       participant.code, participant.role,
       EXISTS (SELECT 1 FROM membership
               JOIN organisation ON organisation.id = organisation
               WHERE membership.person = person.id
                 AND organisation.name = :organ)
FROM person
LEFT JOIN participant ON participant.person = person.id
  AND participant.event = :event AND participant.code <> :code
WHERE match_key = :key
ORDER BY participant.code IS NULL, person.id, participant.id;

-- One with the same e-mail, or the same phone and a name in common, whose
-- name is spelled in another way.  A phone that many share (a switchboard)
-- says nothing of who they are.
-- name: person_by_contact
SELECT person.id, person.email, person.phone, NULL, participant.code,
       participant.role, 0
FROM person
LEFT JOIN participant ON participant.person = person.id
  AND participant.event = :event AND participant.code <> :code
WHERE match_key <> :key
  AND (email = :email COLLATE NOCASE
       OR (phone = :phone
           AND (SELECT count(*) FROM (SELECT 1 FROM person AS same
                                      WHERE same.phone = :phone LIMIT 6)) < 6
           AND (fold_name(person.surname) = fold_name(:surname)
                               OR fold_name(person.given) = fold_name(:given))))
ORDER BY email = :email COLLATE NOCASE DESC, participant.code IS NULL,
         person.id, participant.id
LIMIT 1;

-- The id of one who is put next.
-- name: person_next
SELECT coalesce(max(id), 0) + 1 FROM person;

-- name: person_find
SELECT given, surname, email, phone, home_area, protected FROM person
WHERE id = :person;

-- name: person_put
INSERT INTO person (id, given, surname, email, phone, home_area, protected,
                    match_key)
VALUES (:person, :given, :surname, :email, :phone, :home_area, :protected,
        fold_name(:given || ' ' || :surname))
ON CONFLICT (id) DO UPDATE SET given = excluded.given,
    surname = excluded.surname, email = excluded.email,
    phone = excluded.phone, home_area = excluded.home_area,
    protected = excluded.protected, match_key = excluded.match_key;

-- name: person_put_basic
INSERT INTO person (id, given, surname, email, phone, protected, match_key)
VALUES (:person, :given, :surname, :email, :phone, :protected,
        fold_name(:given || ' ' || :surname))
ON CONFLICT (id) DO UPDATE SET given = excluded.given,
    surname = excluded.surname, email = excluded.email,
    phone = excluded.phone, protected = excluded.protected,
    match_key = excluded.match_key;

-- name: organisation_put
INSERT INTO organisation (kind, code, name)
SELECT CASE WHEN :organ_kind IN ('nämnd', 'bolag', 'kommunalförbund')
            THEN :organ_kind ELSE 'annan' END, :organ_code, :organ
WHERE NOT EXISTS (SELECT 1 FROM organisation
                  WHERE code = :organ_code OR name = :organ);

-- name: office_organisation_put
INSERT INTO organisation (kind, code, name)
SELECT 'förvaltning', :organ_code, :organ
WHERE NOT EXISTS (SELECT 1 FROM organisation
                  WHERE code = :organ_code OR name = :organ);

-- name: membership_put
INSERT INTO membership (person, organisation, role, party, from_day, to_day)
VALUES (:person,
        coalesce((SELECT id FROM organisation WHERE code = :organ_code),
                 (SELECT min(id) FROM organisation WHERE name = :organ)),
        coalesce(:title, ''), :party, :from_day, :to_day)
ON CONFLICT (person, organisation, role) DO UPDATE SET party = excluded.party,
    from_day = excluded.from_day, to_day = excluded.to_day;

-- What the second row of one person adds; where both rows name one seat the
-- first one's days stand.
-- name: membership_add
INSERT OR IGNORE INTO membership (person, organisation, role, party, from_day,
                                  to_day)
VALUES (:person,
        coalesce((SELECT id FROM organisation WHERE code = :organ_code),
                 (SELECT min(id) FROM organisation WHERE name = :organ)),
        coalesce(:title, ''), :party, :from_day, :to_day);

-- name: office_membership_put
INSERT OR IGNORE INTO membership (person, organisation, role)
VALUES (:person,
        coalesce((SELECT id FROM organisation WHERE code = :organ_code),
                 (SELECT min(id) FROM organisation WHERE name = :organ)),
        coalesce(:title, ''));

-- A participant's conflicts bear the code of the row that told them: her
-- second seat has a row of its own.  CROSS JOIN keeps the short list outside:
-- else every row would walk through all companies.
-- name: conflict_clear
DELETE FROM conflict WHERE source = :code
  AND participant = (SELECT id FROM participant
                     WHERE event = :event AND code = :code);

-- name: conflict_put
INSERT OR IGNORE INTO conflict (participant, company, ground, source)
SELECT participant.id, company.id, :conflict_ground, :code
FROM participant CROSS JOIN json_each(:conflicts)
CROSS JOIN company ON company.event = :event
  AND company.code = json_each.value
WHERE participant.event = :event AND participant.code = :code;

-- name: conflict_add
INSERT OR IGNORE INTO conflict (participant, company, ground, source)
SELECT participant_alias.participant, company.id, :conflict_ground, :code
FROM participant_alias CROSS JOIN json_each(:conflicts)
CROSS JOIN company ON company.event = :event
  AND company.code = json_each.value
WHERE participant_alias.event = :event AND participant_alias.code = :code;

-- name: politician_find
SELECT participant.id AS thing, participant.person, participant.code, surname,
       given, participant.party, organ, organ_code, organ_kind, title,
       from_day, to_day, email, phone, protected, home_area, windows,
       languages, needs, diet,
       (SELECT json_group_array(code) FROM
         (SELECT company.code FROM conflict
          JOIN company ON company.id = conflict.company
          WHERE conflict.participant = participant.id
            AND conflict.source = participant.code
          ORDER BY company.code)) AS conflicts,
       conflict_ground, attendance, remark
FROM participant JOIN person ON person.id = participant.person
LEFT JOIN membership ON membership.person = participant.person
  AND membership.role = coalesce(participant.title, '')
  AND membership.organisation =
      coalesce((SELECT id FROM organisation
                WHERE organisation.code = organ_code),
               (SELECT min(id) FROM organisation
                WHERE organisation.name = organ))
WHERE participant.event = :event AND participant.code = :code;

-- name: politician_put
INSERT INTO participant (event, code, person, role, title, organ, organ_code,
    organ_kind, party, windows, languages, needs, diet, conflict_ground,
    attendance, remark)
VALUES (:event, :code, :person, :role, :title, :organ, :organ_code,
    :organ_kind, :party,
    coalesce(:windows, (SELECT json_array(json_array(starts_min, ends_min))
                        FROM event WHERE id = :event)),
    :languages, :needs, :diet, :conflict_ground, :attendance, :remark)
ON CONFLICT (event, code) DO UPDATE SET role = excluded.role, title = excluded.title, organ = excluded.organ,
    organ_code = excluded.organ_code, organ_kind = excluded.organ_kind,
    party = excluded.party, windows = excluded.windows,
    languages = excluded.languages, needs = excluded.needs,
    diet = excluded.diet, conflict_ground = excluded.conflict_ground,
    attendance = excluded.attendance, remark = excluded.remark;

-- name: official_find
SELECT participant.id AS thing, participant.person, participant.code, surname,
       given, organ, organ_code, title, email, phone, protected, can_lead,
       can_drive, car_seats, windows, languages, areas, needs, diet,
       (SELECT json_group_array(code) FROM
         (SELECT company.code FROM conflict
          JOIN company ON company.id = conflict.company
          WHERE conflict.participant = participant.id
            AND conflict.source = participant.code
          ORDER BY company.code)) AS conflicts,
       conflict_ground, attendance, remark
FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event AND participant.code = :code;

-- name: official_put
INSERT INTO participant (event, code, person, role, title, organ, organ_code,
    windows, languages, needs, diet, can_lead, can_drive, car_seats, areas,
    conflict_ground, attendance, remark)
VALUES (:event, :code, :person, :role, :title, :organ, :organ_code,
    coalesce(:windows, (SELECT json_array(json_array(starts_min, ends_min))
                        FROM event WHERE id = :event)),
    :languages, :needs, :diet, :can_lead, :can_drive, :car_seats, :areas,
    :conflict_ground, :attendance, :remark)
ON CONFLICT (event, code) DO UPDATE SET role = excluded.role, title = excluded.title, organ = excluded.organ,
    organ_code = excluded.organ_code, windows = excluded.windows,
    languages = excluded.languages, needs = excluded.needs,
    diet = excluded.diet, can_lead = excluded.can_lead,
    can_drive = excluded.can_drive, car_seats = excluded.car_seats,
    areas = excluded.areas, conflict_ground = excluded.conflict_ground,
    attendance = excluded.attendance, remark = excluded.remark;

-- name: guest_find
SELECT participant.id AS thing, participant.person, participant.code, surname,
       given, organ, organ_kind, size_class, title, email, phone, protected,
       wishes ->> 0 AS wish_1, wishes ->> 1 AS wish_2, wishes ->> 2 AS wish_3,
       wishes ->> 3 AS wish_4, wishes ->> 4 AS wish_5, wishes ->> 5 AS wish_6,
       windows, languages, needs, diet, attendance, remark
FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event AND participant.code = :code;

-- name: guest_put
INSERT INTO participant (event, code, person, role, title, organ, organ_kind,
    size_class, windows, languages, needs, diet, wishes, attendance, remark)
VALUES (:event, :code, :person, :role, :title, :organ, :organ_kind,
    :size_class,
    coalesce(:windows, (SELECT json_array(json_array(starts_min, ends_min))
                        FROM event WHERE id = :event)),
    :languages, :needs, :diet,
    json_array(CAST(:wish_1 AS INTEGER), CAST(:wish_2 AS INTEGER),
               CAST(:wish_3 AS INTEGER), CAST(:wish_4 AS INTEGER),
               CAST(:wish_5 AS INTEGER), CAST(:wish_6 AS INTEGER)),
    :attendance, :remark)
ON CONFLICT (event, code) DO UPDATE SET role = excluded.role, title = excluded.title, organ = excluded.organ,
    organ_kind = excluded.organ_kind, size_class = excluded.size_class,
    windows = excluded.windows, languages = excluded.languages,
    needs = excluded.needs, diet = excluded.diet, wishes = excluded.wishes,
    attendance = excluded.attendance, remark = excluded.remark;

-- name: staff_find
SELECT participant.id AS thing, participant.person, participant.code, surname,
       given, organ_code, title, areas, languages, rounds, email, phone,
       protected, attendance, remark
FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event AND participant.code = :code;

-- name: staff_put
INSERT INTO participant (event, code, person, role, title, organ_code, areas,
    languages, rounds, windows, attendance, remark)
VALUES (:event, :code, :person, :role, :title, :organ_code, :areas,
    :languages, :rounds,
    (SELECT json_array(json_array(starts_min, ends_min))
     FROM event WHERE id = :event),
    :attendance, :remark)
ON CONFLICT (event, code) DO UPDATE SET role = excluded.role, title = excluded.title,
    organ_code = excluded.organ_code, areas = excluded.areas,
    languages = excluded.languages, rounds = excluded.rounds,
    attendance = excluded.attendance, remark = excluded.remark;

-- Another person takes over the code.
-- name: participant_person
UPDATE participant SET person = :person WHERE event = :event AND code = :code;

-- name: participant_codes
SELECT code FROM participant WHERE event = :event AND role = :role
ORDER BY code;

-- name: participant_drop
DELETE FROM participant WHERE event = :event AND code = :code
  AND NOT EXISTS (SELECT 1 FROM seat WHERE participant = participant.id)
  AND NOT EXISTS (SELECT 1 FROM invitation
                  WHERE participant = participant.id)
  AND NOT EXISTS (SELECT 1 FROM mailing WHERE participant = participant.id);

-- name: participant_cancel
UPDATE participant SET attendance = 'avbokad'
WHERE event = :event AND code = :code AND attendance <> 'avbokad';

-- The second row of one who has two seats.  Of its conflicts those are given
-- back that the participant has.
-- name: alias_find
SELECT participant.id AS thing, participant.person, participant_alias.code,
       person.protected, windows, languages, needs,
       participant_alias.organ, participant_alias.organ_code,
       participant_alias.title,
       (SELECT json_group_array(code) FROM
         (SELECT company.code FROM conflict
          JOIN company ON company.id = conflict.company
          WHERE conflict.participant = participant.id
            AND company.code IN (SELECT value FROM json_each(:conflicts))
          ORDER BY company.code)) AS conflicts
FROM participant_alias
JOIN participant ON participant.id = participant_alias.participant
JOIN person ON person.id = participant.person
WHERE participant_alias.event = :event AND participant_alias.code = :code;

-- name: alias_put
INSERT INTO participant_alias (event, code, participant, organ, organ_code,
                               title)
SELECT :event, :code, id, :organ, :organ_code, :title FROM participant
WHERE +event = :event AND person = :person AND role = :role -- by the person
ORDER BY code LIMIT 1
ON CONFLICT (event, code) DO UPDATE SET participant = excluded.participant,
    organ = excluded.organ, organ_code = excluded.organ_code,
    title = excluded.title;

-- What all her rows tell together; the values come combined.
-- name: alias_base
SELECT protected, windows, languages, needs
FROM participant JOIN person ON person.id = participant.person
WHERE +event = :event AND person = :person AND role = :role
ORDER BY participant.code LIMIT 1;

-- name: alias_share
UPDATE participant SET windows = coalesce(:windows, windows),
    languages = :languages, needs = :needs
WHERE id = (SELECT participant FROM participant_alias
            WHERE event = :event AND code = :code);

-- name: alias_protect
UPDATE person SET protected = 1 WHERE id = :person AND :protected = '1';

-- name: person_protect
UPDATE person SET protected = 1 WHERE id = :person AND protected = 0;

-- name: participant_has_rows
SELECT count(*) FROM participant_alias
WHERE participant = (SELECT id FROM participant
                     WHERE event = :event AND code = :code
                       AND person = :person);

-- name: person_has_rows
SELECT (SELECT count(*) FROM participant
        WHERE person = :person AND event = :event AND code <> :code)
     + (SELECT count(*) FROM participant_alias
        WHERE participant IN (SELECT id FROM participant
                              WHERE person = :person));

-- name: apart_find
SELECT :one AS one, :other AS other, ground FROM apart
WHERE one = (SELECT min(id) FROM participant
             WHERE event = :event AND code IN (:one, :other))
  AND other = (SELECT max(id) FROM participant
               WHERE event = :event AND code IN (:one, :other));

-- name: apart_put
INSERT INTO apart (one, other, ground)
SELECT min(id), max(id), :ground FROM participant
WHERE event = :event AND code IN (:one, :other)
HAVING count(*) = 2
ON CONFLICT (one, other) DO UPDATE SET ground = excluded.ground;

-- Outlook writes "?" for letters that Windows-1252 lacks; the name's key has
-- any letter there.  NULL unless exactly one person fits.
-- name: contact_person
SELECT CASE WHEN count(DISTINCT person.id) = 1 THEN min(person.id) END
FROM person JOIN participant ON participant.person = person.id
WHERE participant.event = :event AND match_key GLOB :pattern
  AND (lower(person.email) = lower(:email) OR organ = :body
       OR organ_code = :body);

-- name: contact_fill
UPDATE person SET email = coalesce(email, :email),
                  phone = coalesce(phone, :phone)
WHERE id = :person AND (email IS NULL AND :email IS NOT NULL
                        OR phone IS NULL AND :phone IS NOT NULL);

-- ---- the map's ground ---------------------------------------------------------

-- name: ground_places
SELECT longitude, latitude FROM place
WHERE event = :event AND longitude IS NOT NULL AND latitude IS NOT NULL;

-- name: ground_of_source
SELECT kind, name, shape, credit FROM ground
WHERE event = :event AND source = :source ORDER BY id;

-- name: ground_drop
DELETE FROM ground WHERE event = :event AND source = :source;

-- name: ground_put
INSERT INTO ground (event, source, credit, kind, name, shape)
VALUES (:event, :source, :credit, :kind, :name, :shape);

-- name: ground_shapes
SELECT kind, shape FROM ground WHERE event = :event ORDER BY id;

-- What the map's foot says: each source by its own words, or its file's name.
-- name: ground_credit
SELECT 'Karta: ' || group_concat(words, '; ') FROM (
  SELECT DISTINCT coalesce(credit, source) AS words FROM ground
  WHERE event = :event ORDER BY words);

-- ---- set by hand -----------------------------------------------------------------

-- name: edited_has
SELECT count(*) FROM edited
WHERE kind = :kind AND thing = :thing AND field = :field;

-- name: edited_forget
DELETE FROM edited WHERE kind = :kind AND thing = :thing AND field = :field;
