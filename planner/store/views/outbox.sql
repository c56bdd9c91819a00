-- The outbox of an event: what waits, what has left and what did not, oldest
-- first.  The address of a protected person or contact is not shown.
SELECT json_object(
  'messages', coalesce((
    SELECT json_group_array(json_object(
      'id', id, 'code', code, 'to', address, 'subject', subject,
      'method', method, 'kind', kind, 'sequence', sequence, 'version', version,
      'state', state, 'attempts', attempts, 'answer', answer, 'via', via,
      'not_before', iif(state IN ('deferred', 'unsure'), strftime(
        '%Y-%m-%dT%H:%MZ', not_before_utc, 'unixepoch'), NULL),
      'sent', strftime('%Y-%m-%dT%H:%MZ', sent_utc, 'unixepoch')))
    FROM (SELECT outbox.*,
                 coalesce(participant.code, company.code, invitation.ghost,
                          mailing.ghost) AS code,
                 iif(coalesce(person.protected, company.contact_protected, 1),
                     NULL, recipient) AS address,
                 CASE WHEN mailing.id IS NOT NULL THEN mailing.kind
                      WHEN method = 'CANCEL' THEN 'cancel'
                      WHEN method = 'DECLINECOUNTER' THEN 'keep'
                      WHEN purpose = 'remind' THEN 'remind'
                      WHEN EXISTS (
                        SELECT 1 FROM outbox AS earlier
                        WHERE earlier.invitation = outbox.invitation
                          AND earlier.id < outbox.id AND earlier.reached)
                      THEN 'update' ELSE 'request' END AS kind
          FROM outbox
          LEFT JOIN invitation ON invitation.id = outbox.invitation
          LEFT JOIN mailing ON mailing.id = outbox.mailing
          LEFT JOIN participant ON participant.id =
            coalesce(invitation.participant, mailing.participant)
          LEFT JOIN person ON person.id = participant.person
          LEFT JOIN company ON company.id =
            coalesce(invitation.company, mailing.company)
          WHERE outbox.event = :event AND outbox.state <> 'withdrawn'
          ORDER BY outbox.id)), json('[]')),
  'states', (SELECT json_group_object(state, messages) FROM (
    SELECT state, count(*) AS messages FROM outbox
    WHERE event = :event AND state <> 'withdrawn' GROUP BY state)),
  'halt', (SELECT json_object('who', who, 'reason', reason,
                              'since', strftime('%Y-%m-%dT%H:%MZ', at_utc,
                                                'unixepoch'))
           FROM halt),
  'waiting', (SELECT count(*) FROM outbox WHERE event = :event
              AND state IN ('queued', 'deferred', 'unsure', 'sending')),
  'sent', (SELECT count(*) FROM outbox WHERE event = :event
           AND state = 'sent'),
  'failed', (SELECT count(*) FROM outbox WHERE event = :event
             AND state = 'failed'));
