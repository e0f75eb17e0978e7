-- How much an agent holds and their own limit, beside their state: routing finds who has room without counting.
ALTER TABLE agent ADD COLUMN held INTEGER NOT NULL DEFAULT 0;    -- ringing, active, in after-call work
ALTER TABLE agent ADD COLUMN max_chats INTEGER;                  -- as the user has it; empty: the tenant's setting
UPDATE agent SET
    held = (SELECT count(*) FROM offer o
            WHERE o.tenant_id = agent.tenant_id AND o.agent_id = agent.user_id AND o.state = 'pending')
         + (SELECT count(*) FROM interaction i
            WHERE i.tenant_id = agent.tenant_id AND i.agent_id = agent.user_id
              AND i.state IN ('active', 'after_call_work')),
    max_chats = (SELECT u.max_chats FROM user u WHERE u.tenant_id = agent.tenant_id AND u.id = agent.user_id);
CREATE INDEX agent_with_room ON agent (tenant_id, held)
    WHERE availability = 'ready' AND connected = 1 AND max_chats IS NULL;
CREATE INDEX agent_with_own_room ON agent (tenant_id, user_id)
    WHERE availability = 'ready' AND connected = 1 AND held < max_chats;
CREATE INDEX service_team_by_team ON service_team (tenant_id, team_id);
