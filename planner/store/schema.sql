-- The nouns of Hundra, once, with their constraints.  Migration 1.
--
-- Times are minutes since local midnight (_min), days are local dates, points
-- in time are UTC seconds (_utc).  Lists are JSON arrays.  What belongs to one
-- event carries its id; organisations and people live longer than events.
-- Every table has a plain primary key: undo records rows by it.

-- ---- who ------------------------------------------------------------------

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('nämnd', 'bolag', 'förvaltning',
        'kommunalförbund', 'företag', 'referens', 'annan')),
    code TEXT UNIQUE CHECK (code <> ''),           -- KS, BN, SBK
    name TEXT NOT NULL CHECK (name <> ''),
    org_number TEXT CHECK (org_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    valid_from TEXT CHECK (valid_from IS date(valid_from)),
    valid_to TEXT CHECK (valid_to IS date(valid_to)),
    successor INTEGER REFERENCES organisation,
    -- 1: in the list of bodies; 0: known only from somebody's seat in it.
    listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1))
) STRICT;
CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX organisation_number ON organisation (org_number);

CREATE TABLE organisation_alias (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    organisation INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Which office (administration or company) works for which board: where both
-- are one body, the office's people count as the board's.
CREATE TABLE office (
    body INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (body, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX office_name ON office (name);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    given TEXT NOT NULL,
    surname TEXT NOT NULL CHECK (surname <> '' OR given <> ''),
    email TEXT CHECK (email <> ''),
    phone TEXT CHECK (phone <> ''),                -- as shown: 070-174 06 05
    home_area TEXT CHECK (home_area <> ''),
    -- 1: name and contact details on no sheet, letter or list but her own.
    protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1)),
    match_key TEXT NOT NULL                        -- folded name, for doubles
) STRICT;
CREATE INDEX person_key ON person (match_key);
CREATE INDEX person_email ON person (email COLLATE NOCASE);
CREATE INDEX person_phone ON person (phone);

CREATE TABLE membership (
    person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    organisation INTEGER NOT NULL REFERENCES organisation,
    role TEXT NOT NULL DEFAULT '',                 -- Ledamot, planeringsledare
    party TEXT CHECK (party <> ''),
    from_day TEXT CHECK (from_day IS date(from_day)),
    to_day TEXT CHECK (to_day IS date(to_day)),
    PRIMARY KEY (person, organisation, role)
) STRICT, WITHOUT ROWID;

-- ---- events ---------------------------------------------------------------

CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('visit_day', 'stormote', 'workshop',
        'meeting')),
    name TEXT NOT NULL CHECK (name <> ''),
    day TEXT NOT NULL CHECK (day IS date(day)),
    zone TEXT NOT NULL DEFAULT 'Europe/Stockholm' CHECK (zone <> ''),
    starts_min INTEGER NOT NULL CHECK (starts_min BETWEEN 0 AND 1440),
    ends_min INTEGER NOT NULL CHECK (ends_min BETWEEN starts_min AND 1440),
    series INTEGER REFERENCES series,
    seed INTEGER NOT NULL DEFAULT 1,
    organiser TEXT NOT NULL DEFAULT '',
    sender_name TEXT CHECK (sender_name <> ''),
    sender_email TEXT CHECK (sender_email <> ''),
    sender_phone TEXT CHECK (sender_phone <> ''),
    on_call_phone TEXT CHECK (on_call_phone <> ''),
    destroy_after TEXT CHECK (destroy_after IS date(destroy_after)),
    visits_min INTEGER, visits_wanted INTEGER,
    sites_min INTEGER, sites_max INTEGER,
    groups_min INTEGER, groups_max INTEGER,
    group_visits_min INTEGER, group_visits_max INTEGER,
    within_site_min INTEGER NOT NULL DEFAULT 0 CHECK (within_site_min >= 0),
    travel_model TEXT                             -- NULL: the default
        CHECK (travel_model IS NULL OR json_valid(travel_model)),
    model_crossings INTEGER NOT NULL DEFAULT 1 CHECK (model_crossings IN (0, 1)),
    -- What a company is told of its visitors: their names or their number.
    host_names TEXT NOT NULL DEFAULT 'names'
        CHECK (host_names IN ('names', 'count')),
    accent TEXT NOT NULL DEFAULT '#00609c' CHECK (accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
    published INTEGER                             -- the version now in force
) STRICT;

-- Gathering, visits, lunch, debrief; for a stormöte its rounds.
CREATE TABLE programme_item (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    from_min INTEGER CHECK (from_min BETWEEN 0 AND 1440),
    to_min INTEGER CHECK (to_min BETWEEN 0 AND 1440),
    length_min INTEGER CHECK (length_min > 0),     -- somewhere in from..to
    place TEXT CHECK (place <> ''),
    optional INTEGER NOT NULL DEFAULT 0 CHECK (optional IN (0, 1)),
    position INTEGER NOT NULL,
    PRIMARY KEY (event, code)
) STRICT, WITHOUT ROWID;

-- A site of companies, the gathering's place, a hall.
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    address TEXT CHECK (address <> ''),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    district TEXT CHECK (district <> ''),          -- stadsområde
    area TEXT CHECK (area <> ''),                  -- primärområde
    municipality TEXT CHECK (municipality <> ''),
    side TEXT CHECK (side IN ('H', 'F', 'Ö')),
    by_car INTEGER NOT NULL DEFAULT 1 CHECK (by_car IN (0, 1)),
    is_site INTEGER NOT NULL DEFAULT 1 CHECK (is_site IN (0, 1)),
    groups_min INTEGER, groups_max INTEGER,
    UNIQUE (event, code)
) STRICT;

CREATE TABLE travel (
    from_place INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
    to_place INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    metres INTEGER CHECK (metres >= 0),
    PRIMARY KEY (from_place, to_place)
) STRICT, WITHOUT ROWID;

-- A company as the host of one event.
CREATE TABLE company (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    organisation INTEGER REFERENCES organisation,
    name TEXT NOT NULL CHECK (name <> ''),
    legal_form TEXT CHECK (legal_form <> ''),
    org_number TEXT CHECK (org_number <> ''),
    place INTEGER NOT NULL REFERENCES place,
    address TEXT CHECK (address <> ''),
    postcode TEXT CHECK (postcode <> ''),
    town TEXT CHECK (town <> ''),
    latitude REAL, longitude REAL,
    district TEXT CHECK (district <> ''),
    employees INTEGER CHECK (employees >= 0),
    size_class TEXT CHECK (size_class <> ''),
    sni TEXT CHECK (sni <> ''),
    trade TEXT CHECK (trade <> ''),
    restaurant INTEGER NOT NULL DEFAULT 0 CHECK (restaurant IN (0, 1)),
    group_lunch INTEGER NOT NULL DEFAULT 0 CHECK (group_lunch IN (0, 1)),
    contact_name TEXT CHECK (contact_name <> ''),
    contact_role TEXT CHECK (contact_role <> ''),
    contact_email TEXT CHECK (contact_email <> ''),
    contact_phone TEXT CHECK (contact_phone <> ''),
    contact_protected INTEGER NOT NULL DEFAULT 0
        CHECK (contact_protected IN (0, 1)),
    windows TEXT NOT NULL CHECK (json_type(windows) = 'array'), -- [[510,705]]
    visit_min INTEGER NOT NULL CHECK (visit_min > 0),
    strategic_area INTEGER,
    topic TEXT CHECK (topic <> ''),
    wishes TEXT NOT NULL DEFAULT '[]' CHECK (json_type(wishes) = 'array'),
    languages TEXT NOT NULL DEFAULT '[]' CHECK (json_type(languages) = 'array'),
    wheelchair TEXT CHECK (wheelchair IN ('ja', 'nej', 'delvis')), -- NULL: unknown
    max_visitors INTEGER CHECK (max_visitors > 0),
    equipment TEXT CHECK (equipment <> ''),
    parking TEXT CHECK (parking <> ''),
    priority INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 3),
    status TEXT NOT NULL DEFAULT 'preliminär'
        CHECK (status IN ('bekräftad', 'preliminär', 'reserv', 'avbokad')),
    remark TEXT CHECK (remark <> ''),
    UNIQUE (event, code)
) STRICT;
CREATE INDEX company_place ON company (place);

CREATE TABLE participant (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    person INTEGER NOT NULL REFERENCES person,
    role TEXT NOT NULL CHECK (role IN ('politician', 'official',
        'participant', 'staff')),
    title TEXT CHECK (title <> ''),                -- Ledamot, utredare
    organ TEXT CHECK (organ <> ''),                -- as in the file: full name
    organ_code TEXT CHECK (organ_code <> ''),      -- KS, SBK
    organ_kind TEXT CHECK (organ_kind <> ''),      -- nämnd, bolag; kategori
    size_class TEXT CHECK (size_class <> ''),      -- of a company's people
    party TEXT CHECK (party <> ''),
    windows TEXT NOT NULL CHECK (json_type(windows) = 'array'),
    languages TEXT NOT NULL DEFAULT '[]' CHECK (json_type(languages) = 'array'),
    needs TEXT NOT NULL DEFAULT '[]' CHECK (json_type(needs) = 'array'),
    diet TEXT CHECK (diet <> ''),
    can_lead INTEGER NOT NULL DEFAULT 0 CHECK (can_lead IN (0, 1)),
    can_drive INTEGER NOT NULL DEFAULT 0 CHECK (can_drive IN (0, 1)),
    car_seats INTEGER CHECK (car_seats > 0),       -- with the driver
    areas TEXT NOT NULL DEFAULT '[]' CHECK (json_type(areas) = 'array'),
    rounds TEXT NOT NULL DEFAULT '[]' CHECK (json_type(rounds) = 'array'), -- []: all
    wishes TEXT NOT NULL DEFAULT '[]' CHECK (json_type(wishes) = 'array'),
    attendance TEXT NOT NULL DEFAULT 'anmäld'
        CHECK (attendance IN ('anmäld', 'avbokad', 'osäker')),
    conflict_ground TEXT CHECK (conflict_ground <> ''),
    remark TEXT CHECK (remark <> ''),
    UNIQUE (event, code)
) STRICT;
CREATE INDEX participant_person ON participant (person);

-- Further codes of the same participant: one politician with two seats has
-- two rows in the office's file.
CREATE TABLE participant_alias (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    organ TEXT, organ_code TEXT, title TEXT,
    PRIMARY KEY (event, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_participant ON participant_alias (participant);

-- Jäv: she takes no part in a visit there.
CREATE TABLE conflict (
    participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    company INTEGER NOT NULL REFERENCES company ON DELETE CASCADE,
    ground TEXT CHECK (ground <> ''),
    source TEXT CHECK (source <> ''),
    told_day TEXT CHECK (told_day IS date(told_day)),
    PRIMARY KEY (participant, company)
) STRICT, WITHOUT ROWID;

CREATE TABLE apart (
    one INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    ground TEXT CHECK (ground <> ''),
    PRIMARY KEY (one, other), CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),         -- R12
    name TEXT NOT NULL CHECK (name <> ''),         -- styre_och_opposition
    hard INTEGER NOT NULL CHECK (hard IN (0, 1)),
    weight REAL CHECK (weight >= 0),               -- soft: points a unit
    params TEXT NOT NULL DEFAULT '{}' CHECK (json_type(params) = 'object'),
    sentence TEXT NOT NULL DEFAULT '',
    sentence_en TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    PRIMARY KEY (event, code), CHECK (hard = 1 OR weight IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Round tables and the areas they talk about (stormöte).
CREATE TABLE round_table (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (code <> ''),
    places INTEGER NOT NULL CHECK (places > 0),
    wheelchair INTEGER NOT NULL DEFAULT 0 CHECK (wheelchair IN (0, 1)),
    hearing_loop INTEGER NOT NULL DEFAULT 0 CHECK (hearing_loop IN (0, 1)),
    PRIMARY KEY (event, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_area (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    tables_min INTEGER, tables_max INTEGER,
    PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

-- ---- plans: immutable versions --------------------------------------------

CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version > 0),
    made_utc INTEGER NOT NULL,
    made_by TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL,
    steps INTEGER NOT NULL CHECK (steps >= 0),
    hard INTEGER NOT NULL CHECK (hard = 0),        -- hard is hard
    soft_milli INTEGER NOT NULL CHECK (soft_milli >= 0),
    bound_milli INTEGER CHECK (bound_milli BETWEEN 0 AND soft_milli),
    published_utc INTEGER,
    UNIQUE (event, version)
) STRICT;

CREATE TABLE plan_rule (
    plan INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
    rule TEXT NOT NULL,
    units REAL NOT NULL CHECK (units >= 0),
    cost REAL NOT NULL CHECK (cost >= 0),
    PRIMARY KEY (plan, rule)
) STRICT, WITHOUT ROWID;

-- A group of a visit day, or a table in one round of a stormöte.
CREATE TABLE plan_group (
    plan INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    round INTEGER, round_table TEXT, area INTEGER,
    lunch_start_min INTEGER, lunch_end_min INTEGER,
    lunch_company INTEGER REFERENCES company,      -- lunch at this restaurant
    lunch_place INTEGER REFERENCES place,
    PRIMARY KEY (plan, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
    plan INTEGER NOT NULL,
    company INTEGER NOT NULL REFERENCES company,
    group_number INTEGER NOT NULL,
    start_min INTEGER NOT NULL,
    end_min INTEGER NOT NULL CHECK (end_min > start_min),
    PRIMARY KEY (plan, company),                   -- never twice
    FOREIGN KEY (plan, group_number) REFERENCES plan_group ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_group ON visit (plan, group_number);

CREATE TABLE seat (
    plan INTEGER NOT NULL,
    participant INTEGER NOT NULL REFERENCES participant,
    part TEXT NOT NULL CHECK (part <> ''),         -- am, pm; r1, r2, r3
    group_number INTEGER NOT NULL,
    leader INTEGER NOT NULL DEFAULT 0 CHECK (leader IN (0, 1)),
    driver INTEGER NOT NULL DEFAULT 0 CHECK (driver IN (0, 1)),
    PRIMARY KEY (plan, participant, part),         -- one place at a time
    FOREIGN KEY (plan, group_number) REFERENCES plan_group ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_group ON seat (plan, group_number, part);

CREATE TABLE unplaced (
    plan INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
    thing INTEGER NOT NULL,                        -- company or participant
    part TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    PRIMARY KEY (plan, kind, thing, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE lock (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    statement TEXT NOT NULL CHECK (statement <> ''), -- "P051 in group 7"
    who TEXT NOT NULL, why TEXT NOT NULL DEFAULT '',
    made_utc INTEGER NOT NULL,
    UNIQUE (event, statement)
) STRICT;

-- ---- what was told, and what came back --------------------------------------

CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    participant INTEGER REFERENCES participant,
    company INTEGER REFERENCES company,
    uid TEXT NOT NULL UNIQUE,                      -- for life, with a token
    organiser TEXT NOT NULL,                       -- never changes for a UID
    address TEXT NOT NULL,                         -- who was invited
    sequence INTEGER NOT NULL CHECK (sequence >= 0), -- the high mark
    dtstamp_utc INTEGER NOT NULL,                  -- grows with each message
    first_message TEXT NOT NULL,
    told TEXT NOT NULL CHECK (json_valid(told)),   -- the facts last told
    state TEXT NOT NULL CHECK (state IN ('invited', 'cancelled')),
    version INTEGER NOT NULL,                      -- plan version last told
    CHECK ((participant IS NULL) <> (company IS NULL))
) STRICT;
CREATE INDEX invitation_participant ON invitation (participant);
CREATE INDEX invitation_company ON invitation (company);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    invitation INTEGER NOT NULL REFERENCES invitation,
    method TEXT NOT NULL CHECK (method IN ('REQUEST', 'CANCEL')),
    sequence INTEGER NOT NULL,
    dtstamp_utc INTEGER NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL, recipient TEXT NOT NULL, -- envelope
    subject TEXT NOT NULL,
    told TEXT NOT NULL CHECK (json_valid(told)),   -- the facts it tells
    version INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending',
        'sent', 'deferred', 'failed', 'unsure', 'withdrawn')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before_utc INTEGER NOT NULL DEFAULT 0,
    lease_utc INTEGER,                             -- claimed until
    answer TEXT,                                   -- the server's words
    sent_utc INTEGER,
    via TEXT,                                      -- Maildir or host
    UNIQUE (invitation, sequence, dtstamp_utc, method)
) STRICT;
CREATE INDEX outbox_state ON outbox (event, state);
-- The finished bytes.  Without a primary key undo does not record them (a
-- hundred megabytes for a region's day): they go and come with their row.
CREATE TABLE outbox_body (
    outbox INTEGER NOT NULL UNIQUE REFERENCES outbox ON DELETE CASCADE,
    message BLOB NOT NULL
) STRICT;
CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN
    DELETE FROM outbox_body WHERE outbox = old.id;
END;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL, source_id TEXT NOT NULL, -- folder and UID, or hash
    arrived_utc INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'taken', 'waiting', 'problem')),
    reason TEXT,
    message BLOB NOT NULL,
    UNIQUE (source, source_id)
) STRICT;

CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    invitation INTEGER NOT NULL REFERENCES invitation,
    inbox INTEGER REFERENCES inbox,
    partstat TEXT NOT NULL CHECK (partstat IN ('ACCEPTED', 'DECLINED',
        'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION')),
    sequence INTEGER NOT NULL,
    dtstamp_utc INTEGER NOT NULL,
    answered_as TEXT, comment TEXT,
    UNIQUE (invitation, sequence, dtstamp_utc, partstat)
) STRICT;

-- ---- what was said, and what came of it -------------------------------------

CREATE TABLE attendance (
    participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    part TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    noted_utc INTEGER NOT NULL,
    PRIMARY KEY (participant, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (                                -- inspel
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    company INTEGER REFERENCES company,
    plan_group INTEGER, round INTEGER, area INTEGER,
    text TEXT NOT NULL CHECK (text <> ''),
    made_utc INTEGER NOT NULL
) STRICT;

CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    note INTEGER REFERENCES note,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    organisation INTEGER REFERENCES organisation,
    text TEXT NOT NULL CHECK (text <> ''),
    due_day TEXT CHECK (due_day IS date(due_day)),
    done_day TEXT CHECK (done_day IS date(done_day))
) STRICT;

-- ---- the action plan (handlingsplan) ----------------------------------------

CREATE TABLE action_plan (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    to_day TEXT NOT NULL CHECK (to_day IS date(to_day))
) STRICT;
CREATE TABLE strategic_area (
    id INTEGER PRIMARY KEY,
    action_plan INTEGER NOT NULL REFERENCES action_plan ON DELETE CASCADE,
    number INTEGER NOT NULL, name TEXT NOT NULL,
    UNIQUE (action_plan, number)
) STRICT;
CREATE TABLE initiative (                          -- insats
    id INTEGER PRIMARY KEY,
    area INTEGER NOT NULL REFERENCES strategic_area ON DELETE CASCADE,
    code TEXT NOT NULL, name TEXT NOT NULL,
    UNIQUE (area, code)
) STRICT;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    initiative INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    code TEXT NOT NULL, text TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation,
    event INTEGER REFERENCES event,                -- the event that carries it
    state TEXT NOT NULL DEFAULT 'planned'
        CHECK (state IN ('planned', 'started', 'done', 'dropped')),
    UNIQUE (initiative, code)
) STRICT;
CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    action_plan INTEGER NOT NULL REFERENCES action_plan ON DELETE CASCADE,
    area INTEGER REFERENCES strategic_area,
    text TEXT NOT NULL, measure TEXT, value REAL, unit TEXT, year INTEGER
) STRICT;

-- ---- the store's own --------------------------------------------------------

-- Fields a planner has set by hand; an import that disagrees asks first.
CREATE TABLE edited (
    kind TEXT NOT NULL CHECK (kind IN ('event', 'company', 'participant')),
    thing INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (field <> ''),
    PRIMARY KEY (kind, thing, field)
) STRICT, WITHOUT ROWID;

-- Who did what, when.  CHANGES is an SQLite changeset: undo applies its
-- inverse.  The one table that is not itself recorded.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at_utc INTEGER NOT NULL,
    who TEXT NOT NULL,
    command TEXT NOT NULL,                         -- import, plan, undo ...
    what TEXT NOT NULL DEFAULT '',                 -- a sentence for people
    summary TEXT NOT NULL CHECK (json_type(summary) = 'object'),
    final TEXT,                                    -- why it cannot be undone
    undoes INTEGER REFERENCES journal,
    undone_by INTEGER REFERENCES journal,
    changes BLOB                                   -- NULL: nothing to undo
) STRICT;
