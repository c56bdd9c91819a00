-- The list at the door of everyone who has a seat in a plan: the JSON of
-- templates/incheckning.xhtml, but plan.made (see gruppblad).  Protected
-- people stand here as a number only.
WITH chosen AS MATERIALIZED (
  SELECT event.*, plan.id AS plan, version, made_utc
  FROM plan JOIN event ON event.id = plan.event WHERE plan.id = :plan
), alphabet (letter) AS (
  -- By the order of Swedish: É stands under E, Ü under Y, Æ under Ä.
  SELECT value FROM json_each('["a","b","c","d","e","f","g","h","i","j","k",
    "l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","å","ä","ö",
    "α"]')
), coming AS MATERIALIZED (
  SELECT participant,
         max(iif(part = 'am', group_number, NULL)) AS am,
         max(iif(part = 'pm', group_number, NULL)) AS pm
  FROM seat WHERE plan = :plan AND part IN ('am', 'pm') GROUP BY participant
), guest AS MATERIALIZED (
  SELECT participant.id, surname, given, organ, am, pm,
         coalesce(nullif(surname, ''), given) AS name
  FROM coming JOIN participant ON participant.id = coming.participant
  JOIN person ON person.id = participant.person WHERE NOT protected
), listed AS (
  SELECT guest.*, (SELECT max(letter COLLATE swedish) FROM alphabet
                   WHERE letter <= name COLLATE swedish) AS letter
  FROM guest
), letters AS (
  SELECT json_object(
    'letter', CASE WHEN letter IS NULL OR letter = 'α' THEN '…'
                   WHEN letter = 'å' THEN 'Å' WHEN letter = 'ä' THEN 'Ä'
                   WHEN letter = 'ö' THEN 'Ö' ELSE upper(letter) END,
    'people', json_group_array(json_object(
      'surname', iif(surname = '', given, surname),
      'given', iif(surname = '', '', given), 'organisation', organ,
      'groups', CASE WHEN am IS pm THEN json_array(
                       json_object('group', am, 'half', ''))
                     WHEN pm IS NULL THEN json_array(
                       json_object('group', am, 'half', 'fm'))
                     WHEN am IS NULL THEN json_array(
                       json_object('group', pm, 'half', 'em'))
                     ELSE json_array(json_object('group', am, 'half', 'fm'),
                                     json_object('group', pm, 'half', 'em'))
                END))) AS item
  FROM (SELECT * FROM listed
        ORDER BY name COLLATE swedish, given COLLATE swedish, id)
  GROUP BY letter COLLATE swedish
  ORDER BY letter IS NULL, letter COLLATE swedish
)
SELECT json_object(
  'event', (SELECT json(about_event) FROM sheet_head
            WHERE sheet_head.plan = :plan),
  'plan', (SELECT json(about_plan) FROM sheet_head
           WHERE sheet_head.plan = :plan),
  'gathering', (
    SELECT json_object(
      'start', printf('%02d:%02d', from_min / 60, from_min % 60),
      'place', coalesce(place.name, item.place) ||
        coalesce(', ' || place.address, ''))
    FROM programme_item AS item
    LEFT JOIN place ON place.event = chosen.id AND place.code = item.place
    WHERE item.event = chosen.id AND item.code = 'samling'),
  'count', (SELECT count(*) FROM coming),
  'protected_count', (SELECT count(*) FROM coming) -
                     (SELECT count(*) FROM guest),
  'letters', json((SELECT json_group_array(json(item)) FROM letters)),
  'walk_ins', json('[1,2,3,4,5,6,7,8]')),
  ''
FROM chosen WHERE EXISTS (SELECT 1 FROM coming);
