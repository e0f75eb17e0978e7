-- The first schema. Conventions: ids are UUIDv7; times are UTC milliseconds; flags are 0 and 1; JSON is text; every
-- table carries its tenant and every key begins with it. Tables and columns are those of SQLite.

-- Names differ when they differ in more than case (SQLite: COLLATE NOCASE).
CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

-- Words of the statements that PostgreSQL lacks.
CREATE FUNCTION max (bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE greatest($1, $2) END;
CREATE FUNCTION instr (text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN strpos($1, $2);
CREATE FUNCTION instr (bytea, bytea) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN position($2 IN $1);

CREATE TABLE tenant (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE COLLATE nocase,
    name TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    event_seq BIGINT NOT NULL DEFAULT 0,        -- newest number in `event`
    interaction_no BIGINT NOT NULL DEFAULT 0,   -- newest number given to an interaction
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

-- One row that only the right keyring can open: a wrong key is noticed at start.
CREATE TABLE keyring_canary (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    sealed TEXT NOT NULL
);

-- ---- people ---------------------------------------------------------------------------------------------------

CREATE TABLE team (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE "user" (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    username TEXT NOT NULL COLLATE nocase,
    name TEXT NOT NULL,
    email TEXT,
    roles TEXT NOT NULL,                         -- JSON array of roles
    team_id UUID,
    max_chats BIGINT CHECK (max_chats BETWEEN 1 AND 100),
    language TEXT,
    password_hash TEXT NOT NULL,
    disabled_at BIGINT,
    last_sign_in_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, username),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);
CREATE INDEX user_by_team ON "user" (tenant_id, team_id);

CREATE TABLE team_supervisor (
    tenant_id UUID NOT NULL,
    team_id UUID NOT NULL,
    user_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, team_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),  -- SHA-256 of the cookie
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    client TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('code', 'enrol', 'full')),  -- how far the sign-in has come
    confirmed_at BIGINT NOT NULL,               -- when the person last proved who they are
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);
CREATE INDEX session_by_user ON session (tenant_id, user_id);

-- Authenticator apps (RFC 6238). The draft is a secret that was shown and whose first code has not come yet.
CREATE TABLE second_factor (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    sealed TEXT NOT NULL,
    last_step BIGINT NOT NULL,                  -- newest time step that was accepted; none is accepted twice
    enrolled_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);

CREATE TABLE second_factor_draft (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    sealed TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);

CREATE TABLE recovery_code (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    code_hash BYTEA NOT NULL CHECK (length(code_hash) = 32),  -- SHA-256; the row goes when the code is used
    PRIMARY KEY (tenant_id, user_id, code_hash),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);

CREATE TABLE setup_link (
    token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE api_key (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    name TEXT NOT NULL,
    hint TEXT NOT NULL,
    scopes TEXT NOT NULL,                        -- JSON array
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE skill (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    kind TEXT NOT NULL CHECK (kind IN ('service', 'auxiliary', 'language')),
    group_name TEXT,
    service_id UUID,                             -- the service a service skill belongs to
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE user_skill (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    skill_id UUID NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, user_id, skill_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
);
CREATE INDEX user_skill_by_skill ON user_skill (tenant_id, skill_id);

CREATE TABLE not_ready_reason (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    counts_as_break BIGINT NOT NULL DEFAULT 0,
    system TEXT,                                 -- a system reason's word
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX not_ready_reason_by_system ON not_ready_reason (tenant_id, system) WHERE system IS NOT NULL;

-- What an account's page shows before anybody writes: as applied, and as the platform had it; both are JSON.
CREATE TABLE public_profile (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    account_id UUID NOT NULL,
    wanted TEXT NOT NULL,
    there TEXT,
    read_at BIGINT,
    published_at BIGINT,
    PRIMARY KEY (tenant_id, account_id)
);

-- How agents want to be seen by customers.
CREATE TABLE public_identity (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    user_id UUID NOT NULL,
    name TEXT NOT NULL,
    picture_id UUID,
    PRIMARY KEY (tenant_id, user_id)
);

-- What an account's platform knows of an agent.
CREATE TABLE persona (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    account_id UUID NOT NULL,
    user_id UUID NOT NULL,
    remote_id TEXT NOT NULL,                     -- the platform's id
    name TEXT NOT NULL,                          -- as it was made there
    picture_id UUID,
    PRIMARY KEY (tenant_id, account_id, user_id)
);

-- Rich messages kept to be sent again; the content is JSON.
CREATE TABLE message_template (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    channel TEXT NOT NULL,
    service_id UUID,
    content TEXT NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

-- Knowledge articles: folders, articles, their texts by language, and every version of each text.
CREATE TABLE article_folder (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    parent_id UUID,                              -- empty: at the top
    name TEXT NOT NULL COLLATE nocase,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE article (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    folder_id UUID,                              -- empty: at the top
    name TEXT NOT NULL COLLATE nocase,           -- what authors call it
    services TEXT NOT NULL,                      -- JSON array: whose agents it is suggested to
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE article_text (
    tenant_id UUID NOT NULL,
    article_id UUID NOT NULL,
    language TEXT NOT NULL,
    latest BIGINT NOT NULL,                     -- newest version
    published BIGINT,                           -- the version that the desk shows
    retired BIGINT NOT NULL CHECK (retired IN (0, 1)),
    title TEXT NOT NULL,                         -- of the newest version
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, article_id, language),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
);

CREATE TABLE article_version (
    tenant_id UUID NOT NULL,
    article_id UUID NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    keywords TEXT NOT NULL,
    body TEXT NOT NULL,
    written_by UUID,
    author TEXT NOT NULL,                        -- their name then
    written_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, article_id, language, version),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
);

-- What published texts are found by.
CREATE TABLE article_word (
    tenant_id UUID NOT NULL,
    word TEXT NOT NULL COLLATE "C",
    article_id UUID NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (tenant_id, word, article_id, language),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
);
CREATE INDEX article_word_by_article ON article_word (tenant_id, article_id, language);

-- Templates that an account's platform reviews: a copy of its list.
CREATE TABLE approved_template (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    remote_id TEXT NOT NULL,                     -- the platform's id
    name TEXT NOT NULL,
    language TEXT NOT NULL,                      -- the platform's word
    state TEXT NOT NULL,                         -- pending, approved, rejected, paused, disabled
    reason TEXT,                                 -- the platform's words
    content TEXT NOT NULL,                       -- JSON
    examples TEXT NOT NULL,                      -- JSON: by place
    defaults TEXT NOT NULL,                      -- JSON: by place; ours, not the platform's
    sendable BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, name, language)
);

-- How well an account's list of them is known.
CREATE TABLE approved_list (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    account_id UUID NOT NULL,
    read_at BIGINT,
    stale BIGINT NOT NULL,                      -- the platform told of one that is not known
    problem TEXT,                                -- why the last reading failed
    PRIMARY KEY (tenant_id, account_id)
);

-- ---- flow -----------------------------------------------------------------------------------------------------

CREATE TABLE service (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    target_percent BIGINT NOT NULL,
    target_wait_ms BIGINT NOT NULL,
    after_call_work_ms BIGINT NOT NULL,
    disposition_required BIGINT NOT NULL,
    reply_warn_ms BIGINT NOT NULL,
    reply_alarm_ms BIGINT NOT NULL,
    last_agent_wait_ms BIGINT NOT NULL DEFAULT 0,  -- how long the customer's last agent is waited for; 0: not
    last_agent_days BIGINT NOT NULL DEFAULT 30,    -- who had the customer before that is forgotten
    may_pull BIGINT NOT NULL DEFAULT 0,            -- its agents may take chats out of the queue by hand
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE service_team (
    tenant_id UUID NOT NULL,
    service_id UUID NOT NULL,
    team_id UUID NOT NULL,
    after_ms BIGINT NOT NULL DEFAULT 0,          -- gets the work from this waiting time on
    PRIMARY KEY (tenant_id, service_id, team_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);
CREATE INDEX service_team_by_team ON service_team (tenant_id, team_id);

CREATE TABLE service_skill (
    tenant_id UUID NOT NULL,
    service_id UUID NOT NULL,
    skill_id UUID NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, service_id, skill_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
);

CREATE TABLE service_step_skill (
    tenant_id UUID NOT NULL,
    service_id UUID NOT NULL,
    after_ms BIGINT NOT NULL,                    -- from this waiting time on the level is enough
    skill_id UUID NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 100),  -- 0: no longer asked for
    PRIMARY KEY (tenant_id, service_id, after_ms, skill_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
);

-- Business hours, and what services do with what waits.
CREATE TABLE calendar (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    hours TEXT NOT NULL,                         -- JSON OpeningHours
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE service_waiting (                   -- a service without rules has no row
    tenant_id UUID NOT NULL,
    service_id UUID NOT NULL,
    calendar_id UUID,                            -- open by it; empty: always
    rules TEXT NOT NULL,                         -- JSON WaitingRules
    PRIMARY KEY (tenant_id, service_id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar (tenant_id, id)
);
CREATE INDEX service_waiting_by_calendar ON service_waiting (tenant_id, calendar_id);

CREATE TABLE disposition (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    service_id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    folder TEXT,
    code TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('final', 'non_final', 'system')),
    place BIGINT NOT NULL,
    removed_at BIGINT,                          -- old records keep their outcome's name
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id)
);
CREATE UNIQUE INDEX disposition_by_name ON disposition (tenant_id, service_id, name) WHERE removed_at IS NULL;

CREATE TABLE canned_text (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    service_id UUID NOT NULL,
    shortcut TEXT NOT NULL COLLATE nocase,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, service_id, shortcut),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id)
);

CREATE TABLE integration_account (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    channel TEXT NOT NULL,
    channel_type TEXT NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    external_id TEXT,                            -- page id; the key of incoming events
    settings TEXT NOT NULL DEFAULT '{}',         -- JSON object of shown values
    sealed TEXT NOT NULL DEFAULT '{}',           -- JSON object key -> {sealed, saved_at, saved_by}
    enabled BIGINT NOT NULL DEFAULT 1,
    complete BIGINT NOT NULL DEFAULT 0,
    person_answers BIGINT NOT NULL DEFAULT 0,   -- the platform permits answers by hand after the reply window
    token_state TEXT NOT NULL DEFAULT 'missing',
    sending_paused_at BIGINT,
    policy_state TEXT CHECK (policy_state IN ('warned', 'blocked')),  -- what the platform says about its behaviour
    policy_reason TEXT,
    policy_at BIGINT,
    import_wanted BIGINT NOT NULL DEFAULT 0,    -- past conversations, as soon as the platform can be asked
    hold_until BIGINT,                          -- the platform takes nothing until then
    hold_problem TEXT CHECK ((hold_problem IS NULL) = (hold_until IS NULL)),  -- JSON, what waiting messages say
    verified_at BIGINT,
    last_event_at BIGINT,
    last_event_signed BIGINT,
    last_sent_at BIGINT,
    last_error TEXT,
    last_error_at BIGINT,
    refused BIGINT NOT NULL DEFAULT 0,
    last_refusal TEXT,
    last_refusal_at BIGINT,
    deleted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX integration_account_by_name ON integration_account (tenant_id, name) WHERE deleted_at IS NULL;
-- A page belongs to exactly one tenant: unique in the whole installation among the accounts that are on.
CREATE UNIQUE INDEX integration_account_by_external ON integration_account (channel, external_id)
    WHERE deleted_at IS NULL AND enabled = 1 AND external_id IS NOT NULL;

CREATE TABLE scenario_entry (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL COLLATE nocase,
    service_id UUID,
    priority BIGINT NOT NULL,
    greeting_text TEXT NOT NULL DEFAULT '',
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id)
);

CREATE TABLE scenario_entry_account (
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,
    entry_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, account_id),         -- an account feeds at most one entry
    FOREIGN KEY (tenant_id, account_id) REFERENCES integration_account (tenant_id, id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES scenario_entry (tenant_id, id)
);
CREATE INDEX scenario_entry_account_by_entry ON scenario_entry_account (tenant_id, entry_id);

CREATE TABLE scenario_entry_skill (
    tenant_id UUID NOT NULL,
    entry_id UUID NOT NULL,
    skill_id UUID NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, entry_id, skill_id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES scenario_entry (tenant_id, id),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
);

-- What some chats ask beyond their service's rules, fixed when they are queued. Chats of a class form a queue of their
-- own, which is read in order. Class 0 asks for nothing and has no row.
CREATE TABLE requirement_class (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    number BIGINT NOT NULL,
    skills TEXT NOT NULL,                        -- ids with levels, in order: finds the class
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, skills)
);

CREATE TABLE requirement_class_skill (
    tenant_id UUID NOT NULL,
    number BIGINT NOT NULL,
    skill_id UUID NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, number, skill_id),
    FOREIGN KEY (tenant_id, number) REFERENCES requirement_class (tenant_id, number),
    FOREIGN KEY (tenant_id, skill_id) REFERENCES skill (tenant_id, id)
);

-- ---- customers ------------------------------------------------------------------------------------------------

CREATE TABLE contact (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    first_name TEXT,
    last_name TEXT,
    profile_name TEXT,                           -- what the platform says; agents' words win
    email TEXT,
    phone TEXT,
    language TEXT,
    company TEXT,
    notes TEXT NOT NULL DEFAULT '',
    picture_id UUID,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    more TEXT NOT NULL DEFAULT '{}',             -- further addresses, numbers, the tenant's own fields: JSON
    blocked TEXT,                                -- since when, until when, why, by whom: JSON
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX contact_blocked ON contact (tenant_id, created_at, id) WHERE blocked IS NOT NULL;

-- The endless conversation between one account and one customer address.
CREATE TABLE thread (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,                   -- PSID
    contact_id UUID NOT NULL,
    open_interaction_id UUID,                    -- at most one is open for the customer
    last_customer_at BIGINT,                    -- platform time of the last act that opens the reply window
    delivered_watermark BIGINT NOT NULL DEFAULT 0,
    read_watermark BIGINT NOT NULL DEFAULT 0,
    free_refused_for BIGINT,                    -- the `last_customer_at` after which the platform called the window closed
    window_warned BIGINT,                       -- the end of the window about which people were warned
    owner TEXT,                                  -- JSON Owner: who holds it at the platform; unknown when absent
    owner_since BIGINT,
    came_from TEXT,                              -- JSON {source,title,at} of the last arrival
    only_comments BIGINT NOT NULL DEFAULT 0,    -- the address is a comment's author, not one for messages
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, external_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES integration_account (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX thread_by_contact ON thread (tenant_id, contact_id);
CREATE INDEX thread_by_owner ON thread (tenant_id, account_id, owner_since) WHERE owner IS NOT NULL;

-- How customers came: by an advertisement, a link, a plugin.
CREATE TABLE arrival (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    thread_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    message_id UUID NOT NULL,                    -- the line in the transcript; it holds the picture
    at BIGINT NOT NULL,
    source TEXT NOT NULL,                        -- ad, link, plugin, shop
    title TEXT,
    reference TEXT,                              -- names the campaign
    ad_id TEXT,
    post_id TEXT,
    product_id TEXT,
    site TEXT,                                   -- where the link stood
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX arrival_by_contact ON arrival (tenant_id, contact_id, at);

-- What customers may be notified about, with the platform's token.
CREATE TABLE notification_permission (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    thread_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    topic TEXT NOT NULL,
    frequency TEXT,
    token TEXT NOT NULL,                         -- sealed
    digest BYTEA NOT NULL CHECK (length(digest) = 32),  -- SHA-256 of the token
    expires_at BIGINT,
    stopped_at BIGINT,
    given_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,                 -- by the platform's clock: what is older changes nothing
    used_by UUID,                                -- the newest message that goes out by it
    used_at BIGINT,                             -- our time of that message
    used_before BIGINT,                         -- our time of the one before: holds again when the newest is given up
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, thread_id, digest),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX notification_permission_by_contact ON notification_permission (tenant_id, contact_id, given_at);

-- ---- interactions ---------------------------------------------------------------------------------------------

CREATE TABLE interaction (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    number TEXT NOT NULL,
    thread_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    account_id UUID NOT NULL,
    channel TEXT NOT NULL,
    entry_id UUID,
    service_id UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'offered', 'active', 'after_call_work', 'closed')),
    agent_id UUID,                               -- who holds it: active, after-call work; kept when closed
    reserved_agent_id UUID,                      -- transferred to this agent: only they may be offered it
    reserved_until BIGINT,                       -- then it is everybody's; empty: reserved without end
    class_no BIGINT NOT NULL DEFAULT 0,          -- requirement_class
    priority BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    queued_at BIGINT NOT NULL,
    accepted_at BIGINT,
    first_answer_at BIGINT,
    ended_at BIGINT,
    ended_by TEXT,
    closed_at BIGINT,
    after_call_work_until BIGINT,
    after_call_work_extended_ms BIGINT NOT NULL DEFAULT 0,
    first_line TEXT NOT NULL DEFAULT '',
    last_line TEXT NOT NULL DEFAULT '',
    last_line_own BIGINT NOT NULL DEFAULT 0,
    last_message_at BIGINT NOT NULL,
    unread BIGINT NOT NULL DEFAULT 0,
    waiting_since BIGINT,                       -- first unanswered customer message
    failed_messages BIGINT NOT NULL DEFAULT 0,
    disposition_id UUID,
    wrap_up_note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
    CHECK (state NOT IN ('active', 'after_call_work') OR agent_id IS NOT NULL)
);
CREATE UNIQUE INDEX interaction_open_by_thread ON interaction (tenant_id, thread_id)
    WHERE state IN ('queued', 'offered', 'active');
CREATE INDEX interaction_queue ON interaction (tenant_id, service_id, class_no, priority DESC, queued_at, id)
    WHERE state = 'queued';
CREATE INDEX interaction_reserved_until ON interaction (reserved_until)
    WHERE state = 'queued' AND reserved_until IS NOT NULL;
CREATE INDEX interaction_reserved ON interaction (tenant_id, reserved_agent_id)
    WHERE state = 'queued' AND reserved_agent_id IS NOT NULL;
CREATE INDEX interaction_held ON interaction (tenant_id, agent_id) WHERE state IN ('active', 'after_call_work');
CREATE INDEX interaction_acw ON interaction (after_call_work_until) WHERE state = 'after_call_work';
CREATE INDEX interaction_by_start ON interaction (tenant_id, started_at DESC, id DESC);
CREATE INDEX interaction_by_contact ON interaction (tenant_id, contact_id, started_at DESC, id DESC);
CREATE INDEX interaction_by_service ON interaction (tenant_id, service_id, started_at DESC);
CREATE INDEX interaction_taken ON interaction (tenant_id, service_id, accepted_at) WHERE accepted_at IS NOT NULL;

CREATE TABLE offer (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    agent_id UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected', 'expired', 'withdrawn')),
    offered_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    settled_at BIGINT,
    cause TEXT,                                  -- why it was not accepted
    reason TEXT NOT NULL,                        -- JSON RoutingReason
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
-- No double delivery: at most one agent's desktop rings for an interaction.
CREATE UNIQUE INDEX offer_pending_by_interaction ON offer (tenant_id, interaction_id) WHERE state = 'pending';
CREATE INDEX offer_pending_by_agent ON offer (tenant_id, agent_id) WHERE state = 'pending';
CREATE INDEX offer_expiry ON offer (expires_at) WHERE state = 'pending';
CREATE INDEX offer_declined ON offer (tenant_id, settled_at) WHERE state IN ('rejected', 'expired');
CREATE INDEX offer_by_interaction ON offer (tenant_id, interaction_id, offered_at);

-- What customers were told while they waited.
CREATE TABLE customer_told (                     -- the last of each kind
    tenant_id UUID NOT NULL,
    thread_id UUID NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,                         -- the same is not told twice
    told_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, thread_id, what),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);

-- What agents have begun to write: theirs alone, in every browser. An empty one says that it was sent or given up.
CREATE TABLE draft (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    interaction_id UUID NOT NULL,
    user_id UUID NOT NULL,
    reply TEXT NOT NULL,
    note TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, interaction_id, user_id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);

-- What agents have planned for a moment: messages to customers that go out then, and reminders of their own.
CREATE TABLE planned (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'reminder')),
    author_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    text TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'due', 'failed', 'done', 'cancelled')),
    problem TEXT,                                -- why a message did not go out
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
CREATE INDEX planned_due ON planned (due_at) WHERE state = 'waiting';
CREATE INDEX planned_open ON planned (tenant_id, author_id, due_at) WHERE state IN ('waiting', 'due', 'failed');
CREATE INDEX planned_by_interaction ON planned (tenant_id, interaction_id);

-- Who takes part in an interaction beside the agent who holds it.
CREATE TABLE participant (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    interaction_id UUID NOT NULL,
    user_id UUID NOT NULL,
    began_at BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('consulted', 'member', 'observer')),
    state TEXT NOT NULL CHECK (state IN ('asked', 'joined', 'after_call_work', 'over')),
    asked_by UUID NOT NULL,
    text TEXT,                                   -- what was asked
    takes_room BIGINT NOT NULL,                 -- a share of their capacity
    joined_at BIGINT,
    work_until BIGINT,
    ended_at BIGINT,                            -- none: not over
    PRIMARY KEY (tenant_id, interaction_id, user_id, began_at),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
CREATE UNIQUE INDEX participant_open ON participant (tenant_id, interaction_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX participant_of_user ON participant (tenant_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX participant_work ON participant (work_until) WHERE state = 'after_call_work';

-- Agents who call a supervisor for help.
CREATE TABLE help_call (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    interaction_id UUID NOT NULL,
    user_id UUID NOT NULL,
    text TEXT,
    called TEXT NOT NULL,                        -- JSON: whom; empty: all who supervise
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, interaction_id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
CREATE INDEX help_call_at ON help_call (tenant_id, at, interaction_id);

CREATE TABLE segment (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('queue', 'offer', 'talk', 'after_call_work')),
    service_id UUID NOT NULL,
    agent_id UUID,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
CREATE INDEX segment_by_interaction ON segment (tenant_id, interaction_id, started_at);
CREATE UNIQUE INDEX segment_running ON segment (tenant_id, interaction_id) WHERE ended_at IS NULL;
CREATE INDEX segment_transferred ON segment (tenant_id, ended_at) WHERE outcome = 'transferred';
CREATE INDEX segment_by_agent ON segment (tenant_id, agent_id, started_at);

CREATE TABLE agent (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    availability TEXT NOT NULL CHECK (availability IN ('ready', 'not_ready', 'logged_out')),
    reason_id UUID,
    shown_state TEXT NOT NULL,                   -- state that is shown
    since BIGINT NOT NULL,                      -- shown state since
    idle_since BIGINT NOT NULL,                 -- longest idle wins
    connected BIGINT NOT NULL DEFAULT 0,
    lost_at BIGINT,                             -- last desktop's connection was lost at
    deadline_at BIGINT,                         -- what follows from that is due at
    version BIGINT NOT NULL DEFAULT 1,
    held BIGINT NOT NULL DEFAULT 0,             -- ringing, active, in after-call work
    max_chats BIGINT,                           -- as the user has it; empty: the tenant's setting
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES "user" (tenant_id, id)
);
CREATE INDEX agent_ready ON agent (tenant_id, user_id) WHERE availability = 'ready' AND connected = 1;
-- Routing finds who has room without counting.
CREATE INDEX agent_with_room ON agent (tenant_id, held)
    WHERE availability = 'ready' AND connected = 1 AND max_chats IS NULL;
CREATE INDEX agent_with_own_room ON agent (tenant_id, user_id)
    WHERE availability = 'ready' AND connected = 1 AND held < max_chats;
CREATE INDEX agent_deadline ON agent (deadline_at) WHERE deadline_at IS NOT NULL;

-- Every state an agent was in, without gaps.
CREATE TABLE agent_state_log (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    started_at BIGINT NOT NULL,
    seq BIGINT NOT NULL,                        -- orders changes within one millisecond
    state TEXT NOT NULL,
    reason_id UUID,
    PRIMARY KEY (tenant_id, user_id, started_at, seq)
);

-- ---- messages -------------------------------------------------------------------------------------------------

CREATE TABLE message (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    thread_id UUID NOT NULL,
    interaction_id UUID,
    account_id UUID NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'note', 'system')),
    author TEXT NOT NULL,                        -- JSON Author
    author_id UUID,                              -- the agent, when one wrote it
    sent_by TEXT,                                -- JSON Owner: the app or inbox that sent it elsewhere
    parts TEXT NOT NULL,                         -- JSON array of parts
    at BIGINT NOT NULL,                         -- place in the transcript
    provider_id TEXT,                            -- platform's id of an inbound message or foreign echo
    client_msg_id TEXT,
    delivery TEXT,
    problem TEXT,                                -- JSON SendProblem
    possible_duplicate BIGINT NOT NULL DEFAULT 0,
    reply_to_provider_id TEXT,
    reactions TEXT,                              -- JSON array of emoji
    own_reaction TEXT,                           -- the account's reaction to a customer's message
    imported BIGINT NOT NULL DEFAULT 0,         -- from before the account was linked, or from an outage
    edits BIGINT NOT NULL DEFAULT 0,
    taken_back BIGINT NOT NULL DEFAULT 0,
    deleted_at BIGINT,
    words_at BIGINT,                            -- its row in `message_place`
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
CREATE UNIQUE INDEX message_by_provider ON message (tenant_id, account_id, provider_id) WHERE provider_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_client ON message (tenant_id, interaction_id, client_msg_id) WHERE client_msg_id IS NOT NULL;
CREATE INDEX message_by_thread ON message (tenant_id, thread_id, at, id, interaction_id);
CREATE INDEX message_note ON message (tenant_id, thread_id, at, id) WHERE direction = 'note';
CREATE INDEX message_failed ON message (tenant_id, interaction_id) WHERE delivery = 'failed' AND deleted_at IS NULL;

-- What messages said before they were edited or taken back.
CREATE TABLE message_version (
    tenant_id UUID NOT NULL,
    message_id UUID NOT NULL,
    revision BIGINT NOT NULL,                   -- 0: as first written
    parts TEXT NOT NULL,                         -- JSON array of parts
    until BIGINT NOT NULL,                      -- outdated since
    PRIMARY KEY (tenant_id, message_id, revision),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);

-- Customers' comments on posts, each beside its message.
CREATE TABLE comment (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    message_id UUID NOT NULL,
    account_id UUID NOT NULL,
    thread_id UUID NOT NULL,
    comment_id TEXT NOT NULL,                    -- the platform's
    post_id TEXT,
    at BIGINT NOT NULL,                         -- platform time
    edited_at BIGINT,
    private_until BIGINT NOT NULL,              -- a private answer is possible before
    private_reply UUID,                          -- message id
    private_refused TEXT,                        -- the platform's reason: a sentence as JSON
    PRIMARY KEY (tenant_id, message_id),
    UNIQUE (tenant_id, account_id, comment_id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
CREATE INDEX comment_by_thread ON comment (tenant_id, thread_id);
CREATE INDEX comment_by_post ON comment (tenant_id, account_id, post_id, at) WHERE post_id IS NOT NULL;

-- Addresses under which a conversation is known besides its own: authors of comments, once their own turned out.
CREATE TABLE thread_alias (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    account_id UUID NOT NULL,
    external_id TEXT NOT NULL,
    thread_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, account_id, external_id),
    FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
CREATE INDEX thread_alias_by_thread ON thread_alias (tenant_id, thread_id);

-- Where each message stands in the index of words (docs/adr/0017-full-text-search.md). Ids above 2^40 are given in the
-- order of storing; imported messages have ids below it, made from the time they were written at.
CREATE TABLE message_place (
    tenant_id UUID NOT NULL,
    id BIGINT GENERATED BY DEFAULT AS IDENTITY (START WITH 1099511627777),
    message_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- The tokens of each place, each beginning with its tenant and window. Without a policy: no index of words can be used
-- behind one. What it finds is read through `message_place`, which has one.
CREATE TABLE message_words (
    owner UUID NOT NULL,                         -- the tenant
    place BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (owner, place)
);
CREATE INDEX message_words_by_word ON message_words USING gin (array_to_tsvector(string_to_array(words, ' ')))
    WITH (gin_pending_list_limit = 512);

-- Words of customers' names, addresses and numbers.
CREATE TABLE contact_word (
    tenant_id UUID NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    contact_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, word, contact_id)
);
CREATE INDEX contact_by_creation ON contact (tenant_id, created_at DESC, id DESC);

-- Who ever held an interaction, and so may see it: the lists of agents.
CREATE TABLE interaction_holder (
    tenant_id UUID NOT NULL,
    agent_id UUID NOT NULL,
    started_at BIGINT NOT NULL,                  -- of the interaction
    interaction_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, started_at, interaction_id)
);
CREATE FUNCTION keep_interaction_holder () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO interaction_holder (tenant_id, agent_id, started_at, interaction_id)
    SELECT NEW.tenant_id, NEW.agent_id, started_at, id FROM interaction
    WHERE tenant_id = NEW.tenant_id AND id = NEW.interaction_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER interaction_holder_is_kept AFTER INSERT ON segment FOR EACH ROW
    WHEN (NEW.kind IN ('talk', 'after_call_work') AND NEW.agent_id IS NOT NULL)
    EXECUTE FUNCTION keep_interaction_holder ();

CREATE INDEX interaction_by_account ON interaction (tenant_id, account_id, started_at DESC, id DESC);

-- Work that must reach a platform: written with the message, in one transaction.
CREATE TABLE outbox (
    no BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,                      -- the order of sending within a thread
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,                            -- also the `metadata` given to the platform
    account_id UUID NOT NULL,
    thread_id UUID NOT NULL,
    message_id UUID NOT NULL,
    part BIGINT NOT NULL,                       -- place among the parts of one message
    payload TEXT NOT NULL,                       -- JSON: what to send
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'uncertain', 'sent', 'failed', 'cancelled')),
    head BIGINT NOT NULL DEFAULT 0,             -- the oldest unsettled one of its thread: the only one to be claimed
    receipt BIGINT NOT NULL DEFAULT 0,          -- 0 none, 1 delivered, 2 read
    public BIGINT NOT NULL DEFAULT 0,           -- stands under a post: no receipts
    reply_to TEXT,                               -- platform's id of the message it quotes
    permission UUID,                             -- the customer's permission to be notified that it may go out by
    provider_id TEXT,                            -- platform's message id, once known
    provider_at BIGINT,                         -- platform's time of it, from its echo
    sent_at BIGINT,                             -- our time of it
    attempts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,                     -- queued: not before; sending: lease ends; uncertain: wait for the echo until
    fence BIGINT NOT NULL DEFAULT 0,            -- grows with each claim; every later write checks it
    possible_duplicate BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, message_id, part),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);
CREATE INDEX outbox_open ON outbox (tenant_id, thread_id, no) WHERE state IN ('queued', 'sending', 'uncertain');
-- One part of a conversation under way at a time.
CREATE UNIQUE INDEX outbox_head ON outbox (tenant_id, thread_id) WHERE head = 1;
CREATE INDEX outbox_due ON outbox (tenant_id, due_at) WHERE head = 1;
CREATE INDEX outbox_due_next ON outbox (due_at) WHERE head = 1;
CREATE UNIQUE INDEX outbox_by_provider ON outbox (tenant_id, account_id, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX outbox_unread ON outbox (tenant_id, thread_id, receipt) WHERE state = 'sent' AND receipt < 2;
CREATE INDEX outbox_open_by_account ON outbox (tenant_id, account_id) WHERE state IN ('queued', 'sending', 'uncertain');

CREATE TABLE attachment (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'file')),
    size_bytes BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    storage_key TEXT NOT NULL,
    uploaded_by UUID,                            -- the agent; absent: from the platform
    thread_id UUID,                              -- the conversation it is part of, once used
    contact_id UUID,                             -- the customer whose picture it is
    created_at BIGINT NOT NULL,
    width BIGINT,                               -- of a picture that can be shown, in pixels
    height BIGINT,
    small_width BIGINT,                         -- of its small one, where there is one
    small_mime TEXT,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX attachment_by_key ON attachment (storage_key);
CREATE INDEX attachment_unused ON attachment (created_at)
    WHERE uploaded_by IS NOT NULL AND thread_id IS NULL AND contact_id IS NULL;

CREATE INDEX interaction_by_thread ON interaction (tenant_id, thread_id);
CREATE INDEX arrival_by_thread ON arrival (tenant_id, thread_id);
CREATE INDEX attachment_by_thread ON attachment (tenant_id, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX attachment_by_contact ON attachment (tenant_id, contact_id) WHERE contact_id IS NOT NULL;

-- Files that an account's platform has already, by their bytes.
CREATE TABLE remote_upload (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    account_id UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'file')),
    remote_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account_id, sha256, kind)
);
CREATE INDEX remote_upload_old ON remote_upload (expires_at);

-- Pictures of templates and cards, which platforms fetch by a signed address.
CREATE TABLE public_file (
    tenant_id UUID NOT NULL,
    attachment_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, attachment_id),
    FOREIGN KEY (tenant_id, attachment_id) REFERENCES attachment (tenant_id, id)
);

-- Cases: customers' problems that may span many conversations.
CREATE TABLE customer_case (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number BIGINT NOT NULL,                     -- from 1, in the tenant
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'open', 'pending', 'resolved', 'closed')),
    reason TEXT,                                 -- why it is pending
    contact_id UUID NOT NULL,
    owner_id UUID,
    team_id UUID,
    importance TEXT NOT NULL CHECK (importance IN ('low', 'normal', 'high', 'urgent')),
    follows UUID,                                -- the closed case that it follows
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    resolved_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX case_by_change ON customer_case (tenant_id, updated_at DESC, id DESC);
CREATE INDEX case_by_owner ON customer_case (tenant_id, owner_id, updated_at DESC, id DESC);
CREATE INDEX case_by_team ON customer_case (tenant_id, team_id, updated_at DESC, id DESC);
CREATE INDEX case_by_contact ON customer_case (tenant_id, contact_id, updated_at DESC, id DESC);
CREATE INDEX case_by_state ON customer_case (tenant_id, state, resolved_at);

CREATE TABLE case_counter (
    tenant_id UUID NOT NULL PRIMARY KEY REFERENCES tenant (id),
    last BIGINT NOT NULL
);

CREATE TABLE case_interaction (
    tenant_id UUID NOT NULL,
    case_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, case_id, interaction_id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
);
CREATE INDEX case_by_interaction ON case_interaction (tenant_id, interaction_id);

-- What happened to a case.
CREATE TABLE case_line (
    tenant_id UUID NOT NULL,
    case_id UUID NOT NULL,
    place BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (tenant_id, case_id, place),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id)
);

-- What cases are found by.
CREATE TABLE case_word (
    tenant_id UUID NOT NULL,
    word TEXT NOT NULL COLLATE "C",
    case_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, word, case_id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES customer_case (tenant_id, id)
);
CREATE INDEX case_word_by_case ON case_word (tenant_id, case_id);

-- ---- pipeline -------------------------------------------------------------------------------------------------

-- What a platform delivered, byte for byte. A 200 means that the row is on disk.
CREATE TABLE inbound_event (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,                    -- the account that the address or first entry named
    channel TEXT NOT NULL,
    body BYTEA NOT NULL,
    signed BIGINT NOT NULL,
    verified_with TEXT NOT NULL DEFAULT '',      -- fingerprint of the app secret: which accounts it may speak for
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done')),
    due_at BIGINT NOT NULL DEFAULT 0,           -- not before, after a try that failed
    attempts BIGINT NOT NULL DEFAULT 0,
    error TEXT
);
-- No index with random keys here: it would cost every delivery a page of its own in the commit. A repeated delivery is
-- kept again and changes nothing, because each of its events is known by its own key.
CREATE INDEX inbound_event_new ON inbound_event (id) WHERE state = 'new';

-- Events without a message id that were applied (postback, opt-in, reaction, …): a repeat changes nothing.
CREATE TABLE applied_event (
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,
    key TEXT NOT NULL,
    at BIGINT NOT NULL,
    detail TEXT,                                 -- what is kept for later, e.g. an edit that came before its message
    PRIMARY KEY (tenant_id, account_id, key)
);
CREATE INDEX applied_event_age ON applied_event (at);

-- Erasures of customers whose traces in logs of deliveries and events are not all removed yet.
CREATE TABLE erasure (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    contact_id UUID NOT NULL,
    traces TEXT NOT NULL,                        -- sealed: what to look for
    last_inbound BIGINT NOT NULL,               -- deliveries up to this one
    last_seq BIGINT NOT NULL,                   -- events up to this one
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, contact_id)
);

CREATE TABLE parked_event (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    channel TEXT NOT NULL,
    inbound_id BIGINT NOT NULL,
    place BIGINT NOT NULL,                      -- running number of the event in that body
    reason TEXT NOT NULL,
    body BYTEA NOT NULL,                          -- the event as it came, cut, for showing
    digest BYTEA NOT NULL,                        -- of the event as it came: a repeat of the delivery parks nothing
    attempts BIGINT NOT NULL DEFAULT 0,
    received_at BIGINT NOT NULL,
    settled_at BIGINT,
    settled_how TEXT,                            -- replayed, discarded
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, digest)
);
CREATE INDEX parked_event_by_inbound ON parked_event (inbound_id) WHERE settled_at IS NULL;
CREATE INDEX parked_event_open ON parked_event (tenant_id, account_id, received_at) WHERE settled_at IS NULL;

-- Imports of past conversations: where each stands, written together with the messages of each page.
CREATE TABLE history_import (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('connect', 'demand', 'gap')),
    since BIGINT,                               -- gap: the last event before it
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    cursor TEXT,                                 -- asks the platform for the next page
    pages BIGINT NOT NULL DEFAULT 0,
    threads BIGINT NOT NULL DEFAULT 0,
    added BIGINT NOT NULL DEFAULT 0,
    known BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES integration_account (tenant_id, id)
);
CREATE UNIQUE INDEX history_import_running ON history_import (tenant_id, account_id) WHERE state = 'running';
CREATE INDEX history_import_by_account ON history_import (tenant_id, account_id, started_at);

-- Platforms' demands for a person.
CREATE TABLE privacy_request (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('deletion', 'deauthorise')),
    channel TEXT NOT NULL,
    accounts TEXT NOT NULL,                      -- JSON list of ids: those of the app that it came for
    code TEXT NOT NULL,                          -- what the person asks with
    subject TEXT,                                -- the person's id at the platform; forgotten when done
    contacts BIGINT NOT NULL DEFAULT 0,         -- customers erased
    received_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, code)
);
CREATE INDEX privacy_request_by_code ON privacy_request (code);
CREATE INDEX privacy_request_waiting ON privacy_request (received_at) WHERE done_at IS NULL;

-- Kinds of events that Parlance does not know, counted, with the newest as a sample.
CREATE TABLE unknown_event (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    kind TEXT NOT NULL,
    count BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    sample TEXT NOT NULL,
    inbound_id BIGINT NOT NULL,                 -- the delivery of the sample: kept as long as this row
    place BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, kind)
);
CREATE INDEX unknown_event_by_inbound ON unknown_event (inbound_id);

-- What came and went through an account in one hour: counted in memory, added here every few seconds.
CREATE TABLE account_hour (
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,
    hour BIGINT NOT NULL,                       -- hours since 1970, UTC
    events BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    refused BIGINT NOT NULL,                    -- with a missing or wrong signature
    parked BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    standby BIGINT NOT NULL,                    -- customers' messages that another app answers
    acknowledged TEXT NOT NULL,                  -- JSON: counts by time of acknowledgement, see core's `ACKNOWLEDGED_WITHIN_MS`
    PRIMARY KEY (tenant_id, account_id, hour)
);
CREATE INDEX account_hour_by_age ON account_hour (hour);

-- Why answers were refused, by hour.
CREATE TABLE send_failure_hour (
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,
    hour BIGINT NOT NULL,
    cause TEXT NOT NULL,                         -- the platform's code, or our word for it
    sentence TEXT NOT NULL,                      -- JSON Sentence
    count BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account_id, hour, cause)
);
CREATE INDEX send_failure_hour_by_age ON send_failure_hour (hour);

-- What is wrong with an account, opened once and resolved when it is gone.
CREATE TABLE health_problem (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('stopped', 'impaired', 'remark')),
    sentence TEXT NOT NULL,                      -- JSON Sentence
    detail TEXT,                                 -- JSON Sentence
    said TEXT,                                   -- the platform's own words
    fix TEXT NOT NULL,                           -- what one click can do
    url TEXT,                                    -- where at the platform it is done
    repaired BIGINT NOT NULL DEFAULT 0,         -- Parlance resolved it by itself
    since BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    resolved_at BIGINT,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX health_problem_open ON health_problem (tenant_id, account_id, kind) WHERE resolved_at IS NULL;
CREATE INDEX health_problem_resolved ON health_problem (tenant_id, account_id, resolved_at) WHERE resolved_at IS NOT NULL;

-- What the platform answered at the last check.
CREATE TABLE health_report (
    tenant_id UUID NOT NULL,
    account_id UUID NOT NULL,
    at BIGINT NOT NULL,
    report TEXT NOT NULL,                        -- JSON list of checks in sentences; no secrets
    PRIMARY KEY (tenant_id, account_id)
);

-- Whom alerts about problems are sent to.
CREATE TABLE alert_target (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('webhook', 'mail')),
    address TEXT NOT NULL,
    secret TEXT,                                 -- sealed; signs webhooks
    disabled_at BIGINT,
    last_at BIGINT,                             -- the last delivery was tried
    last_error TEXT,                             -- why it failed: a sentence as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, address)
);

CREATE TABLE job (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,                          -- fetch_profile, fetch_media
    lane BIGINT NOT NULL DEFAULT 0,             -- 0 live, 1 imports, 2 files and names of imported messages
    unique_key TEXT NOT NULL,                    -- the same work is queued once
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    attempts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,                     -- queued: not before; running: the lease ends
    fence BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX job_due ON job (lane, due_at) WHERE state IN ('queued', 'running');
CREATE INDEX job_age ON job (created_at) WHERE state IN ('done', 'dead');
CREATE UNIQUE INDEX job_open ON job (tenant_id, kind, unique_key) WHERE state IN ('queued', 'running');

-- The realtime stream: whole entities, numbered per tenant inside the transaction that changed them.
CREATE TABLE event (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,                      -- JSON Audience
    data TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX event_age ON event (at);

-- ---- audit ----------------------------------------------------------------------------------------------------

CREATE TABLE audit_log (
    tenant_id UUID NOT NULL REFERENCES tenant (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,                         -- JSON Actor
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

-- A database that was a backup knows it: what waited then may have been sent since.
CREATE TABLE restored (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    restored_at BIGINT NOT NULL,
    settled BIGINT NOT NULL                      -- what waited has been held back
);

CREATE FUNCTION refuse_change () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change ();

-- ---- tenants are kept apart by the database too ----------------------------------------------------------------

-- Whose rows the running statement may touch: a tenant, or all of them (the installation's own work). Without a word
-- nothing is seen.
CREATE FUNCTION may_touch (tenant uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN tenant = nullif(current_setting('parlance.tenant', true), '')::uuid
        OR current_setting('parlance.tenant', true) = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

-- Every table with a tenant is protected, for its owner too; a migration that makes one calls this again.
CREATE PROCEDURE protect_tenants () LANGUAGE plpgsql AS $$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT c.oid::regclass AS name, CASE WHEN c.relname = 'tenant' THEN 'id' ELSE 'tenant_id' END AS key
        FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND NOT c.relforcerowsecurity
          AND (c.relname = 'tenant' OR EXISTS (
                SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'))
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', each.name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', each.name);
        EXECUTE format('CREATE POLICY own_rows ON %s USING (may_touch(%I))', each.name, each.key);
    END LOOP;
END $$;
CALL protect_tenants ();
