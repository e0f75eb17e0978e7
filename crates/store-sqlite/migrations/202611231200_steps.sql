-- What chats ask of agents: less after a waiting time, more than their service's rules, and the customer's last agent.
ALTER TABLE service ADD COLUMN last_agent_wait_ms INTEGER NOT NULL DEFAULT 0;  -- how long they are waited for; 0: not
ALTER TABLE service ADD COLUMN last_agent_days INTEGER NOT NULL DEFAULT 30;    -- who had the customer before that is forgotten
ALTER TABLE service_team ADD COLUMN after_ms INTEGER NOT NULL DEFAULT 0;       -- gets the work from this waiting time on

CREATE TABLE service_step_skill (
    tenant_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    after_ms INTEGER NOT NULL,                   -- from this waiting time on the level is enough
    skill_id BLOB NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 100),  -- 0: no longer asked for
    PRIMARY KEY (tenant_id, service_id, after_ms, skill_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE scenario_entry_skill (
    tenant_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    skill_id BLOB NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, entry_id, skill_id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES scenario_entry (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What some chats ask beyond their service's rules, fixed when they are queued. Chats of a class form a queue of their
-- own, which is read in order. Class 0 asks for nothing and has no row.
CREATE TABLE requirement_class (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    number INTEGER NOT NULL,
    skills TEXT NOT NULL,                        -- ids with levels, in order: finds the class
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, skills)
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement_class_skill (
    tenant_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    skill_id BLOB NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, number, skill_id),
    FOREIGN KEY (tenant_id, number) REFERENCES requirement_class (tenant_id, number),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE interaction ADD COLUMN class_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction ADD COLUMN reserved_until INTEGER;  -- then it is everybody's; empty: reserved without end
DROP INDEX interaction_queue;
CREATE INDEX interaction_queue ON interaction (tenant_id, service_id, class_no, priority DESC, queued_at, id)
    WHERE state = 'queued';
CREATE INDEX interaction_reserved_until ON interaction (reserved_until)
    WHERE state = 'queued' AND reserved_until IS NOT NULL;
