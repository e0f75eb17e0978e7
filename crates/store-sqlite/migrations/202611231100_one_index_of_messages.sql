-- A conversation's messages and an interaction's are found by one index: each more would be written with every message.
DROP INDEX message_by_interaction;
DROP INDEX message_by_thread;
CREATE INDEX message_by_thread ON message (tenant_id, thread_id, at, id, interaction_id);
