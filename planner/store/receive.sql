-- What planner/deliver reads and writes when mail comes back.  Of all events:
-- a mailbox does not know which one a mail is about.

-- name: mailbox_find
SELECT uid_validity, last_uid FROM mailbox WHERE source = :source;

-- name: mailbox_put
INSERT INTO mailbox (source, uid_validity, last_uid, read_utc)
VALUES (:source, :validity, :last, :now)
ON CONFLICT (source) DO UPDATE
SET uid_validity = :validity, last_uid = :last, read_utc = :now
WHERE uid_validity <> :validity OR last_uid < :last;

-- ---- whose it is --------------------------------------------------------------

-- name: match_uid
SELECT id FROM invitation WHERE uid = :uid;

-- name: match_message
SELECT invitation, sequence FROM outbox
WHERE message_id = :message AND state IN ('sent', 'unsure', 'sending')
  AND invitation IS NOT NULL;

-- An invitation, and what its reader is called and reached at today.
-- name: match_invitation
SELECT coalesce(participant.code, company.code), invitation.address,
       coalesce(person.email, company.contact_email), invitation.sequence,
       invitation.state = 'cancelled', invitation.event
FROM invitation
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN person ON person.id = participant.person
LEFT JOIN company ON company.id = invitation.company
WHERE invitation.id = :id;

-- Whether a planner has said before that she answers from there.
-- name: match_confirmed
SELECT 1
FROM invitation AS own JOIN invitation
  ON invitation.participant IS own.participant
 AND invitation.company IS own.company
JOIN reply ON reply.invitation = invitation.id
JOIN inbox ON inbox.id = reply.inbox
WHERE own.id = :id AND inbox.handled_by IS NOT NULL
  AND reply.answered_as = :address COLLATE NOCASE
LIMIT 1;

-- name: reply_newest
SELECT dtstamp_utc, partstat FROM reply
WHERE invitation = :invitation AND sequence = :sequence
ORDER BY dtstamp_utc DESC, id DESC LIMIT 1;

-- name: inbox_seen
SELECT 1 FROM inbox WHERE source = :source AND source_id = :source_id;

-- ---- booking -------------------------------------------------------------------

-- name: inbox_known
SELECT 1 FROM inbox
WHERE content = :content OR (source = :source AND source_id = :source_id);

-- name: inbox_add
INSERT INTO inbox (source, source_id, content, arrived_utc, kind, state,
                   invitation, reason, detail, proposal, sender, subject,
                   message_id, excerpt)
VALUES (:source, :source_id, :content, :arrived, :kind, :state,
        nullif(:invitation, 0), :reason, :detail, :proposal, :sender, :subject,
        :message, :excerpt);

-- name: inbox_body_add
INSERT INTO inbox_body (inbox, message) VALUES (:inbox, :message);

-- The same answer twice is one.
-- name: reply_add
INSERT INTO reply (invitation, inbox, partstat, sequence, dtstamp_utc,
                   taken_utc, answered_as, comment, delegated_to, proposal)
VALUES (:invitation, :inbox, :partstat, :sequence, :dtstamp, :now, :as,
        :comment, :delegate, :proposal)
ON CONFLICT DO NOTHING;

-- A report counts for the one message it is about, to the one it went to, who
-- has not answered since; a failure is not taken back by a lesser word.
-- name: bounce_set
UPDATE outbox SET bounce = :bounce, bounce_answer = :answer
WHERE message_id = :message AND state IN ('sent', 'unsure', 'sending')
  AND recipient = :recipient COLLATE NOCASE
  AND (bounce IS NULL OR bounce <> 'failed')
  AND NOT EXISTS (SELECT 1 FROM reply
                  WHERE reply.invitation = outbox.invitation
                    AND reply.taken_utc >= outbox.sent_utc);

-- ---- trying again ----------------------------------------------------------------

-- name: inbox_broken
SELECT inbox.id, message FROM inbox JOIN inbox_body ON inbox = inbox.id
WHERE state = 'problem' AND kind = 'broken' AND attempts < :tries
  AND reason IN ('time', 'memory', 'crash')
ORDER BY inbox.id;

-- name: inbox_tried
UPDATE inbox SET attempts = attempts + 1 WHERE id = :id;

-- name: inbox_remove
DELETE FROM inbox WHERE id = :id;

-- ---- a person judges ---------------------------------------------------------------

-- name: inbox_find
SELECT inbox.state, inbox.kind, invitation, proposal, invitation.sequence,
       coalesce(participant.code, company.code), inbox.reason, inbox.sender,
       invitation.address
FROM inbox
LEFT JOIN invitation ON invitation.id = inbox.invitation
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN company ON company.id = invitation.company
WHERE inbox.id = :id;

-- name: inbox_handle
UPDATE inbox SET state = 'done', handled_utc = :now, handled_by = :who
WHERE id = :id;
