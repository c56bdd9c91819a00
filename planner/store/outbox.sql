-- How what waits in the outbox leaves it, and what a planner may do with it.

-- name: send_database
SELECT file FROM pragma_database_list WHERE name = 'main';

-- What an interrupted run left behind: its receipts (see deliver/lock.h) tell
-- what had left; the rest may or may not have arrived.
-- name: send_receipts
UPDATE outbox
SET state = 'sent', reached = 1, lease_utc = NULL, answer = NULL,
    sent_utc = receipt.sent_utc, via = receipt.via
FROM (SELECT value ->> 'message_id' AS message_id, value ->> 'via' AS via,
             value ->> 'sent_utc' AS sent_utc
      FROM json_each(:receipts)) AS receipt
WHERE outbox.message_id = receipt.message_id AND event = :event
  AND state = 'sending';

-- name: send_recover
UPDATE outbox SET state = 'unsure', reached = 1, lease_utc = NULL,
       answer = 'sändningen avbröts'
WHERE event = :event AND state = 'sending';

-- The next of those whose time has come.  Nobody gets more than :most in a
-- day: what she got, what is on its way and what comes before this one count.
-- A message waits for the earlier ones of its invitation: nobody hears that
-- something is off before she has heard of it.
-- name: send_claim
UPDATE outbox
SET state = 'sending', lease_utc = :lease, attempts = attempts + 1
WHERE id IN (
  SELECT id FROM outbox AS mine
  WHERE event = :event AND state IN ('queued', 'deferred', 'unsure')
    AND not_before_utc <= :now
    AND NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.invitation = mine.invitation AND earlier.id < mine.id
        AND earlier.state IN ('queued', 'deferred', 'unsure', 'sending'))
    AND (SELECT count(*) FROM outbox AS hers
         WHERE hers.recipient = mine.recipient
           AND (hers.sent_utc > :day OR hers.state = 'sending' OR (
             hers.id < mine.id AND hers.event = :event
             AND hers.not_before_utc <= :now
             AND hers.state IN ('queued', 'deferred', 'unsure')))) < :most
  ORDER BY id LIMIT :count)
RETURNING id;

-- name: send_message
SELECT sender, recipient, message_id, attempts, message,
       coalesce(participant.code, company.code, invitation.ghost,
                mailing.ghost),
       coalesce(person.protected, company.contact_protected, 1)
FROM outbox JOIN outbox_body ON outbox = outbox.id
LEFT JOIN invitation ON invitation.id = outbox.invitation
LEFT JOIN mailing ON mailing.id = outbox.mailing
LEFT JOIN participant
  ON participant.id = coalesce(invitation.participant, mailing.participant)
LEFT JOIN company ON company.id = coalesce(invitation.company, mailing.company)
LEFT JOIN person ON person.id = participant.person
WHERE outbox.id = :id;

-- The outcomes of a batch in one statement, so in one transaction.  A batch
-- of which nothing left has been unclaimed: its attempts are counted again.
-- name: send_record
UPDATE outbox
SET state = iif(outcome.state = 'queued' AND reached, 'unsure',
                outcome.state),
    answer = outcome.answer,
    reached = max(reached, outcome.state IN ('sent', 'unsure')),
    not_before_utc = outcome.not_before, lease_utc = NULL,
    attempts = attempts - (outbox.state = 'sending')
                        + (outcome.state <> 'queued'),
    via = iif(outcome.state = 'sent', :via, via),
    sent_utc = iif(outcome.state = 'sent', :now, sent_utc)
FROM (SELECT value ->> 'id' AS id, value ->> 'state' AS state,
             value ->> 'answer' AS answer,
             value ->> 'not_before' AS not_before
      FROM json_each(:outcomes)) AS outcome
WHERE outbox.id = outcome.id
  AND outbox.state IN ('sending', 'queued', 'deferred');

-- As if the batch had not been claimed; what waits for its time was deferred.
-- name: send_unclaim
UPDATE outbox
SET state = iif(not_before_utc > 0, 'deferred', 'queued'), lease_utc = NULL,
    attempts = attempts - 1
WHERE state = 'sending'
  AND id IN (SELECT value ->> 'id' FROM json_each(:outcomes));

-- The journal's word of a claim from which nothing came.
-- name: send_forget
DELETE FROM journal WHERE id = :id AND command = 'send';

-- name: send_waiting
SELECT count(*) FROM outbox
WHERE event = :event AND state IN ('queued', 'deferred', 'unsure', 'sending');

-- name: send_unsure
SELECT count(*) FROM outbox WHERE event = :event AND state = 'unsure';

-- name: send_later
SELECT count(*) FROM outbox
WHERE event = :event AND state IN ('deferred', 'unsure')
  AND not_before_utc > :now;

-- What was left though its time has come: its reader has had enough today.
-- name: send_capped
SELECT count(*) FROM outbox
WHERE event = :event AND state IN ('queued', 'deferred', 'unsure')
  AND not_before_utc <= :now;

-- name: send_body
SELECT message FROM outbox JOIN outbox_body ON outbox = outbox.id
WHERE outbox.event = :event AND outbox.id = :id;

-- ---- how fast ----------------------------------------------------------------

-- name: pace_account
SELECT coalesce(minute_max, 0), coalesce(day_max, 0),
       coalesce(connections_max, 0)
FROM account WHERE host = :host;

-- What has left through a host, on any port, and since when.
-- name: pace_used
SELECT count(*) FILTER (WHERE sent_utc > :minute), count(*),
       min(sent_utc) FILTER (WHERE sent_utc > :minute), min(sent_utc)
FROM outbox
WHERE sent_utc > :day AND via > :host || ':' AND via < :host || ';';

-- name: pace_set
INSERT INTO account (host, minute_max, day_max, connections_max)
VALUES (:host, nullif(:minute, 0), nullif(:day, 0), nullif(:connections, 0))
ON CONFLICT (host) DO UPDATE
SET minute_max = excluded.minute_max, day_max = excluded.day_max,
    connections_max = excluded.connections_max;

-- ---- the stop switch ---------------------------------------------------------

-- name: halt
SELECT who, reason FROM halt;

-- name: halt_on
INSERT INTO halt (id, at_utc, who, reason)
VALUES (1, :now, :who, nullif(:reason, ''))
ON CONFLICT (id) DO UPDATE
SET at_utc = excluded.at_utc, who = excluded.who, reason = excluded.reason;

-- name: halt_off
DELETE FROM halt;

-- ---- by hand -----------------------------------------------------------------

-- Where the newest went.
-- name: outbox_via
SELECT via FROM outbox WHERE event = :event AND via IS NOT NULL
ORDER BY sent_utc DESC, id DESC LIMIT 1;

-- name: outbox_state
SELECT state FROM outbox WHERE event = :event AND id = :id;

-- name: drop_message
UPDATE outbox SET state = 'dropped', answer = :why
WHERE event = :event AND id = :id AND state IN ('queued', 'deferred');

-- What the reader of a dropped message has been told, or will be: the newest
-- that still stands; without one she has heard nothing.
-- name: drop_told
UPDATE invitation
SET (told, version, state) = (
  SELECT coalesce(max(stands.told), '{}'), coalesce(max(stands.version), 0),
         iif(max(stands.method) = 'CANCEL', 'cancelled', 'invited')
  FROM (SELECT told, version, method FROM outbox
        WHERE outbox.invitation = invitation.id
          AND method IN ('REQUEST', 'CANCEL')
          AND outbox.state NOT IN ('dropped', 'withdrawn')
        ORDER BY id DESC LIMIT 1) AS stands)
WHERE id = (SELECT invitation FROM outbox WHERE id = :id);

-- A message, its invitation as it stands, and whether another has been
-- written since, or waits.
-- name: resend_read
SELECT outbox.state, invitation.id, invitation.company IS NOT NULL, uid,
       invitation.organiser, invitation.address, invitation.sequence,
       invitation.dtstamp_utc,
       first_message, invitation.told, invitation.state = 'cancelled', zone,
       invitation.version, coalesce(participant.code, company.code),
       EXISTS (SELECT 1 FROM outbox AS newer
               WHERE newer.invitation = invitation.id
                 AND newer.id > outbox.id
                 AND newer.state NOT IN ('withdrawn', 'dropped')),
       EXISTS (SELECT 1 FROM outbox AS waiting
               WHERE waiting.invitation = invitation.id
                 AND waiting.state IN ('queued', 'deferred', 'unsure',
                                       'sending'))
FROM outbox JOIN invitation ON invitation.id = outbox.invitation
JOIN event ON event.id = outbox.event
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN company ON company.id = invitation.company
WHERE outbox.event = :event AND outbox.id = :id;

-- The same of a letter without a calendar entry.
-- name: resend_letter
SELECT outbox.state, mailing.id, mailing.company IS NOT NULL, uid, sender,
       recipient, outbox.told, mailing.kind, mailing.dtstamp_utc, zone,
       outbox.version, coalesce(participant.code, company.code, ghost),
       EXISTS (SELECT 1 FROM outbox AS newer
               WHERE newer.mailing = mailing.id AND newer.id > outbox.id
                 AND newer.state NOT IN ('withdrawn', 'dropped')),
       EXISTS (SELECT 1 FROM outbox AS waiting
               WHERE waiting.mailing = mailing.id
                 AND waiting.state IN ('queued', 'deferred', 'unsure',
                                       'sending'))
FROM outbox JOIN mailing ON mailing.id = outbox.mailing
JOIN event ON event.id = outbox.event
LEFT JOIN participant ON participant.id = mailing.participant
LEFT JOIN company ON company.id = mailing.company
WHERE outbox.event = :event AND outbox.id = :id;

-- name: resend_requeue
UPDATE outbox SET state = 'queued', not_before_utc = 0 WHERE id = :id;

-- name: resend_mark
UPDATE outbox SET purpose = :purpose WHERE message_id = :message;

-- What an invitation said last; answers to proposals say nothing new.
-- name: resend_newest
SELECT max(id) FROM outbox
WHERE invitation = :invitation AND method <> 'DECLINECOUNTER'
  AND state NOT IN ('withdrawn', 'dropped');

-- name: resend_event
SELECT event FROM invitation WHERE id = :invitation;

-- name: resend_stamp
UPDATE invitation SET dtstamp_utc = :dtstamp WHERE id = :invitation;

-- name: resend_id
SELECT id FROM outbox WHERE message_id = :message;

-- name: resend_shown
SELECT coalesce(participant.code, company.code), subject, message
FROM outbox JOIN outbox_body ON outbox = outbox.id
LEFT JOIN invitation ON invitation.id = outbox.invitation
LEFT JOIN mailing ON mailing.id = outbox.mailing
LEFT JOIN participant
  ON participant.id = coalesce(invitation.participant, mailing.participant)
LEFT JOIN company ON company.id = coalesce(invitation.company, mailing.company)
WHERE outbox.id = :id;

-- name: mail_sender
SELECT sender_email FROM event WHERE id = :event;

-- ---- rehearsing, on a copy ---------------------------------------------------

-- name: store_copy
VACUUM INTO :path;

-- A stop that holds back the mailing is no reason not to try it.
-- name: rehearse_go_on
DELETE FROM halt;

-- Letters without a calendar entry have nothing to try: hundra letters shows
-- them as they are.
-- name: rehearse_letters
UPDATE outbox SET state = 'withdrawn'
WHERE mailing IS NOT NULL
  AND state IN ('queued', 'deferred', 'unsure', 'sending');

-- Nor are the limits of an account on this computer: nothing leaves it.
-- name: rehearse_unlimited
DELETE FROM account;

-- What the outbox holds, to know it by when it arrives.
-- name: rehearse_messages
SELECT message_id, coalesce(participant.code, company.code, ghost)
FROM outbox JOIN invitation ON invitation.id = outbox.invitation
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN company ON company.id = invitation.company
WHERE outbox.event = :event
  AND outbox.state IN ('queued', 'deferred', 'unsure', 'sending');
