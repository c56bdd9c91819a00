-- What planner/deliver reads and writes of calendars on servers.

-- name: sync_collection
SELECT id, sync_token FROM collection WHERE event = :event AND url = :url;

-- name: sync_resources
SELECT name, code, uid, sequence, dtstamp_utc, etag, facts, theirs
FROM resource WHERE collection = :collection ORDER BY name;

-- name: sync_collection_put
INSERT INTO collection (event, url, sync_token) VALUES (:event, :url, :token)
ON CONFLICT (event, url) DO UPDATE SET sync_token = excluded.sync_token
WHERE sync_token IS NOT excluded.sync_token;

-- name: sync_resource_put
INSERT INTO resource (collection, name, code, uid, sequence, dtstamp_utc,
                      etag, facts, theirs)
SELECT id, :name, :code, :uid, :sequence, :dtstamp, :etag, :facts, :theirs
FROM collection WHERE event = :event AND url = :url
ON CONFLICT (collection, name) DO UPDATE
SET code = excluded.code, uid = excluded.uid, sequence = excluded.sequence,
    dtstamp_utc = excluded.dtstamp_utc, etag = excluded.etag,
    facts = excluded.facts, theirs = excluded.theirs;

-- name: sync_resource_drop
DELETE FROM resource
WHERE name = :name AND collection = (
  SELECT id FROM collection WHERE event = :event AND url = :url);
