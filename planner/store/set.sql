-- The settings of an event that hundra set changes; no value clears one.

-- name: set_organiser
UPDATE event SET organiser = coalesce(:value, '') WHERE id = :event;

-- name: set_sender_name
UPDATE event SET sender_name = :value WHERE id = :event;

-- name: set_sender_email
UPDATE event SET sender_email = :value WHERE id = :event;

-- name: set_sender_phone
UPDATE event SET sender_phone = :value WHERE id = :event;

-- name: set_on_call_phone
UPDATE event SET on_call_phone = :value WHERE id = :event;

-- name: set_answer_by
UPDATE event SET answer_by = :value WHERE id = :event;

-- name: set_destroy_after
UPDATE event SET destroy_after = :value WHERE id = :event;

-- name: set_host_names
UPDATE event SET host_names = coalesce(:value, 'names') WHERE id = :event;

-- name: set_accent
UPDATE event SET accent = coalesce(:value, '#00609c') WHERE id = :event;

-- name: set_seed
UPDATE event SET seed = coalesce(CAST(:value AS INTEGER), 1)
WHERE id = :event;

-- name: set_good_to_know
UPDATE event SET good_to_know = :value WHERE id = :event;

-- name: set_language
UPDATE event SET language = coalesce(:value, 'sv') WHERE id = :event;

-- name: set_print_needs
UPDATE event SET print_needs = :value IS '1' WHERE id = :event;

-- name: set_print_diets
UPDATE event SET print_diets = :value IS '1' WHERE id = :event;

-- name: set_print_codes
UPDATE event SET print_codes = coalesce(:value, 'none') WHERE id = :event;

-- name: set_feed_url
UPDATE event SET feed_url = :value WHERE id = :event;

-- name: count_needs
SELECT count(*) FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event AND json_array_length(needs) > 0
  AND NOT protected;

-- name: count_diets
SELECT count(*) FROM participant JOIN person ON person.id = participant.person
WHERE participant.event = :event AND diet IS NOT NULL AND NOT protected;

-- The text for who cannot see it is the sender's name, until it is set.
-- name: set_logotype
INSERT INTO logotype (event, name, alt, content)
SELECT id, :value, coalesce(sender_name, nullif(organiser, ''), name), :content
FROM event WHERE id = :event
ON CONFLICT (event) DO UPDATE SET name = excluded.name,
                                  content = excluded.content;

-- name: clear_logotype
DELETE FROM logotype WHERE event = :event;

-- name: set_logotype_alt
UPDATE logotype SET alt = coalesce(:value, (
  SELECT coalesce(sender_name, nullif(organiser, ''), name) FROM event
  WHERE event.id = logotype.event))
WHERE event = :event;

-- name: set_edited
INSERT OR IGNORE INTO edited (kind, thing, field)
VALUES ('event', :event, :column);
