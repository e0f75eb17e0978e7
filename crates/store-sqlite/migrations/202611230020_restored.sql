-- A database that was a backup knows it: what waited then may have been sent since.
CREATE TABLE restored (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    restored_at INTEGER NOT NULL,
    settled INTEGER NOT NULL                     -- what waited has been held back
) STRICT;
