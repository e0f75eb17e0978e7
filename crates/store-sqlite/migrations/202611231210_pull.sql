-- Agents of the service may take chats out of its queue by hand.
ALTER TABLE service ADD COLUMN may_pull INTEGER NOT NULL DEFAULT 0;
