-- Where in a database that another program has written to.

-- name: damage_tables
SELECT name, printf('SELECT * FROM "%w"', name) FROM sqlite_schema
WHERE type = 'table' AND rootpage > 0 ORDER BY name;
