-- name: journal_add
INSERT INTO journal (at_utc, who, command, what, summary, final, undoes,
                     changes)
VALUES (:at, :who, :command, coalesce(:what, ''), :summary, :final,
        nullif(:undoes, 0), :changes);

-- name: journal_count
SELECT count(*) FROM journal;

-- name: journal_last
-- (What neither changed anything nor is final was only noted.)
SELECT id, command, what, final, changes FROM journal
WHERE undone_by IS NULL AND undoes IS NULL
  AND (changes IS NOT NULL OR final IS NOT NULL)
ORDER BY id DESC LIMIT 1;

-- name: journal_undone
UPDATE journal SET undone_by = :by WHERE id = :id;

-- What lies printed is not taken back with its event.
-- name: printed_forget
DELETE FROM printed WHERE event NOT IN (SELECT id FROM event);

-- name: foreign_key_check
SELECT count(*) FROM pragma_foreign_key_check;
