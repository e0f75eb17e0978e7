-- Business hours, what services do with what waits, and what customers were told meanwhile.
CREATE TABLE calendar (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    id BLOB NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    hours TEXT NOT NULL,                         -- JSON OpeningHours
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_waiting (                   -- a service without rules has no row
    tenant_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    calendar_id BLOB,                            -- open by it; empty: always
    rules TEXT NOT NULL,                         -- JSON WaitingRules
    PRIMARY KEY (tenant_id, service_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_waiting_by_calendar ON service_waiting (tenant_id, calendar_id);

CREATE TABLE customer_told (                     -- the last of each kind
    tenant_id BLOB NOT NULL,
    thread_id BLOB NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,                         -- the same is not told twice
    told_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, thread_id, what),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
) STRICT, WITHOUT ROWID;
