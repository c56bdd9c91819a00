-- A small visit day with one plan: two groups, six people, five companies.
-- P002 is protected; P003 comes for the afternoon, P004 changes group at
-- lunch; group 2 goes by boat in the morning and eats at no restaurant.
INSERT INTO event (id, code, kind, name, day, starts_min, ends_min, organiser,
                   sender_name, sender_email, sender_phone, on_call_phone,
                   destroy_after, travel_model, within_site_min)
VALUES (1, 'dag', 'visit_day', 'Företagsbesöksdagen', '2022-05-17', 480, 1020,
        'Business Region Göteborg', NULL, 'besok@brg.example',
        '031-390 06 00', '031-390 06 01', '2022-05-24', '{}', 6);
INSERT INTO programme_item VALUES
  (1, 'samling', 'Samling och genomgång', 480, 510, NULL, 'SAM', 0, 1),
  (1, 'besök', 'Företagsbesök', 510, 960, NULL, NULL, 0, 2),
  (1, 'lunch', 'Lunch', 675, 795, 45, NULL, 0, 3),
  (1, 'uppsamling', 'Uppsamling', 960, 1020, NULL, 'SAM', 1, 4);
INSERT INTO place (id, event, code, name, by_car, is_site, district) VALUES
  (1, 1, 'SAM', 'Östra Hamngatan 5', 1, 0, NULL),
  (2, 1, 'PL01', 'Alelyckan', 1, 1, 'Nordost'),
  (3, 1, 'PL02', 'Brännö', 0, 1, 'Sydväst');
INSERT INTO travel VALUES (1, 2, 12, 5000), (1, 3, 40, NULL), (2, 2, 6, NULL),
  (3, 2, 35, NULL), (2, 3, 35, NULL), (3, 3, 6, NULL);
INSERT INTO company (id, event, code, name, place, address, postcode, town,
                     contact_name, contact_email, contact_phone,
                     contact_protected, windows, visit_min, topic, equipment)
VALUES
  (1, 1, 'F001', 'Lunchula AB', 2, 'Slamgatan 34', '415 02', 'Göteborg',
   'Stig Eklund', 'stig@lunchula.example', '031-390 06 11', 0, '[[480,1020]]',
   45, 'livsmedelskontroll', NULL),
  (2, 1, 'F002', 'Gjutaro AB', 2, 'Slamgatan 1 C', '415 02', 'Göteborg',
   'Anders Åhlén', 'anders@gjutaro.example', '031-390 06 12', 0,
   '[[480,1020]]', 45, NULL, 'skyddsskor finns att låna'),
  (3, 1, 'F003', 'Lackoja & Co', 2, 'Alekärrsgatan 30', '415 02', 'Göteborg',
   'Zahra Öberg', 'zahra@lackoja.example', '031-390 06 13', 1,
   '[[480,1020]]', 45, NULL, NULL),
  (4, 1, 'F004', 'Båtvarvet AB', 3, 'Husvik 2', '430 85', 'Brännö',
   'Li Ny', 'li@batvarvet.example', NULL, 0, '[[480,1020]]', 45, NULL, NULL),
  (5, 1, 'F005', 'Kuggelio AB', 2, 'Slamgatan 9', '415 02', 'Göteborg',
   NULL, 'info@kuggelio.example', NULL, 0, '[[480,1020]]', 45, NULL, NULL);
INSERT INTO person (id, given, surname, email, phone, protected, match_key)
VALUES
  (1, 'Anna', 'Berg', 'anna.berg@politiker.example', '070-174 06 05', 0, 'a'),
  (2, 'Bo', 'Ek', 'bo.ek@politiker.example', '070-174 06 06', 1, 'b'),
  (3, 'Cia', 'Dahl', 'cia.dahl@politiker.example', '070-174 06 07', 0, 'c'),
  (4, 'Åke', 'Öst', 'ake.ost@politiker.example', '070-174 06 08', 0, 'd'),
  (5, 'Dag', 'Falk', 'dag.falk@stad.example', '031-390 06 05', 0, 'e'),
  (6, 'Eva', 'Gren', 'eva.gren@stad.example', '031-390 06 06', 0, 'f'),
  (7, 'Finn', 'Hag', 'finn.hag@stad.example', '031-390 06 07', 0, 'g');
INSERT INTO participant (id, event, code, person, role, title, organ,
                         organ_code, party, windows, can_lead, can_drive,
                         car_seats, needs, diet) VALUES
  (1, 1, 'P001', 1, 'politician', 'Ordförande', 'Kommunstyrelsen', 'KS', 'M',
   '[[480,1020]]', 0, 0, NULL, '["hörselslinga"]', 'vegetariskt'),
  (2, 1, 'P002', 2, 'politician', 'Ledamot', 'Byggnadsnämnden', 'BN', 'S',
   '[[480,735]]', 0, 0, NULL, '[]', NULL),
  (3, 1, 'P003', 3, 'politician', 'Ledamot', 'Trafiknämnden', 'TN', 'V',
   '[[735,1020]]', 0, 0, NULL, '[]', NULL),
  (4, 1, 'P004', 4, 'politician', 'Ersättare', 'Park- och naturnämnden',
   'PoN', 'C', '[[480,1020]]', 0, 0, NULL, '[]', NULL),
  (5, 1, 'T001', 5, 'official', 'utredare', 'Stadsbyggnadskontoret', 'SBK',
   NULL, '[[480,1020]]', 1, 1, 5, '[]', NULL),
  (6, 1, 'T002', 6, 'official', 'planerare', 'Trafikkontoret', 'TK', NULL,
   '[[480,1020]]', 1, 1, 5, '[]', NULL),
  (7, 1, 'T003', 7, 'official', 'planerare', 'Trafikkontoret', 'TK', NULL,
   '[[480,1020]]', 1, 1, 5, '[]', NULL);
INSERT INTO plan (id, event, version, made_utc, made_by, seed, steps, hard,
                  soft_milli)
VALUES (1, 1, 1, 1652191500, 'anna', 1, 1000, 0, 0);
INSERT INTO plan_group (plan, number, lunch_start_min, lunch_end_min,
                        lunch_company, lunch_place) VALUES
  (1, 1, 705, 750, 1, NULL), (1, 2, 690, 735, NULL, 3);
INSERT INTO visit (plan, company, group_number, start_min, end_min) VALUES
  (1, 2, 1, 540, 585), (1, 1, 1, 660, 705), (1, 3, 1, 780, 825),
  (1, 4, 2, 600, 645), (1, 5, 2, 800, 850);
INSERT INTO seat (plan, participant, part, group_number, leader, driver) VALUES
  (1, 1, 'am', 1, 0, 0), (1, 1, 'pm', 1, 0, 0), (1, 2, 'am', 1, 0, 0),
  (1, 3, 'pm', 2, 0, 0), (1, 4, 'am', 1, 0, 0), (1, 4, 'pm', 2, 0, 0),
  (1, 5, 'am', 1, 1, 1), (1, 5, 'pm', 1, 1, 1), (1, 6, 'am', 2, 1, 0),
  (1, 6, 'pm', 2, 1, 1);
