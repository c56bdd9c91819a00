-- Letters without a calendar entry: who gets which, and who has had it.

-- The plan that letters are about: the one in force, or else the newest.
-- name: mailing_event
SELECT zone, sender_email, day, plan.id, version, version IS published,
       good_to_know
FROM event LEFT JOIN plan ON plan.event = event.id
WHERE event.id = :event
ORDER BY version IS published DESC, version DESC LIMIT 1;

-- What each reader has had, and what became of it.  A letter that was dropped
-- may be written again.
-- name: mailing_had
SELECT mailing.id, kind, company IS NOT NULL, coalesce(participant, company),
       uid, dtstamp_utc,
       (SELECT iif(bounce IS 'failed', 'failed', state) FROM outbox
        WHERE mailing = mailing.id AND state NOT IN ('withdrawn', 'dropped')
        ORDER BY outbox.id DESC LIMIT 1)
FROM mailing WHERE event = :event AND ghost IS NULL;

-- Who stands in the plan and was, or will be, not there all the same.
-- name: mailing_away
SELECT 0, participant.id,
       CASE WHEN attendance = 'avbokad' THEN 'gone'
            WHEN 'DECLINED' IS (
              SELECT partstat FROM reply JOIN invitation
                ON invitation.id = reply.invitation
              WHERE invitation.participant = participant.id
                AND invitation.state = 'invited'
                AND partstat <> 'NEEDS-ACTION'
              ORDER BY reply.sequence DESC, reply.dtstamp_utc DESC,
                       reply.id DESC LIMIT 1) THEN 'declined'
            WHEN 0 = (SELECT max(present) FROM attendance AS noted
                      WHERE noted.participant = participant.id) THEN 'absent'
       END AS reason
FROM participant WHERE event = :event AND reason IS NOT NULL
UNION ALL
SELECT 1, company.id,
       CASE WHEN status = 'avbokad' THEN 'gone'
            WHEN 'DECLINED' IS (
              SELECT partstat FROM reply JOIN invitation
                ON invitation.id = reply.invitation
              WHERE invitation.company = company.id
                AND invitation.state = 'invited'
                AND partstat <> 'NEEDS-ACTION'
              ORDER BY reply.sequence DESC, reply.dtstamp_utc DESC,
                       reply.id DESC LIMIT 1) THEN 'declined'
       END AS reason
FROM company WHERE event = :event AND reason IS NOT NULL;

-- name: mailing_add
INSERT INTO mailing (event, kind, participant, company, uid, dtstamp_utc)
VALUES (:event, :kind, nullif(:participant, 0), nullif(:company, 0), :uid,
        :dtstamp);
