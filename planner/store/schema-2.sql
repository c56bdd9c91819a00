-- Migration 2: the life of an invitation.  What comes back, what has been
-- asked again, how fast an account may send.

-- ---- invitations of people we do not know ------------------------------------

-- SQLite changes no CHECK in place: a table is made anew and copied.
CREATE TABLE invitation_new (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    participant INTEGER REFERENCES participant,
    company INTEGER REFERENCES company,
    -- The code of whom a restored backup does not have; see ledger.h.
    ghost TEXT CHECK (ghost <> ''),
    uid TEXT NOT NULL UNIQUE,                      -- for life, with a token
    organiser TEXT NOT NULL,                       -- never changes for a UID
    address TEXT NOT NULL,                         -- who was invited
    sequence INTEGER NOT NULL CHECK (sequence >= 0), -- of what was told last
    dtstamp_utc INTEGER NOT NULL,                  -- grows with each message
    first_message TEXT NOT NULL,
    told TEXT NOT NULL CHECK (json_valid(told)),   -- the facts last told
    state TEXT NOT NULL CHECK (state IN ('invited', 'cancelled')),
    version INTEGER NOT NULL,                      -- plan version last told
    CHECK ((participant IS NOT NULL) + (company IS NOT NULL) +
           (ghost IS NOT NULL) = 1)
) STRICT;
INSERT INTO invitation_new
SELECT id, event, participant, company, NULL, uid, organiser, address,
       sequence, dtstamp_utc, first_message, told, state, version
FROM invitation;

-- ---- the outbox knows more kinds and states ---------------------------------

CREATE TABLE outbox_new (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    invitation INTEGER NOT NULL REFERENCES invitation_new,
    method TEXT NOT NULL
        CHECK (method IN ('REQUEST', 'CANCEL', 'DECLINECOUNTER')),
    -- Why it was written: the plan changed, the silent are asked again, a
    -- planner or a receiver wants it once more, a proposal is answered.
    purpose TEXT NOT NULL DEFAULT 'tell'
        CHECK (purpose IN ('tell', 'remind', 'resend', 'answer')),
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
    UNIQUE (invitation, sequence, dtstamp_utc, method)
) STRICT;
INSERT INTO outbox_new (id, event, invitation, method, sequence, dtstamp_utc,
    message_id, sender, recipient, subject, told, version, state, attempts,
    not_before_utc, lease_utc, answer, sent_utc, via, reached)
SELECT id, event, invitation, method, sequence, dtstamp_utc, message_id,
       sender, recipient, subject, told, version, state, attempts,
       not_before_utc, lease_utc, answer, sent_utc, via,
       state IN ('sending', 'sent', 'unsure')
FROM outbox;
CREATE TABLE outbox_body_new (
    outbox INTEGER NOT NULL UNIQUE REFERENCES outbox_new ON DELETE CASCADE,
    message BLOB NOT NULL
) STRICT;
INSERT INTO outbox_body_new SELECT outbox, message FROM outbox_body;
DROP TRIGGER outbox_gone;
DROP TABLE outbox_body;
DROP TABLE outbox;
-- Nothing has written to these two before.
DROP TABLE reply;
DROP TABLE inbox;
DROP TABLE invitation;
ALTER TABLE invitation_new RENAME TO invitation;
CREATE INDEX invitation_participant ON invitation (participant);
CREATE INDEX invitation_company ON invitation (company);
ALTER TABLE outbox_new RENAME TO outbox;
ALTER TABLE outbox_body_new RENAME TO outbox_body;
CREATE INDEX outbox_state ON outbox (event, state);
CREATE INDEX outbox_invitation ON outbox (invitation);
CREATE INDEX outbox_recipient ON outbox (recipient);
CREATE INDEX outbox_sent ON outbox (via, sent_utc) WHERE sent_utc IS NOT NULL;
CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN
    DELETE FROM outbox_body WHERE outbox = old.id;
END;

-- How much of the ledger beside the database (ledger.h) is known here.
-- Without a primary key undo does not record it: what has left has left.
CREATE TABLE ledger_mark (
    event INTEGER NOT NULL UNIQUE REFERENCES event ON DELETE CASCADE,
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;

-- How fast one mail server's account may be used; shared by all events.
CREATE TABLE account (
    host TEXT PRIMARY KEY CHECK (host <> ''),      -- on any port
    minute_max INTEGER CHECK (minute_max > 0),     -- messages; NULL: any
    day_max INTEGER CHECK (day_max > 0),           -- recipients
    connections_max INTEGER CHECK (connections_max > 0)
) STRICT, WITHOUT ROWID;

-- The stop switch: while its one row stands, nothing is sent.
CREATE TABLE halt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at_utc INTEGER NOT NULL,
    who TEXT NOT NULL,
    reason TEXT CHECK (reason <> '')
) STRICT;

-- ---- what comes back ---------------------------------------------------------

-- How far a mailbox has been read; its flags are left alone.
CREATE TABLE mailbox (
    source TEXT PRIMARY KEY CHECK (source <> ''),  -- imaps://host/INBOX; user
    uid_validity INTEGER NOT NULL,
    last_uid INTEGER NOT NULL,
    read_utc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL, source_id TEXT NOT NULL, -- mailbox and UID, or hash
    content TEXT NOT NULL UNIQUE,                  -- hash of what it says
    attempts INTEGER NOT NULL DEFAULT 1,           -- to read a broken one
    arrived_utc INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'counter', 'refresh',
        'bounce', 'automatic', 'text', 'foreign', 'report', 'broken')),
    -- booked: done what it asked; waiting: a person must judge; problem: it
    -- cannot be read; noted: nothing to do; done: a person has judged.
    state TEXT NOT NULL CHECK (state IN ('booked', 'waiting', 'problem',
        'noted', 'done')),
    invitation INTEGER REFERENCES invitation,      -- whose, where known
    reason TEXT,                                   -- why it waits: a code
    detail TEXT,                                   -- and what fills its words
    -- What one key would book: {"partstat", "sequence", "dtstamp", ...}.
    proposal TEXT CHECK (proposal IS NULL OR json_valid(proposal)),
    sender TEXT, subject TEXT, message_id TEXT,    -- as they came, cleaned
    excerpt TEXT,                                  -- its words, cut short
    handled_utc INTEGER, handled_by TEXT,
    UNIQUE (source, source_id)
) STRICT;
CREATE INDEX inbox_state ON inbox (state);
CREATE INDEX inbox_invitation ON inbox (invitation);
-- As with outbox_body: too big to be recorded for undo.
CREATE TABLE inbox_body (
    inbox INTEGER NOT NULL UNIQUE REFERENCES inbox ON DELETE CASCADE,
    message BLOB NOT NULL
) STRICT;
CREATE TRIGGER inbox_gone AFTER DELETE ON inbox BEGIN
    DELETE FROM inbox_body WHERE inbox = old.id;
END;

-- Answers that count, the newest (sequence, dtstamp_utc) last.
CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    invitation INTEGER NOT NULL REFERENCES invitation,
    inbox INTEGER REFERENCES inbox,                -- NULL: booked by hand
    partstat TEXT NOT NULL CHECK (partstat IN ('ACCEPTED', 'DECLINED',
        'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION')),
    sequence INTEGER NOT NULL,                     -- answered this version
    dtstamp_utc INTEGER NOT NULL,
    taken_utc INTEGER NOT NULL,
    answered_as TEXT,                              -- another address than hers
    comment TEXT,
    delegated_to TEXT,
    proposal TEXT CHECK (proposal IS NULL OR json_valid(proposal)), -- COUNTER
    UNIQUE (invitation, sequence, dtstamp_utc, partstat)
) STRICT;
CREATE INDEX reply_invitation ON reply (invitation);

-- ---- asking again --------------------------------------------------------------

-- The day by which an answer is asked for, in invitations and reminders.
ALTER TABLE event ADD COLUMN answer_by TEXT CHECK (answer_by IS date(answer_by));

-- The ladder of reminders of an event: its steps, and who was reminded.
CREATE TABLE reminder_step (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    day TEXT NOT NULL CHECK (day IS date(day)),
    PRIMARY KEY (event, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE reminder (
    outbox INTEGER PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
    invitation INTEGER NOT NULL REFERENCES invitation,
    day TEXT CHECK (day IS date(day)),             -- the step; NULL: besides
    made_utc INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_invitation ON reminder (invitation);

-- ---- others' calendars ----------------------------------------------------------

-- A calendar collection that an event is published to (CalDAV, RFC 4791).
CREATE TABLE collection (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    url TEXT NOT NULL CHECK (url <> ''),           -- after redirects
    sync_token TEXT,                               -- opaque (RFC 6578)
    UNIQUE (event, url)
) STRICT;
CREATE TABLE resource (
    collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),         -- below the collection
    code TEXT NOT NULL CHECK (code <> ''),         -- grupp-07
    uid TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    dtstamp_utc INTEGER NOT NULL,
    etag TEXT,                                     -- NULL: must be asked for
    facts TEXT NOT NULL CHECK (json_valid(facts)), -- what we put last
    -- What somebody has changed there: [{"what", "from", "to"}].
    theirs TEXT CHECK (theirs IS NULL OR json_type(theirs) = 'array'),
    PRIMARY KEY (collection, name)
) STRICT, WITHOUT ROWID;

-- A feed's file has a name that cannot be guessed: 128 random bits.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    participant INTEGER REFERENCES participant ON DELETE CASCADE,
    group_number INTEGER,
    token TEXT NOT NULL UNIQUE CHECK (length(token) >= 26),
    made_utc INTEGER NOT NULL,
    revoked_utc INTEGER,
    CHECK ((participant IS NULL) <> (group_number IS NULL))
) STRICT;
-- What a feed has told, so that a cancelled entry stays for a while and the
-- bytes are the same when nothing has changed.
CREATE TABLE feed_entry (
    feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    uid TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    dtstamp_utc INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    cancelled_utc INTEGER,
    PRIMARY KEY (feed, uid)
) STRICT, WITHOUT ROWID;

-- When people are busy on a day, as their own calendars say.  What no source
-- covers is unknown, never free.
CREATE TABLE busy_source (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),         -- file or URL
    day TEXT NOT NULL CHECK (day IS date(day)),
    zone TEXT NOT NULL CHECK (zone <> ''),         -- whose clock the day is by
    from_min INTEGER NOT NULL CHECK (from_min >= 0), -- what it covers
    to_min INTEGER NOT NULL CHECK (to_min BETWEEN from_min AND 1440),
    read_utc INTEGER NOT NULL,
    UNIQUE (person, name, day, zone)
) STRICT;
CREATE TABLE busy (
    source INTEGER NOT NULL REFERENCES busy_source ON DELETE CASCADE,
    from_min INTEGER NOT NULL CHECK (from_min >= 0),
    to_min INTEGER NOT NULL CHECK (to_min BETWEEN from_min + 1 AND 1440),
    kind TEXT NOT NULL CHECK (kind IN ('busy', 'tentative', 'away')),
    PRIMARY KEY (source, from_min, to_min, kind)
) STRICT, WITHOUT ROWID;
