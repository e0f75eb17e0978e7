-- Cases: customers' problems that may span many conversations.
CREATE TABLE customer_case (
    tenant_id BLOB NOT NULL,
    id BLOB NOT NULL,
    number INTEGER NOT NULL,                     -- from 1, in the tenant
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'open', 'pending', 'resolved', 'closed')),
    reason TEXT,                                 -- why it is pending
    contact_id BLOB NOT NULL,
    owner_id BLOB,
    team_id BLOB,
    importance TEXT NOT NULL CHECK (importance IN ('low', 'normal', 'high', 'urgent')),
    follows BLOB,                                -- the closed case that it follows
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    resolved_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_by_change ON customer_case (tenant_id, updated_at DESC, id DESC);
CREATE INDEX case_by_owner ON customer_case (tenant_id, owner_id, updated_at DESC, id DESC);
CREATE INDEX case_by_team ON customer_case (tenant_id, team_id, updated_at DESC, id DESC);
CREATE INDEX case_by_contact ON customer_case (tenant_id, contact_id, updated_at DESC, id DESC);
CREATE INDEX case_by_state ON customer_case (tenant_id, state, resolved_at);

CREATE TABLE case_counter (
    tenant_id BLOB NOT NULL PRIMARY KEY REFERENCES tenant (id),
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE case_interaction (
    tenant_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, case_id, interaction_id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_by_interaction ON case_interaction (tenant_id, interaction_id);

-- What happened to a case.
CREATE TABLE case_line (
    tenant_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (tenant_id, case_id, place),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What cases are found by.
CREATE TABLE case_word (
    tenant_id BLOB NOT NULL,
    word TEXT NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, word, case_id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_word_by_case ON case_word (tenant_id, case_id);
