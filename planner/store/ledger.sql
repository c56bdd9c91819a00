-- ---- the ledger beside the database -------------------------------------------

-- A line for each message that is about to be handed over: enough to go on
-- with its invitation, or to end it, without this database.
-- name: ledger_begun
SELECT json_object(
  'event', event.code,
  'code', coalesce(participant.code, company.code, invitation.ghost,
                   mailing.ghost),
  'kind', iif(outbox.told -> '$.company' IS NULL, 'participant', 'company'),
  'method', method, 'purpose', purpose, 'letter', mailing.kind,
  'uid', coalesce(invitation.uid, mailing.uid),
  'organiser', sender, 'address', recipient, 'sequence', outbox.sequence,
  'dtstamp', outbox.dtstamp_utc, 'message', message_id,
  'first', coalesce(first_message, message_id), 'subject', subject, 'version', outbox.version,
  'told', json(outbox.told))
FROM json_each(:list) AS item JOIN outbox ON outbox.id = item.value
LEFT JOIN invitation ON invitation.id = outbox.invitation
LEFT JOIN mailing ON mailing.id = outbox.mailing
LEFT JOIN participant
  ON participant.id = coalesce(invitation.participant, mailing.participant)
LEFT JOIN company ON company.id = coalesce(invitation.company, mailing.company)
JOIN event ON event.id = outbox.event
ORDER BY outbox.id;

-- One line for what became of a batch.
-- name: ledger_ended
SELECT json_object('ended', json_group_object(message_id,
                                              item.value ->> 'state'))
FROM json_each(:list) AS item
JOIN outbox ON outbox.id = item.value ->> 'id';

-- name: ledger_event
SELECT code FROM event WHERE id = :event;

-- name: ledger_marked
SELECT bytes FROM ledger_mark WHERE event = :event;

-- name: ledger_mark
INSERT INTO ledger_mark (event, bytes) VALUES (:event, :bytes)
ON CONFLICT (event) DO UPDATE SET bytes = excluded.bytes;

-- name: ledger_known
SELECT 1 FROM outbox
WHERE message_id = :message AND iif(:sent, state = 'sent', reached);

-- A run that was cut off had written down that this one left.
-- name: ledger_settle
UPDATE outbox SET state = 'sent', answer = NULL
WHERE message_id = :message AND reached AND state = 'unsure';

-- name: ledger_invitation_add
INSERT INTO invitation (event, participant, company, ghost, uid, organiser,
                        address, sequence, dtstamp_utc, first_message, told,
                        state, version)
SELECT :event, participant.id, company.id,
       iif(participant.id IS NULL AND company.id IS NULL, :code, NULL),
       :uid, :organiser, :address, :sequence, :dtstamp, :first, :told,
       'invited', :version
FROM (SELECT 1)
LEFT JOIN participant ON :kind = 'participant' AND participant.event = :event
                     AND participant.code = :code
LEFT JOIN company ON :kind = 'company' AND company.event = :event
                 AND company.code = :code
WHERE NOT EXISTS (SELECT 1 FROM invitation WHERE uid = :uid);

-- The high marks never fall; what is told is what left last.
-- name: ledger_invitation_raise
UPDATE invitation
SET sequence = max(sequence, :sequence), dtstamp_utc = :dtstamp,
    first_message = :first,
    told = iif(:method = 'DECLINECOUNTER', told, :told),
    state = CASE :method WHEN 'CANCEL' THEN 'cancelled'
                         WHEN 'REQUEST' THEN 'invited' ELSE state END,
    version = :version
WHERE uid = :uid AND dtstamp_utc <= :dtstamp;

-- What waited to be told before that; what may have arrived still waits for
-- its own sake when what came after it is an end (:again is 0).
-- name: ledger_withdraw
UPDATE outbox SET state = 'withdrawn'
WHERE invitation = (SELECT id FROM invitation WHERE uid = :uid)
  AND dtstamp_utc < :dtstamp
  AND (state IN ('queued', 'deferred') OR state = 'unsure' AND :again);

-- name: ledger_outbox_raise
UPDATE outbox SET state = :state, reached = 1, not_before_utc = 0
WHERE message_id = :message;

-- name: ledger_outbox_add
INSERT INTO outbox (event, invitation, method, purpose, sequence, dtstamp_utc,
                    message_id, sender, recipient, subject, told, version,
                    state, reached)
SELECT :event, id, :method, :purpose, :sequence, :dtstamp, :message, :sender,
       :recipient, :subject, :told, :version, :state, 1
FROM invitation WHERE uid = :uid;

-- The same of a letter without a calendar entry: it is to its reader, whatever
-- the backup calls it.
-- name: ledger_mailing_add
INSERT INTO mailing (event, kind, participant, company, ghost, uid,
                     dtstamp_utc)
SELECT :event, :letter, participant.id, company.id,
       iif(participant.id IS NULL AND company.id IS NULL, :code, NULL), :uid,
       :dtstamp
FROM (SELECT 1)
LEFT JOIN participant ON :kind = 'participant' AND participant.event = :event
                     AND participant.code = :code
LEFT JOIN company ON :kind = 'company' AND company.event = :event
                 AND company.code = :code
WHERE true
ON CONFLICT DO NOTHING;

-- name: ledger_mailing_find
SELECT mailing.id FROM mailing
LEFT JOIN participant ON participant.id = mailing.participant
LEFT JOIN company ON company.id = mailing.company
WHERE mailing.event = :event AND mailing.kind = :letter
  AND (uid = :uid
       OR :kind = 'participant' AND participant.code = :code
       OR :kind = 'company' AND company.code = :code)
LIMIT 1;

-- What has left is not sent once more under another name.
-- name: ledger_mailing_raise
UPDATE mailing SET dtstamp_utc = max(dtstamp_utc, :dtstamp)
WHERE id = :mailing;

-- name: ledger_mailing_withdraw
UPDATE outbox SET state = 'withdrawn'
WHERE mailing = :mailing AND message_id <> :message AND purpose = 'letter'
  AND state IN ('queued', 'deferred');

-- name: ledger_letter_add
INSERT INTO outbox (event, mailing, method, purpose, sequence, dtstamp_utc,
                    message_id, sender, recipient, subject, told, version,
                    state, reached)
VALUES (:event, :mailing, 'NONE', :purpose, 0, :dtstamp, :message, :sender,
        :recipient, :subject, :told, :version, :state, 1);

-- Whom the backup did not have is known again, by the same code.  (A CASE:
-- only there is "told" what we wrote into it ourselves.)
-- name: ledger_adopt_participants
UPDATE invitation
SET participant = participant.id, ghost = NULL
FROM participant
WHERE invitation.event = :event AND participant.event = :event
  AND participant.code = ghost
  AND CASE WHEN ghost IS NULL THEN 0 ELSE told -> '$.company' IS NULL END;

-- name: ledger_adopt_companies
UPDATE invitation
SET company = company.id, ghost = NULL
FROM company
WHERE invitation.event = :event AND company.event = :event
  AND company.code = ghost
  AND CASE WHEN ghost IS NULL THEN 0 ELSE told -> '$.company' IS NOT NULL END;

-- Unless she has had the letter as the one she is now.
-- name: ledger_adopt_mailings
UPDATE OR IGNORE mailing
SET participant = participant.id, ghost = NULL
FROM participant
WHERE mailing.event = :event AND participant.event = :event
  AND participant.code = ghost;

-- name: ledger_adopt_host_mailings
UPDATE OR IGNORE mailing
SET company = company.id, ghost = NULL
FROM company
WHERE mailing.event = :event AND company.event = :event
  AND company.code = ghost;
