-- What planner/deliver reads of a published plan, and what it writes of
-- invitations and their messages.

-- name: publish_event
SELECT zone, sender_email FROM event WHERE id = :event;

-- name: publish_plan
SELECT id, version, published_utc,
       (SELECT max(version) FROM plan WHERE event = :event)
FROM plan WHERE event = :event AND :version IN (0, version)
ORDER BY version DESC LIMIT 1;

-- What each one has been told: the newest facts that were queued, and the
-- newest that may have reached her.  A cancelled invitation counts as long
-- as it stands in her calendar and no cancellation can have reached her.
-- name: publish_known
SELECT invitation.id, participant, invitation.company, uid, organiser,
       invitation.address, invitation.sequence, invitation.dtstamp_utc,
       first_message, invitation.told, invitation.state = 'cancelled',
       heard.sequence, heard.told, heard.id,
       EXISTS (SELECT 1 FROM outbox WHERE outbox.invitation = invitation.id
                 AND method = 'REQUEST' AND outbox.state = 'sent'),
       coalesce(participant.code, company.code, ghost),
       coalesce(trim(given || ' ' || surname), company.name),
       coalesce(protected, contact_protected, 1),
       participant IS NULL AND invitation.told -> '$.company' IS NOT NULL
FROM invitation
LEFT JOIN outbox AS heard ON heard.id = (
  SELECT max(id) FROM outbox
  WHERE outbox.invitation = invitation.id AND method = 'REQUEST' AND reached)
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN person ON person.id = participant.person
LEFT JOIN company ON company.id = invitation.company
WHERE invitation.event = :event
  AND (invitation.state = 'invited' OR heard.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE outbox.invitation = invitation.id
                           AND method = 'CANCEL' AND reached))
ORDER BY invitation.id;

-- name: publish_withdraw
UPDATE outbox SET state = 'withdrawn'
WHERE invitation = :invitation AND id <> :keep
  AND state IN ('queued', 'deferred', 'unsure');

-- What may have arrived, and was overtaken by what did not leave, counts
-- again: until it is known to have arrived it is sent again.
-- name: publish_revive
UPDATE outbox SET state = 'unsure'
WHERE id = :id AND state = 'withdrawn' AND reached;

-- name: invitation_add
INSERT INTO invitation (event, participant, company, uid, organiser, address,
                        sequence, dtstamp_utc, first_message, told, state,
                        version)
VALUES (:event, nullif(:participant, 0), nullif(:company, 0), :uid,
        :organiser, :address, 0, :dtstamp, :message, :told, 'invited',
        :version);

-- name: invitation_tell
UPDATE invitation
SET sequence = :sequence, dtstamp_utc = :dtstamp, first_message = :first,
    told = :told, state = :state, version = :version
WHERE id = :id;

-- name: outbox_add
INSERT INTO outbox (event, invitation, method, purpose, sequence, dtstamp_utc,
                    message_id, sender, recipient, subject, told, version)
VALUES (:event, :invitation, :method, :purpose, :sequence, :dtstamp, :message,
        :sender, :recipient, :subject, :told, :version);

-- name: outbox_body_add
INSERT INTO outbox_body (outbox, message) VALUES (:outbox, :message);

-- name: publish_plan_mark
UPDATE plan SET published_utc = :now WHERE id = :plan
  AND published_utc IS NULL;

-- name: publish_event_mark
UPDATE event SET published = :version
WHERE id = :event AND published IS NOT :version;

-- ---- sending ---------------------------------------------------------------

-- name: send_database
SELECT file FROM pragma_database_list WHERE name = 'main';

-- What an interrupted run left behind may or may not have arrived.
-- name: send_recover
UPDATE outbox SET state = 'unsure', reached = 1, lease_utc = NULL,
       answer = 'sändningen avbröts'
WHERE event = :event AND state = 'sending';

-- What an invitation's earlier message waits for, its later ones wait for:
-- nobody hears that something is off before she has heard of it.
-- name: send_claim
UPDATE outbox
SET state = 'sending', lease_utc = :lease, attempts = attempts + 1
WHERE id IN (SELECT id FROM outbox
             WHERE event = :event AND state IN ('queued', 'deferred', 'unsure')
               AND not_before_utc <= :now AND id > :after
               AND NOT EXISTS (
                 SELECT 1 FROM outbox AS earlier
                 WHERE earlier.invitation = outbox.invitation
                   AND earlier.id < outbox.id
                   AND earlier.state IN ('queued', 'deferred', 'unsure')
                   AND earlier.not_before_utc > :now)
             ORDER BY id LIMIT :count)
RETURNING id;

-- name: send_message
SELECT sender, recipient, message_id, attempts, message,
       coalesce(participant.code, company.code, ghost),
       coalesce(person.protected, company.contact_protected, 1),
       outbox.invitation
FROM outbox JOIN outbox_body ON outbox = outbox.id
JOIN invitation ON invitation.id = outbox.invitation
LEFT JOIN participant ON participant.id = invitation.participant
LEFT JOIN person ON person.id = participant.person
LEFT JOIN company ON company.id = invitation.company
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

-- name: send_body
SELECT message FROM outbox JOIN outbox_body ON outbox = outbox.id
WHERE outbox.event = :event AND outbox.id = :id;

-- ---- printing and calendar files -------------------------------------------

-- A version, or (with 0) the one in force, or else the newest.  Its time is
-- that of the plan or of the newest change of facts, whichever is later: the
-- sheets show the facts of today.  (The journal does not say of which event:
-- people are shared.)
-- name: edition
SELECT plan.id, version,
       max(made_utc, coalesce((
         SELECT max(at_utc) FROM journal
         WHERE command NOT IN ('plan', 'publish', 'send')
           AND EXISTS (
             SELECT 1 FROM json_each(summary) WHERE key IN (
               'organisation', 'person', 'event', 'programme_item', 'place',
               'travel', 'company', 'participant'))
           AND NOT EXISTS (  -- an undone plan or publish
             SELECT 1 FROM json_each(summary)
             WHERE key IN ('plan', 'outbox'))), 0)),
       event.code, event.name, day, zone,
       sender_email, coalesce(sender_name, organiser)
FROM plan JOIN event ON event.id = plan.event
WHERE event.id = :event AND :version IN (0, version)
ORDER BY :version = 0 AND version IS published DESC, version DESC LIMIT 1;

-- name: edition_published
SELECT published FROM event WHERE id = :event;

-- name: print_longest
-- The longest text that a sheet of the plan may show: what cannot be laid
-- out is nearly always that.  Kinds as --as names them, columns as import's.
WITH shown (event, kind, code, column, length) AS (
  SELECT id, 'event', code, 'name', length(name) FROM event
  UNION ALL
  SELECT event, 'sites', code, 'name', length(name) FROM place
  UNION ALL
  SELECT event, 'companies', code, field.key, length(field.value)
  FROM company, json_each(json_object(
    'name', name, 'address', address, 'town', town, 'topic', topic,
    'equipment', equipment, 'contact_name', contact_name)) AS field
  UNION ALL
  SELECT event, iif(role = 'staff', role, role || 's'), code, field.key,
         length(field.value)
  FROM participant JOIN person ON person.id = participant.person,
       json_each(json_object(
         'surname', surname, 'given', given, 'title', title,
         'organ', organ)) AS field
)
SELECT kind, code, column, length FROM shown
WHERE event = (SELECT event FROM plan WHERE id = :plan)
ORDER BY length DESC LIMIT 1;
