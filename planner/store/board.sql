-- Answers booked by hand, and reminders to those who have not answered.

-- The invitation in force of whoever CODE is, and what she has answered last.
-- name: book_invitation
SELECT invitation.id, invitation.sequence,
       coalesce((SELECT max(dtstamp_utc) FROM reply
                 WHERE reply.invitation = invitation.id
                   AND reply.sequence = invitation.sequence), 0)
FROM invitation
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN company ON company.id = invitation.company
WHERE invitation.event = :event AND invitation.state = 'invited'
  AND coalesce(participant.code, company.code) = :code
ORDER BY invitation.id DESC LIMIT 1;

-- name: book_add
INSERT INTO reply (invitation, partstat, sequence, dtstamp_utc, taken_utc,
                   comment)
VALUES (:invitation, :partstat, :sequence, :dtstamp, :now, :comment);

-- ---- reminders ---------------------------------------------------------------

-- name: remind_event
SELECT zone, day, published,
       EXISTS (SELECT 1 FROM reminder_step WHERE event = :event)
FROM event WHERE id = :event AND published IS NOT NULL;

-- name: remind_step
SELECT max(day) FROM reminder_step WHERE event = :event AND day <= :today;

-- name: remind_next
SELECT min(day) FROM reminder_step WHERE event = :event AND day > :today;

-- Everyone who is invited, with the facts last told, and why not to remind
-- her, if there is a reason.  TODAY is when the day began (UTC seconds).  A
-- reminder that was taken back has reminded nobody.
-- name: remind_all
SELECT invitation.id, coalesce(participant.code, company.code) AS code,
       iif(person.protected, NULL, coalesce(
         trim(person.given || ' ' || person.surname), company.name)),
       json_set(invitation.told, '$.event.answer_by', event.answer_by),
       CASE
         WHEN participant.attendance IS 'avbokad'
           OR company.status IS 'avbokad' THEN 'gone'
         WHEN EXISTS (
           SELECT 1 FROM reply
           WHERE reply.invitation = invitation.id
             AND reply.sequence >= invitation.sequence
             AND partstat <> 'NEEDS-ACTION') THEN 'answered'
         WHEN message.id IS NULL THEN 'unsent'
         WHEN message.state = 'failed'
           OR message.bounce IS 'failed' THEN 'bounced'
         WHEN message.state <> 'sent' THEN 'waiting'
         WHEN EXISTS (
           SELECT 1 FROM reminder JOIN outbox ON outbox.id = reminder.outbox
           WHERE reminder.invitation = invitation.id
             AND outbox.state NOT IN ('withdrawn', 'dropped')
             AND made_utc >= :today) THEN 'today'
         WHEN EXISTS (
           SELECT 1 FROM reminder JOIN outbox ON outbox.id = reminder.outbox
           WHERE reminder.invitation = invitation.id
             AND outbox.state NOT IN ('withdrawn', 'dropped')
             AND reminder.day = :step) THEN 'step'
       END
FROM invitation JOIN event ON event.id = invitation.event
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN person ON person.id = participant.person
LEFT JOIN company ON company.id = invitation.company
LEFT JOIN outbox AS message ON message.id = (
  SELECT max(id) FROM outbox
  WHERE outbox.invitation = invitation.id AND method = 'REQUEST'
    AND state NOT IN ('withdrawn', 'dropped'))
WHERE invitation.event = :event AND invitation.state = 'invited'
ORDER BY code, invitation.id;

-- The reminders just put into the outbox.
-- name: remind_note
INSERT INTO reminder (outbox, invitation, day, made_utc)
SELECT id, invitation, :day, :now FROM outbox
WHERE event = :event AND purpose = 'remind'
  AND id NOT IN (SELECT outbox FROM reminder);

-- name: ladder_event
SELECT day FROM event WHERE id = :event;

-- name: ladder_clear
DELETE FROM reminder_step WHERE event = :event;

-- name: ladder_add
INSERT OR IGNORE INTO reminder_step (event, day) VALUES (:event, :day);

-- Whoever is in group NUMBER of the plan in force, and whom it visits.
-- name: remind_group
SELECT code FROM (
  SELECT participant.code, number FROM event
  JOIN plan ON plan.event = event.id AND version = published
  JOIN plan_group ON plan_group.plan = plan.id
  JOIN seat ON seat.plan = plan.id AND group_number = number
  JOIN participant ON participant.id = seat.participant
  WHERE event.id = :event
  UNION
  SELECT company.code, group_number FROM event
  JOIN plan ON plan.event = event.id AND version = published
  JOIN visit ON visit.plan = plan.id
  JOIN company ON company.id = visit.company
  WHERE event.id = :event)
WHERE number = :number ORDER BY code;
