-- For statements that went through a tenant's whole table.
CREATE INDEX interaction_by_thread ON interaction (tenant_id, thread_id);
CREATE INDEX arrival_by_thread ON arrival (tenant_id, thread_id);
CREATE INDEX attachment_by_thread ON attachment (tenant_id, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX attachment_by_contact ON attachment (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
