-- Who is invited, what they were told last and what they answered, by code.
-- Of protected people and contacts only the code stands here.
SELECT json_object('invitations', json_group_array(json_object(
  'code', code, 'kind', kind, 'name', name, 'address', address,
  'state', state, 'sequence', sequence, 'version', version,
  'message', message, 'answer', partstat, 'answered', answered,
  'earlier', json(iif(answered < sequence, 'true', 'false')),
  'answered_as', answered_as, 'comment', comment)))
FROM (
  SELECT coalesce(participant.code, company.code, ghost) AS code,
         CASE WHEN company.id IS NOT NULL THEN 'company'
              WHEN ghost IS NULL THEN 'participant'
              WHEN invitation.told -> '$.company' IS NULL THEN 'participant'
              ELSE 'company' END AS kind,
         iif(person.protected, NULL, coalesce(
           trim(person.given || ' ' || person.surname), company.name)) AS name,
         iif(coalesce(person.protected, contact_protected, 1), NULL,
             invitation.address) AS address,
         invitation.state, invitation.sequence, invitation.version,
         (SELECT outbox.state FROM outbox
          WHERE outbox.invitation = invitation.id
            AND outbox.state <> 'withdrawn'
          ORDER BY outbox.id DESC LIMIT 1) AS message,
         reply.partstat, reply.sequence AS answered,
         iif(coalesce(person.protected, contact_protected), NULL,
             reply.answered_as) AS answered_as,
         iif(coalesce(person.protected, contact_protected), NULL,
             reply.comment) AS comment
  FROM invitation
  LEFT JOIN participant ON participant.id = invitation.participant
  LEFT JOIN person ON person.id = participant.person
  LEFT JOIN company ON company.id = invitation.company
  LEFT JOIN reply ON reply.id = (
    SELECT id FROM reply WHERE reply.invitation = invitation.id
    ORDER BY sequence DESC, dtstamp_utc DESC, id DESC LIMIT 1)
  WHERE invitation.event = :event
    AND (invitation.state = 'invited' OR EXISTS (
      SELECT 1 FROM outbox WHERE outbox.invitation = invitation.id
                             AND outbox.state <> 'withdrawn'))
  ORDER BY code, invitation.id);
