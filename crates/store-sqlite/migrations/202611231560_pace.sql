-- How fast a service's chats have been taken lately.
CREATE INDEX interaction_taken ON interaction (tenant_id, service_id, accepted_at) WHERE accepted_at IS NOT NULL;
