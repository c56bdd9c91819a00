-- The settings of an event, in the order and by the keys of store/set.c.
SELECT json_object('event', code, 'settings', json_array(
  json_object('name', 'arrangör', 'key', 'organiser',
              'value', nullif(organiser, '')),
  json_object('name', 'avsändare.namn', 'key', 'sender.name',
              'value', sender_name),
  json_object('name', 'avsändare.e-post', 'key', 'sender.email',
              'value', sender_email),
  json_object('name', 'avsändare.telefon', 'key', 'sender.phone',
              'value', sender_phone),
  json_object('name', 'jourtelefon', 'key', 'on-call',
              'value', on_call_phone),
  json_object('name', 'svara.senast', 'key', 'answer.by',
              'value', answer_by),
  json_object('name', 'förstörs-efter', 'key', 'destroy-after',
              'value', destroy_after),
  json_object('name', 'värdnamn', 'key', 'host-names',
              'value', host_names),
  json_object('name', 'accent', 'key', 'accent', 'value', accent),
  json_object('name', 'logotyp', 'key', 'logotype', 'value', logotype.name),
  json_object('name', 'logotyp.alt', 'key', 'logotype.alt',
              'value', logotype.alt),
  json_object('name', 'bra-att-veta', 'key', 'good-to-know',
              'value', good_to_know),
  json_object('name', 'språk', 'key', 'language', 'value', language),
  json_object('name', 'utskrift.behov', 'key', 'print.needs',
              'value', iif(print_needs, 'ja', 'nej')),
  json_object('name', 'utskrift.kost', 'key', 'print.diets',
              'value', iif(print_diets, 'ja', 'nej')),
  json_object('name', 'qr', 'key', 'codes',
              'value', CASE print_codes WHEN 'map' THEN 'karta'
                       WHEN 'calendar' THEN 'kalender' WHEN 'both' THEN 'båda'
                       ELSE 'ingen' END),
  json_object('name', 'flöden.adress', 'key', 'feed.url', 'value', feed_url),
  json_object('name', 'frö', 'key', 'seed', 'value', seed)))
FROM event LEFT JOIN logotype ON logotype.event = event.id
WHERE event.id = :event;
