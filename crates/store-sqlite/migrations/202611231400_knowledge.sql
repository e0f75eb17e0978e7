-- Knowledge articles: folders, articles, their texts by language, and every version of each text.
CREATE TABLE article_folder (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    id BLOB NOT NULL,
    parent_id BLOB,                              -- empty: at the top
    name TEXT NOT NULL COLLATE NOCASE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
    tenant_id BLOB NOT NULL REFERENCES tenant (id),
    id BLOB NOT NULL,
    folder_id BLOB,                              -- empty: at the top
    name TEXT NOT NULL COLLATE NOCASE,           -- what authors call it
    services TEXT NOT NULL,                      -- JSON array: whose agents it is suggested to
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_text (
    tenant_id BLOB NOT NULL,
    article_id BLOB NOT NULL,
    language TEXT NOT NULL,
    latest INTEGER NOT NULL,                     -- newest version
    published INTEGER,                           -- the version that the desk shows
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    title TEXT NOT NULL,                         -- of the newest version
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, article_id, language),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_version (
    tenant_id BLOB NOT NULL,
    article_id BLOB NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    keywords TEXT NOT NULL,
    body TEXT NOT NULL,
    written_by BLOB,
    author TEXT NOT NULL,                        -- their name then
    written_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, article_id, language, version),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What published texts are found by.
CREATE TABLE article_word (
    tenant_id BLOB NOT NULL,
    word TEXT NOT NULL,
    article_id BLOB NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (tenant_id, word, article_id, language),
    FOREIGN KEY (tenant_id, article_id) REFERENCES article (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_word_by_article ON article_word (tenant_id, article_id, language);
