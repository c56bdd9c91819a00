-- What planner/deliver reads of a published plan, and what it writes of
-- invitations and their messages; how these leave stands in outbox.sql.

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
       CASE WHEN ghost IS NULL THEN invitation.company IS NOT NULL
            ELSE invitation.told -> '$.company' IS NOT NULL END
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
INSERT INTO outbox (event, invitation, mailing, method, purpose, sequence,
                    dtstamp_utc, message_id, sender, recipient, subject, told,
                    version)
VALUES (:event, nullif(:invitation, 0), nullif(:mailing, 0), :method, :purpose,
        :sequence, :dtstamp, :message, :sender, :recipient, :subject, :told,
        :version);

-- name: outbox_body_add
INSERT INTO outbox_body (outbox, message) VALUES (:outbox, :message);

-- name: publish_plan_mark
UPDATE plan SET published_utc = :now WHERE id = :plan
  AND published_utc IS NULL;

-- name: publish_event_mark
UPDATE event SET published = :version
WHERE id = :event AND published IS NOT :version;

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
       sender_email, coalesce(sender_name, organiser), accent, alt,
       event.language
FROM plan JOIN event ON event.id = plan.event
LEFT JOIN logotype ON logotype.event = event.id
WHERE event.id = :event AND :version IN (0, version)
ORDER BY :version = 0 AND version IS published DESC, version DESC LIMIT 1;

-- name: logotype
SELECT content FROM logotype WHERE event = :event;

-- name: edition_published
SELECT published FROM event WHERE id = :event;

-- name: print_by_hand
-- Whom the cards of a plan leave out: nobody's badge tells of protection.
SELECT DISTINCT code FROM seat
JOIN participant ON participant.id = seat.participant
JOIN person ON person.id = participant.person
WHERE plan = :plan AND protected ORDER BY code;
-- What lies printed: sheet, key, version, hash, when.
-- name: printed
SELECT sheet, key, version, hash, at_utc FROM printed WHERE event = :event
ORDER BY sheet, key;

-- name: printed_keep
INSERT INTO printed (event, sheet, key, version, hash, at_utc)
VALUES (:event, :sheet, :key, :version, :hash, :now)
ON CONFLICT (event, sheet, key) DO UPDATE
SET version = excluded.version, hash = excluded.hash,
    at_utc = excluded.at_utc;

-- name: printed_drop
DELETE FROM printed
WHERE event = :event AND sheet = :sheet AND key = :key;

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
