-- The reply board of the plan in force: what each of those who take part has
-- answered, by group and in all.  An answer to an earlier version stands,
-- marked, until a newer one comes.  Of protected people and contacts only the
-- code stands here: a comment may be signed.
WITH chosen AS MATERIALIZED (
  SELECT event.code, event.answer_by, plan.id AS plan, plan.version,
         (SELECT id FROM plan AS other WHERE other.event = event.id
          ORDER BY version DESC LIMIT 1) AS newest
  FROM event JOIN plan ON plan.event = event.id
                      AND plan.version = event.published
  WHERE event.id = :event
), place AS MATERIALIZED (
  SELECT DISTINCT 'person' AS kind, participant AS thing,
         group_number AS number
  FROM chosen JOIN seat ON seat.plan = chosen.plan
  UNION ALL
  SELECT 'company', company, group_number
  FROM chosen JOIN visit ON visit.plan = chosen.plan
), guest AS MATERIALIZED (
  SELECT kind, thing, json_group_array(number) AS numbers
  FROM (SELECT * FROM place ORDER BY kind, thing, number)
  GROUP BY kind, thing
), invited AS MATERIALIZED (
  SELECT 'person' AS kind, participant AS thing, max(id) AS invitation
  FROM invitation
  WHERE event = :event AND state = 'invited' AND participant IS NOT NULL
  GROUP BY participant
  UNION ALL
  SELECT 'company', company, max(id) FROM invitation
  WHERE event = :event AND state = 'invited' AND company IS NOT NULL
  GROUP BY company
), asked AS MATERIALIZED (
  SELECT guest.*, invitation.id AS invitation,
         reply.partstat, reply.sequence < invitation.sequence AS earlier,
         reply.taken_utc, reply.answered_as, reply.comment,
         reply.delegated_to,
         reply.id NOT NULL AND reply.inbox IS NULL AS by_hand,
         message.state = 'failed' OR message.bounce IS 'failed' AS bounced,
         message.purpose = 'tell' AND message.state IN (
           'queued', 'sending', 'deferred', 'unsure') AS waiting
  FROM guest
  LEFT JOIN invited ON invited.kind = guest.kind
                   AND invited.thing = guest.thing
  LEFT JOIN invitation ON invitation.id = invited.invitation
  LEFT JOIN reply ON reply.id = (
    SELECT id FROM reply
    WHERE reply.invitation = invited.invitation
      AND partstat <> 'NEEDS-ACTION'
    ORDER BY sequence DESC, dtstamp_utc DESC, id DESC LIMIT 1)
  LEFT JOIN outbox AS message ON message.id = (
    SELECT max(id) FROM outbox
    WHERE outbox.invitation = invited.invitation AND method = 'REQUEST'
      AND state NOT IN ('withdrawn', 'dropped'))
), answered AS MATERIALIZED (
  SELECT asked.*,
         CASE WHEN invitation IS NULL THEN 'unreached'
              WHEN partstat IS NULL OR earlier THEN
                CASE WHEN bounced THEN 'bounced'
                     WHEN partstat IS NOT NULL THEN NULL
                     WHEN waiting THEN 'waiting' ELSE 'silent' END END AS state
  FROM asked
), board AS MATERIALIZED (
  SELECT answered.kind, answered.thing, numbers, invitation,
         coalesce(answered.state, CASE partstat
           WHEN 'ACCEPTED' THEN 'yes' WHEN 'TENTATIVE' THEN 'maybe'
           WHEN 'DECLINED' THEN 'no' ELSE 'delegated' END) AS answer,
         iif(answered.state IS NULL AND earlier, 'true', 'false') AS earlier,
         by_hand, taken_utc,
         coalesce(participant.code, company.code) AS code,
         coalesce(person.protected, contact_protected) AS protected,
         iif(person.protected, NULL, coalesce(
           trim(person.given || ' ' || person.surname), company.name)) AS name,
         answered_as, comment, delegated_to,
         iif(answered.kind = 'person',
             attendance = 'avbokad' OR NOT EXISTS (
               SELECT 1 FROM seat WHERE seat.plan = chosen.newest
                                    AND seat.participant = participant.id),
             company.status = 'avbokad' OR NOT EXISTS (
               SELECT 1 FROM visit WHERE visit.plan = chosen.newest
                                     AND visit.company = company.id)) AS gone
  FROM chosen, answered
  LEFT JOIN participant ON answered.kind = 'person' AND participant.id = thing
  LEFT JOIN person ON person.id = participant.person
  LEFT JOIN company ON answered.kind = 'company' AND company.id = thing
), word (answer, rank) AS (
  VALUES ('yes', 1), ('maybe', 2), ('no', 3), ('delegated', 4),
         ('silent', 5), ('waiting', 6), ('bounced', 7), ('unreached', 8)
), totals AS (
  SELECT kind, json_object(
           'kind', kind, 'all', count(*), 'yes', sum(answer = 'yes'),
           'maybe', sum(answer = 'maybe'), 'no', sum(answer = 'no'),
           'delegated', sum(answer = 'delegated'),
           'silent', sum(answer = 'silent'),
           'waiting', sum(answer = 'waiting'),
           'bounced', sum(answer = 'bounced'),
           'unreached', sum(answer = 'unreached')) AS item
  FROM board GROUP BY kind
), bars AS MATERIALIZED (
  SELECT number, kind, json_group_array(json_object(
           kind, code, 'answer', answer)) AS list
  FROM (SELECT number, place.kind, code, board.answer
        FROM place JOIN board ON board.kind = place.kind
                             AND board.thing = place.thing
        JOIN word ON word.answer = board.answer
        ORDER BY number, place.kind, rank, code)
  GROUP BY number, kind
), groups AS (
  SELECT json_object(
           'group', number, 'yes', sum(answer = 'yes'),
           'maybe', sum(answer = 'maybe'), 'no', sum(answer = 'no'),
           'delegated', sum(answer = 'delegated'),
           'silent', sum(answer = 'silent'),
           'waiting', sum(answer = 'waiting'),
           'bounced', sum(answer = 'bounced'),
           'unreached', sum(answer = 'unreached'),
           'people', json((SELECT list FROM bars
                           WHERE bars.number = place.number
                             AND bars.kind = 'person')),
           'companies', json(coalesce((
             SELECT list FROM bars WHERE bars.number = place.number
                                     AND bars.kind = 'company'), '[]'))
         ) AS item
  FROM place JOIN board ON board.kind = place.kind
                       AND board.thing = place.thing
  WHERE place.kind = 'person' GROUP BY number ORDER BY number
), answers AS (
  SELECT json_object(
           'code', code, 'kind', kind, 'name', name,
           'protected', json(iif(protected, 'true', 'false')),
           'groups', json(numbers), 'answer', board.answer,
           'earlier', json(earlier),
           'by_hand', json(iif(by_hand, 'true', 'false')),
           'when', strftime('%Y-%m-%dT%H:%MZ', taken_utc, 'unixepoch'),
           'when_local', strftime('%Y-%m-%dT%H:%M', taken_utc, 'unixepoch',
                                  'localtime'),
           'answered_as', iif(protected, NULL, answered_as),
           'comment', iif(protected, NULL, comment),
           'delegated_to', iif(protected, NULL, delegated_to),
           'handled', json(iif(board.answer = 'no' AND gone,
                               'true', 'false')),
           'next', iif(board.answer = 'no' AND NOT gone,
                       iif(kind = 'person', 'hundra replace ',
                           'hundra closed ') || code, NULL)) AS item
  FROM board JOIN word ON word.answer = board.answer
  ORDER BY kind DESC, rank, code
)
SELECT json_object(
  'event', code, 'plan', version, 'answer_by', answer_by,
  'totals', json((SELECT json_group_array(json(item))
                  FROM (SELECT item FROM totals ORDER BY kind DESC))),
  'groups', json((SELECT json_group_array(json(item)) FROM groups)),
  'answers', json((SELECT json_group_array(json(item)) FROM answers)))
FROM chosen;
