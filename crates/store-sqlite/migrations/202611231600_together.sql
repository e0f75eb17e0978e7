-- Who takes part in an interaction beside the agent who holds it.
CREATE TABLE participant (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    interaction_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('consulted', 'member', 'observer')),
    state TEXT NOT NULL CHECK (state IN ('asked', 'joined', 'after_call_work', 'over')),
    asked_by BLOB NOT NULL,
    text TEXT,                                   -- what was asked
    takes_room INTEGER NOT NULL,                 -- a share of their capacity
    joined_at INTEGER,
    work_until INTEGER,
    ended_at INTEGER,                            -- none: not over
    PRIMARY KEY (tenant_id, interaction_id, user_id, began_at),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX participant_open ON participant (tenant_id, interaction_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX participant_of_user ON participant (tenant_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX participant_work ON participant (work_until) WHERE state = 'after_call_work';

-- Agents who call a supervisor for help.
CREATE TABLE help_call (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    interaction_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    text TEXT,
    called TEXT NOT NULL,                        -- JSON: whom; empty: all who supervise
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, interaction_id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX help_call_at ON help_call (tenant_id, at, interaction_id);
