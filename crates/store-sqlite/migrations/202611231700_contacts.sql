-- What is known of customers beside their name, and who is blocked.
ALTER TABLE contact ADD COLUMN more TEXT NOT NULL DEFAULT '{}';   -- further addresses, numbers, the tenant's own fields: JSON
ALTER TABLE contact ADD COLUMN blocked TEXT;                      -- since when, until when, why, by whom: JSON
CREATE INDEX contact_blocked ON contact (tenant_id, created_at, id) WHERE blocked IS NOT NULL;

-- A customer's interactions are paged by moment and id.
DROP INDEX interaction_by_contact;
CREATE INDEX interaction_by_contact ON interaction (tenant_id, contact_id, started_at DESC, id DESC);

-- Notes are few among a conversation's messages.
CREATE INDEX message_note ON message (tenant_id, thread_id, at, id) WHERE direction = 'note';
