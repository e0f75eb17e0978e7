-- What agents have planned for a moment: messages to customers that go out then, and reminders of their own.
CREATE TABLE planned (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'reminder')),
    author_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    text TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'due', 'failed', 'done', 'cancelled')),
    problem TEXT,                                -- why a message did not go out
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_due ON planned (due_at) WHERE state = 'waiting';
CREATE INDEX planned_open ON planned (tenant_id, author_id, due_at) WHERE state IN ('waiting', 'due', 'failed');
CREATE INDEX planned_by_interaction ON planned (tenant_id, interaction_id);
