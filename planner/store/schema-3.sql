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
