-- What agents have begun to write: theirs alone, in every browser. An empty one says that it was sent or given up.
CREATE TABLE draft (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    interaction_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    reply TEXT NOT NULL,
    note TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, interaction_id, user_id),
    FOREIGN KEY (tenant_id, interaction_id) REFERENCES interaction (tenant_id, id)
) STRICT, WITHOUT ROWID;
