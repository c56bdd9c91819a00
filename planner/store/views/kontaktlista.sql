-- Whom of a plan mail does not reach: those without an address, whose letter
-- came back, or who have not answered.  The JSON of
-- templates/kontaktlista.xhtml, but plan.made and heard (see gruppblad).  Protected
-- people and contacts stand here as their code; whoever may know more looks
-- it up.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), meeting AS MATERIALIZED (
  SELECT from_min, coalesce(place.name, item.place) AS place
  FROM chosen JOIN programme_item AS item ON item.event = chosen.id
  LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
  WHERE item.code = 'samling'
), guest AS MATERIALIZED (
  SELECT 'person' AS kind, participant AS thing,
         max(iif(part = 'am', group_number, NULL)) AS am,
         max(iif(part = 'pm', group_number, NULL)) AS pm,
         NULL AS start_min, NULL AS end_min
  FROM seat WHERE plan = :plan AND part IN ('am', 'pm') GROUP BY participant
  UNION ALL
  SELECT 'company', company, group_number, group_number, start_min, end_min
  FROM visit WHERE plan = :plan
), invited AS MATERIALIZED (
  SELECT 'person' AS kind, participant AS thing, max(invitation.id) AS id
  FROM chosen JOIN invitation ON invitation.event = chosen.id
  WHERE state = 'invited' AND participant IS NOT NULL GROUP BY participant
  UNION ALL
  SELECT 'company', company, max(invitation.id)
  FROM chosen JOIN invitation ON invitation.event = chosen.id
  WHERE state = 'invited' AND company IS NOT NULL GROUP BY company
), asked AS MATERIALIZED (
  SELECT guest.*, message.state = 'failed' OR message.bounce IS 'failed'
           AS bounced,
         message.sent_utc IS NOT NULL AS sent,
         (SELECT sequence FROM reply
          WHERE reply.invitation = invited.id AND partstat <> 'NEEDS-ACTION'
          ORDER BY sequence DESC LIMIT 1) AS answered, invitation.sequence
  FROM guest
  LEFT JOIN invited ON invited.kind = guest.kind AND invited.thing = guest.thing
  LEFT JOIN invitation ON invitation.id = invited.id
  LEFT JOIN outbox AS message ON message.id = (
    SELECT max(id) FROM outbox
    WHERE outbox.invitation = invited.id AND method = 'REQUEST'
      AND state NOT IN ('withdrawn', 'dropped'))
), named AS MATERIALIZED (
  SELECT asked.*, coalesce(participant.code, company.code) AS code,
         coalesce(protected, contact_protected) AS protected,
         iif(coalesce(protected, contact_protected), NULL,
             coalesce(surname, contact_name)) AS surname,
         iif(protected, NULL, given) AS given, company.name AS company,
         iif(coalesce(protected, contact_protected), NULL,
             coalesce(person.phone, contact_phone)) AS phone,
         iif(protected, NULL, organ) AS organ,
         coalesce(company.address, place.name) AS address,
         CASE WHEN coalesce(email, contact_email) IS NULL THEN 'address'
              WHEN bounced AND (answered IS NULL OR answered < sequence)
                THEN 'bounced'
              WHEN sent AND answered IS NULL THEN 'silent' END AS reason
  FROM asked
  LEFT JOIN participant ON asked.kind = 'person' AND participant.id = thing
  LEFT JOIN person ON person.id = participant.person
  LEFT JOIN company ON asked.kind = 'company' AND company.id = thing
  LEFT JOIN place ON place.id = company.place
), told AS MATERIALIZED (
  SELECT named.*, CASE
           WHEN named.kind = 'company' THEN
             printf('%02d.%02d–%02d.%02d', named.start_min / 60,
                    named.start_min % 60, named.end_min / 60,
                    named.end_min % 60) || ', ' || named.address
           WHEN am IS NOT NULL THEN
             (SELECT printf('%02d.%02d', from_min / 60, from_min % 60) ||
                     coalesce(', ' || place, '') FROM meeting)
           ELSE (SELECT printf('%02d.%02d', lunch_end_min / 60,
                               lunch_end_min % 60) ||
                        coalesce(', ' || host.name, ', ' || place.name, '')
                 FROM plan_group
                 LEFT JOIN company AS host ON host.id = lunch_company
                 LEFT JOIN place ON place.id = lunch_place
                 WHERE plan_group.plan = :plan AND number = pm) END AS at,
         CASE WHEN named.kind = 'company' THEN named.start_min
              WHEN am IS NOT NULL THEN (SELECT from_min FROM meeting)
              ELSE (SELECT lunch_end_min FROM plan_group
                    WHERE plan_group.plan = :plan AND number = pm) END
           AS from_min
  FROM named WHERE reason IS NOT NULL
), lists AS (
  -- The reasons' own order, a to z, is also the one to ring in.
  SELECT json_object('reason', reason, 'count', count(*),
    'calls', json_group_array(json_object(
      'kind', kind, 'code', code,
      'protected', json(iif(protected, 'true', 'false')),
      'surname', surname, 'given', given, 'company', company,
      'organisation', organ, 'phone', phone,
      'groups', CASE WHEN am IS pm THEN json_array(
                       json_object('group', am, 'half', ''))
                     WHEN pm IS NULL THEN json_array(
                       json_object('group', am, 'half', 'fm'))
                     WHEN am IS NULL THEN json_array(
                       json_object('group', pm, 'half', 'em'))
                     ELSE json_array(json_object('group', am, 'half', 'fm'),
                                     json_object('group', pm, 'half', 'em'))
                END,
      'start', iif(from_min IS NULL, NULL,
                   printf('%02d:%02d', from_min / 60, from_min % 60)),
      'end', iif(end_min IS NULL, NULL,
                 printf('%02d:%02d', end_min / 60, end_min % 60)),
      'where', iif(instr(at, ', '), substr(at, instr(at, ', ') + 2), NULL),
      'at', at))) AS item
  FROM (SELECT * FROM told
        ORDER BY reason, kind DESC, kind = 'person' AND protected,
                 coalesce(company, nullif(surname, ''), given) COLLATE swedish,
                 given COLLATE swedish, code)
  GROUP BY reason
)
SELECT json_object(
  'event', (SELECT json(about_event) FROM sheet_head
            WHERE sheet_head.plan = :plan),
  'plan', (SELECT json(about_plan) FROM sheet_head
           WHERE sheet_head.plan = :plan),
  -- What came last of letters, reports and answers: the list is of then.
  'heard_utc', (
    SELECT max(at) FROM (
      SELECT max(sent_utc) AS at FROM outbox WHERE outbox.event = chosen.id
      UNION ALL
      SELECT max(taken_utc) FROM invitation
      JOIN reply ON reply.invitation = invitation.id
      WHERE invitation.event = chosen.id
      UNION ALL
      SELECT max(arrived_utc) FROM invitation
      JOIN inbox ON inbox.invitation = invitation.id
      WHERE invitation.event = chosen.id)),
  'answer_by', answer_by, 'count', (SELECT count(*) FROM told),
  'lists', json((SELECT json_group_array(json(item)) FROM lists))),
  ''
FROM chosen;
