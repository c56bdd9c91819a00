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

-- Who could sit in the place of PARTICIPANT, in the order to ask them: of her
-- own body and party, of her body, of her party; an official's office, then
-- others.  Who has said no is not asked; who came first in the file is.
-- name: replace_order
WITH office (participant, title, organ, organ_code) AS (
  SELECT id, title, organ, organ_code FROM participant
  UNION ALL
  SELECT participant, title, organ, organ_code FROM participant_alias
), her AS (
  SELECT * FROM participant WHERE id = :participant
), colleague AS (
  SELECT DISTINCT other.participant,
         lower(other.title) LIKE 'ersättare%' AS substitute
  FROM office AS mine JOIN office AS other
    ON coalesce(other.organ_code, other.organ)
       = coalesce(mine.organ_code, mine.organ)
  WHERE mine.participant = :participant
), ranked AS (
  SELECT one.id, one.code, one.person, one.title, one.organ_code, one.party,
         CASE
           WHEN her.role <> 'politician' THEN
             iif(EXISTS (SELECT 1 FROM colleague
                         WHERE participant = one.id), 4, 5)
           WHEN EXISTS (SELECT 1 FROM colleague
                        WHERE participant = one.id AND substitute) THEN
             iif(one.party IS her.party, 1, 2)
           WHEN one.party = her.party THEN 3
         END AS rank
  FROM her JOIN participant AS one
    ON one.event = her.event AND one.role = her.role
   AND one.person <> her.person AND one.attendance <> 'avbokad'
)
SELECT ranked.id, code, iif(protected, NULL, trim(given || ' ' || surname)),
       title, organ_code, party,
       CASE rank WHEN 1 THEN 'same_body_same_party' WHEN 2 THEN 'same_body'
                 WHEN 3 THEN 'same_party' WHEN 4 THEN 'same_office'
                 ELSE 'other' END
FROM ranked JOIN person ON person.id = ranked.person
WHERE rank IS NOT NULL AND 'DECLINED' IS NOT (
  SELECT partstat FROM reply JOIN invitation
    ON invitation.id = reply.invitation
  WHERE invitation.participant = ranked.id AND invitation.state = 'invited'
  ORDER BY reply.sequence DESC, reply.dtstamp_utc DESC, reply.id DESC LIMIT 1)
ORDER BY rank, ranked.id;
