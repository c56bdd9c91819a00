-- What planner/deliver reads and writes of feeds: files that calendars
-- subscribe to, named by a secret.

-- The feeds in use with what each has told, oldest first; a feed that has
-- told nothing yet has one row of nulls.
-- name: feed_known
SELECT feed.id, token, coalesce(participant.code,
                                printf('grupp-%02d', group_number)),
       uid, sequence, dtstamp_utc, content, cancelled_utc
FROM feed
LEFT JOIN participant ON participant.id = participant
LEFT JOIN feed_entry ON feed = feed.id
WHERE feed.event = :event AND revoked_utc IS NULL
ORDER BY feed.id, uid;

-- name: feed_add
INSERT INTO feed (event, participant, group_number, token, made_utc)
VALUES (:event, nullif(:participant, 0), nullif(:group, 0), :token, :now);

-- name: feed_entry_put
INSERT INTO feed_entry (feed, uid, sequence, dtstamp_utc, content,
                        cancelled_utc)
VALUES (:feed, :uid, :sequence, :dtstamp, :content, nullif(:cancelled, 0))
ON CONFLICT (feed, uid) DO UPDATE
SET sequence = excluded.sequence, dtstamp_utc = excluded.dtstamp_utc,
    content = excluded.content, cancelled_utc = excluded.cancelled_utc;

-- Whoever has the old name must find nothing there; what it has told goes on
-- under the new one, so that no SEQUENCE ever falls.
-- name: feed_revoke
UPDATE feed SET revoked_utc = :now WHERE id = :feed;

-- name: feed_renew
INSERT INTO feed (event, participant, group_number, token, made_utc)
SELECT event, participant, group_number, :token, :now FROM feed
WHERE id = :feed;

-- name: feed_entry_move
UPDATE feed_entry SET feed = :new WHERE feed = :feed;

-- name: feed_revoked
SELECT token FROM feed WHERE event = :event AND revoked_utc IS NOT NULL
ORDER BY id;
