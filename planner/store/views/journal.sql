-- Who did what, when; the newest first.
SELECT json_object('journal', json_group_array(json(item))) FROM (
  SELECT json_object(
           'id', id, 'at', strftime('%Y-%m-%dT%H:%M:%SZ', at_utc,
                                    'unixepoch'),
           'at_local', strftime('%Y-%m-%dT%H:%M', at_utc, 'unixepoch',
                                'localtime'),
           'who', who, 'command', command, 'what', what,
           'rows', json(summary), 'undone_by', undone_by, 'undoes', undoes,
           'final', final) AS item
  FROM journal ORDER BY id DESC);
