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
