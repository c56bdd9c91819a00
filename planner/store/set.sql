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

-- name: set_edited
INSERT OR IGNORE INTO edited (kind, thing, field)
VALUES ('event', :event, :column);
