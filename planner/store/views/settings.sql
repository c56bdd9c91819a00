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
  json_object('name', 'frö', 'key', 'seed', 'value', seed)))
FROM event WHERE id = :event;
