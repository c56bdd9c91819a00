-- What has come back and waits for a person, oldest first, in all events; or
-- (with :id) one mail, whatever has become of it.  What could tell of somebody
-- with protected details is not shown: her code alone stands here.
WITH hidden (inbox) AS (
  SELECT inbox.id FROM inbox
  LEFT JOIN invitation ON invitation.id = inbox.invitation
  LEFT JOIN participant ON participant.id = invitation.participant
  LEFT JOIN person ON person.id = participant.person
  LEFT JOIN company ON company.id = invitation.company
  WHERE coalesce(person.protected, company.contact_protected, 0)
     OR EXISTS (
       SELECT 1 FROM (
         SELECT value FROM person,
                json_each(json_array(email, phone, surname)) WHERE protected
         UNION ALL
         SELECT value FROM company,
                json_each(json_array(contact_email, contact_phone,
                                     contact_name)) WHERE contact_protected)
       WHERE length(value) > 1 AND instr(lower(
         coalesce(inbox.sender, '') || ' ' || coalesce(inbox.subject, '') ||
         ' ' || coalesce(inbox.detail, '') || ' ' ||
         coalesce(inbox.proposal, '') || ' ' || coalesce(inbox.excerpt, '')),
         lower(value)))
)
SELECT json_object('inbox', coalesce((
  SELECT json_group_array(json_object(
    'number', id, 'event', event, 'code', code, 'kind', kind,
    'state', state, 'reason', reason,
    'protected', json(iif(hides, 'true', 'false')),
    'detail', iif(hides, NULL, detail), 'sender', iif(hides, NULL, sender),
    'subject', iif(hides, NULL, subject), 'arrived', arrived,
    'answer', proposal ->> 'partstat',
    'version', proposal ->> 'sequence', 'current', sequence,
    'answered_as', iif(hides, NULL, proposal ->> 'answered_as'),
    'comment', iif(hides, NULL, proposal ->> 'comment'),
    'delegated_to', iif(hides, NULL, proposal ->> 'delegated_to'),
    'proposed_start', strftime('%Y-%m-%dT%H:%MZ', proposal ->> 'start_utc',
                               'unixepoch'),
    'proposed_end', strftime('%Y-%m-%dT%H:%MZ', proposal ->> 'end_utc',
                             'unixepoch'),
    'words', iif(hides, NULL, excerpt)))
  FROM (
    SELECT inbox.id, event.code AS event,
           coalesce(participant.code, company.code) AS code, inbox.kind,
           inbox.state, reason, detail, sender, subject, proposal, excerpt,
           invitation.sequence,
           strftime('%Y-%m-%dT%H:%MZ', arrived_utc, 'unixepoch') AS arrived,
           hidden.inbox IS NOT NULL AS hides
    FROM inbox
    LEFT JOIN hidden ON hidden.inbox = inbox.id
    LEFT JOIN invitation ON invitation.id = inbox.invitation
    LEFT JOIN event ON event.id = invitation.event
    LEFT JOIN participant ON participant.id = invitation.participant
    LEFT JOIN company ON company.id = invitation.company
    WHERE iif(:id = 0, inbox.state IN ('waiting', 'problem'),
              inbox.id = :id)
    ORDER BY inbox.id)), json('[]')));
