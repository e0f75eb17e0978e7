-- Full-text search without stored copies of the words, by windows of messages (docs/adr/0017-full-text-search.md).

-- Where each message stands in the index. Ids above 2^40 are given in the order of storing; imported messages have
-- ids below it, made from the time they were written at.
CREATE TABLE message_place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id BLOB NOT NULL,
    message_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL
) STRICT;
INSERT INTO sqlite_sequence (name, seq) VALUES ('message_place', 1099511627776);

-- Tokens only: which places have them, not where in the text. The tokens of a place are made from its message again
-- when they have to go.
CREATE VIRTUAL TABLE message_words USING fts5 (
    words, content = '', columnsize = 0, detail = 'none', tokenize = "ascii tokenchars '.'"
);
-- Words of deleted messages must be gone, not only hidden (SQLite documentation, "FTS5: the secure-delete option").
INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);

-- Words of customers' names, addresses and numbers.
CREATE TABLE contact_word (
    tenant_id BLOB NOT NULL,
    word TEXT NOT NULL,
    contact_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, word, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_by_creation ON contact (tenant_id, created_at DESC, id DESC);

-- Who ever held an interaction, and so may see it: the lists of agents.
CREATE TABLE interaction_holder (
    tenant_id BLOB NOT NULL,
    agent_id BLOB NOT NULL,
    started_at INTEGER NOT NULL,                 -- of the interaction
    interaction_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, started_at, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER interaction_holder_is_kept AFTER INSERT ON segment
WHEN NEW.kind IN ('talk', 'after_call_work') AND NEW.agent_id IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO interaction_holder (tenant_id, agent_id, started_at, interaction_id)
    SELECT NEW.tenant_id, NEW.agent_id, started_at, id FROM interaction
    WHERE tenant_id = NEW.tenant_id AND id = NEW.interaction_id;
END;
INSERT OR IGNORE INTO interaction_holder (tenant_id, agent_id, started_at, interaction_id)
SELECT s.tenant_id, s.agent_id, i.started_at, i.id
FROM segment s JOIN interaction i ON i.tenant_id = s.tenant_id AND i.id = s.interaction_id
WHERE s.kind IN ('talk', 'after_call_work') AND s.agent_id IS NOT NULL;

CREATE INDEX interaction_by_account ON interaction (tenant_id, account_id, started_at DESC, id DESC);
