-- Version 3: what people hold in their hands.

-- ---- settings of what is printed -----------------------------------------

-- Needs and diets stand on paper only where the office has turned them on.
ALTER TABLE event ADD COLUMN print_needs INTEGER NOT NULL DEFAULT 0
    CHECK (print_needs IN (0, 1));
ALTER TABLE event ADD COLUMN print_diets INTEGER NOT NULL DEFAULT 0
    CHECK (print_diets IN (0, 1));
-- QR codes: to a map of the place, to the reader's own calendar file.
ALTER TABLE event ADD COLUMN print_codes TEXT NOT NULL DEFAULT 'none'
    CHECK (print_codes IN ('none', 'map', 'calendar', 'both'));
-- Where the folder of hundra feed can be reached from outside.
ALTER TABLE event ADD COLUMN feed_url TEXT
    CHECK (feed_url GLOB 'https://?*/');
ALTER TABLE event ADD COLUMN good_to_know TEXT CHECK (good_to_know <> '');
-- The language of letters to people of whom nothing else is known.
ALTER TABLE event ADD COLUMN language TEXT NOT NULL DEFAULT 'sv'
    CHECK (language IN ('sv', 'en'));

-- The office's logotype, as it was read in: PNG or SVG, under limits.
CREATE TABLE logotype (
    event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),         -- of the file
    alt TEXT NOT NULL CHECK (alt <> ''),           -- what it says
    content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 1048576)
) STRICT;

-- ---- the map's ground -----------------------------------------------------

-- Lines and areas under the map, from the office's own GeoJSON; without any,
-- the program's coarse ground.
CREATE TABLE ground (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source <> ''),     -- the file's name
    credit TEXT CHECK (credit <> ''),              -- whose it is, on the map
    kind TEXT NOT NULL CHECK (kind IN ('land', 'water', 'river', 'road',
        'rail', 'border', 'area')),
    name TEXT CHECK (name <> ''),
    shape TEXT NOT NULL CHECK (json_type(shape) = 'array') -- [[[lon, lat]]]
) STRICT;
CREATE INDEX ground_event ON ground (event, kind);

-- ---- what lies printed -----------------------------------------------------

-- The sheets as they were last printed, so that only changed ones are again.
CREATE TABLE printed (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    sheet TEXT NOT NULL CHECK (sheet <> ''),       -- gruppblad
    key TEXT NOT NULL,                             -- 7
    version INTEGER NOT NULL,
    hash TEXT NOT NULL CHECK (hash <> ''),         -- of what it says
    at_utc INTEGER NOT NULL,
    PRIMARY KEY (event, sheet, key)
) STRICT, WITHOUT ROWID;

-- ---- letters without a calendar entry -------------------------------------------

-- One letter of each kind to each reader: nobody gets the same twice.
CREATE TABLE mailing (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('thanks', 'not-this-time', 'reserve',
        'host', 'briefing')),
    participant INTEGER REFERENCES participant,
    company INTEGER REFERENCES company,
    ghost TEXT CHECK (ghost <> ''),                -- as in invitation
    uid TEXT NOT NULL UNIQUE,                      -- its Message-IDs begin so
    dtstamp_utc INTEGER NOT NULL,                  -- grows with each message
    UNIQUE (event, kind, participant),
    UNIQUE (event, kind, company),
    CHECK ((participant IS NOT NULL) + (company IS NOT NULL) +
           (ghost IS NOT NULL) = 1)
) STRICT;
CREATE INDEX mailing_participant ON mailing (participant);
CREATE INDEX mailing_company ON mailing (company);

-- The outbox again, with room for them.  The new column comes last: what undo
-- has recorded of the others still fits.
CREATE TABLE outbox_new (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    invitation INTEGER REFERENCES invitation,
    method TEXT NOT NULL                           -- NONE: a letter, no more
        CHECK (method IN ('REQUEST', 'CANCEL', 'DECLINECOUNTER', 'NONE')),
    -- Why it was written: the plan changed, the silent are asked again, a
    -- planner or a receiver wants it once more, a proposal is answered; or a
    -- letter of a mailing.
    purpose TEXT NOT NULL DEFAULT 'tell'
        CHECK (purpose IN ('tell', 'remind', 'resend', 'answer', 'letter')),
    sequence INTEGER NOT NULL,
    dtstamp_utc INTEGER NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL, recipient TEXT NOT NULL, -- envelope
    subject TEXT NOT NULL,
    told TEXT NOT NULL CHECK (json_valid(told)),   -- the facts it tells
    version INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending',
        'sent', 'deferred', 'failed', 'unsure', 'withdrawn', 'dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before_utc INTEGER NOT NULL DEFAULT 0,
    lease_utc INTEGER,                             -- claimed until
    answer TEXT,                                   -- the server's words
    sent_utc INTEGER,
    via TEXT,                                      -- Maildir or host
    -- Her mailbox has it, or may have it, whatever became of it since.
    reached INTEGER NOT NULL DEFAULT 0 CHECK (reached IN (0, 1)),
    -- What a delivery report has said of it since (RFC 3464).
    bounce TEXT CHECK (bounce IN ('delayed', 'failed', 'delivered')),
    bounce_answer TEXT,
    mailing INTEGER REFERENCES mailing,
    UNIQUE (invitation, sequence, dtstamp_utc, method),
    CHECK ((invitation IS NULL) = (mailing IS NOT NULL)),
    CHECK ((mailing IS NOT NULL) = (method = 'NONE'))
) STRICT;
INSERT INTO outbox_new SELECT *, NULL FROM outbox;
CREATE TABLE outbox_body_new (
    outbox INTEGER NOT NULL UNIQUE REFERENCES outbox_new ON DELETE CASCADE,
    message BLOB NOT NULL
) STRICT;
INSERT INTO outbox_body_new SELECT outbox, message FROM outbox_body;
CREATE TABLE reminder_new (
    outbox INTEGER PRIMARY KEY REFERENCES outbox_new ON DELETE CASCADE,
    invitation INTEGER NOT NULL REFERENCES invitation,
    day TEXT CHECK (day IS date(day)),             -- the step; NULL: besides
    made_utc INTEGER NOT NULL
) STRICT;
INSERT INTO reminder_new SELECT outbox, invitation, day, made_utc FROM reminder;
DROP TRIGGER outbox_gone;
DROP TABLE outbox_body;
DROP TABLE reminder;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
ALTER TABLE outbox_body_new RENAME TO outbox_body;
ALTER TABLE reminder_new RENAME TO reminder;
CREATE INDEX outbox_state ON outbox (event, state);
CREATE INDEX outbox_invitation ON outbox (invitation);
CREATE INDEX outbox_mailing ON outbox (mailing) WHERE mailing IS NOT NULL;
CREATE INDEX outbox_recipient ON outbox (recipient);
CREATE INDEX outbox_sent ON outbox (via, sent_utc) WHERE sent_utc IS NOT NULL;
CREATE INDEX reminder_invitation ON reminder (invitation);
CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN
    DELETE FROM outbox_body WHERE outbox = old.id;
END;

-- What every sheet says of its event and its plan, as JSON.
CREATE VIEW sheet_head AS
SELECT plan.id AS plan,
  json_object(
    'name', name, 'day', day, 'zone', zone, 'organiser', organiser,
    'sender', json_object('name', coalesce(sender_name, organiser),
                          'email', sender_email, 'phone', sender_phone),
    'on_call_phone', on_call_phone,
    'destroy_after', destroy_after) AS about_event,
  json_object('version', version, 'made_utc', made_utc) AS about_plan
FROM plan JOIN event ON event.id = plan.event;
