//! Knowledge articles. What a published text is found by are rows of words: articles are few beside messages.

use std::collections::{BTreeMap, BTreeSet};

use parlance_core::{ArticleFolderId, ArticleId, TenantCtx, UserId, knowledge::TextLife};
use parlance_store::{
    StoreError,
    knowledge::{
        ArticleFolderRow, ArticleRow, ArticleTextRow, ArticleVersionRow, KnowledgeRead, KnowledgeWrite,
    },
};
use parlance_words::{Query, Term, index_tokens};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, blob, json, to_json, uuid, uuid_opt},
    tx::Transaction,
};

const FOLDER: &str = "id, parent_id, name, created_at, updated_at";
const ARTICLE: &str = "id, folder_id, name, services, created_at, updated_at";
const TEXT: &str = "article_id, language, latest, published, retired, title, updated_at";
const VERSION: &str = "version, title, keywords, body, written_by, author, written_at";
/// Texts with one word, at most.
const MOST: u32 = 5_000;

fn read_folder(row: &Row<'_>) -> RowResult<ArticleFolderRow> {
    Ok(ArticleFolderRow {
        id: ArticleFolderId::from_uuid(uuid(row, "id")?),
        parent_id: uuid_opt(row, "parent_id")?.map(ArticleFolderId::from_uuid),
        name: row.get("name")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn read_article(row: &Row<'_>) -> RowResult<ArticleRow> {
    Ok(ArticleRow {
        id: ArticleId::from_uuid(uuid(row, "id")?),
        folder_id: uuid_opt(row, "folder_id")?.map(ArticleFolderId::from_uuid),
        name: row.get("name")?,
        service_ids: json(row, "services")?,
        texts: Vec::new(),
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

/// A text with its article; without a sensible life it counts as a draft of its newest version.
fn read_text(row: &Row<'_>) -> RowResult<(ArticleId, ArticleTextRow)> {
    let life = TextLife::stored(row.get("latest")?, row.get("published")?, row.get("retired")?);
    let text = ArticleTextRow {
        language: row.get("language")?,
        life: life.unwrap_or(TextLife::begun()),
        title: row.get("title")?,
        updated_at: at(row, "updated_at")?,
    };
    Ok((ArticleId::from_uuid(uuid(row, "article_id")?), text))
}

fn read_version(row: &Row<'_>) -> RowResult<ArticleVersionRow> {
    Ok(ArticleVersionRow {
        version: row.get("version")?,
        title: row.get("title")?,
        keywords: row.get("keywords")?,
        body: row.get("body")?,
        written_by: uuid_opt(row, "written_by")?.map(UserId::from_uuid),
        author: row.get("author")?,
        written_at: at(row, "written_at")?,
    })
}

/// Texts with any of the tokens of a term.
fn with_term(db: Db<'_>, ctx: &TenantCtx, term: &Term) -> Result<BTreeSet<(ArticleId, String)>, StoreError> {
    let mut found = BTreeSet::new();
    let forms = (term.prefix || term.stems.is_empty()).then_some((&term.form, term.prefix));
    for (token, begins) in forms
        .into_iter()
        .chain(term.stems.iter().map(|stem| (stem, false)))
    {
        let end = if begins {
            format!("{token}\u{10FFFF}")
        } else {
            format!("{token}\u{1}")
        };
        found.extend(many(
            db,
            "SELECT article_id, language FROM article_word
             WHERE tenant_id = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4",
            params![blob(ctx.tenant_id().as_uuid()), *token, end, MOST],
            |row| {
                Ok((
                    ArticleId::from_uuid(uuid(row, "article_id")?),
                    row.get("language")?,
                ))
            },
        )?);
    }
    Ok(found)
}

for_both!(KnowledgeRead {
    fn article_folders(&self, ctx: &TenantCtx) -> Result<Vec<ArticleFolderRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {FOLDER} FROM article_folder WHERE tenant_id = ?1 ORDER BY name, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_folder,
        )
    }

    fn articles(&self, ctx: &TenantCtx) -> Result<Vec<ArticleRow>, StoreError> {
        let texts = many(
            self.db(ctx),
            &format!("SELECT {TEXT} FROM article_text WHERE tenant_id = ?1 ORDER BY article_id, language"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_text,
        )?;
        let mut by_article: BTreeMap<ArticleId, Vec<ArticleTextRow>> = BTreeMap::new();
        for (article, text) in texts {
            by_article.entry(article).or_default().push(text);
        }
        let mut articles = many(
            self.db(ctx),
            &format!("SELECT {ARTICLE} FROM article WHERE tenant_id = ?1 ORDER BY name, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_article,
        )?;
        for article in &mut articles {
            article.texts = by_article.remove(&article.id).unwrap_or_default();
        }
        Ok(articles)
    }

    fn article(&self, ctx: &TenantCtx, id: ArticleId) -> Result<Option<ArticleRow>, StoreError> {
        let key = [blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())];
        let article = one(
            self.db(ctx),
            &format!("SELECT {ARTICLE} FROM article WHERE tenant_id = ?1 AND id = ?2"),
            key,
            read_article,
        )?;
        let Some(mut article) = article else { return Ok(None) };
        article.texts = many(
            self.db(ctx),
            &format!("SELECT {TEXT} FROM article_text WHERE tenant_id = ?1 AND article_id = ?2 ORDER BY language"),
            key,
            |row| read_text(row).map(|(_, text)| text),
        )?;
        Ok(Some(article))
    }

    fn article_version(
        &self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        version: u32,
    ) -> Result<Option<ArticleVersionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {VERSION} FROM article_version
                 WHERE tenant_id = ?1 AND article_id = ?2 AND language = ?3 AND version = ?4"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), language, version],
            read_version,
        )
    }

    fn article_versions(
        &self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        limit: u32,
    ) -> Result<Vec<ArticleVersionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {VERSION} FROM article_version
                 WHERE tenant_id = ?1 AND article_id = ?2 AND language = ?3 ORDER BY version DESC LIMIT ?4"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), language, limit],
            read_version,
        )
    }

    fn articles_with_words(
        &self,
        ctx: &TenantCtx,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<(ArticleId, String)>, StoreError> {
        let mut found: Option<BTreeSet<(ArticleId, String)>> = None;
        let wanted = query.clauses().iter().filter(|clause| !clause.excluded);
        for term in wanted.flat_map(|clause| &clause.terms) {
            let having = with_term(self.db(ctx), ctx, term)?;
            found = Some(match found {
                None => having,
                Some(found) => found.intersection(&having).cloned().collect(),
            });
        }
        Ok(found.unwrap_or_default().into_iter().take(limit).collect())
    }
});

fn save_texts(db: Db<'_>, ctx: &TenantCtx, article: &ArticleRow) -> Result<(), StoreError> {
    for text in &article.texts {
        run(
            db,
            "INSERT INTO article_text (tenant_id, article_id, language, latest, published, retired, title, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (tenant_id, article_id, language)
             DO UPDATE SET latest = ?4, published = ?5, retired = ?6, title = ?7, updated_at = ?8",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(article.id.as_uuid()),
                text.language,
                text.life.latest(),
                text.life.published(),
                text.life.state() == parlance_core::knowledge::TextState::Retired,
                text.title,
                text.updated_at.as_millis(),
            ],
        )?;
    }
    Ok(())
}

impl KnowledgeWrite for Transaction<'_> {
    fn insert_article_folder(&mut self, ctx: &TenantCtx, row: &ArticleFolderRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO article_folder (tenant_id, id, parent_id, name, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.parent_id.map(|id| blob(id.as_uuid())),
                row.name,
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_article_folder(&mut self, ctx: &TenantCtx, row: &ArticleFolderRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE article_folder SET parent_id = ?3, name = ?4, updated_at = ?5 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.parent_id.map(|id| blob(id.as_uuid())),
                row.name,
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn delete_article_folder(&mut self, ctx: &TenantCtx, id: ArticleFolderId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM article_folder WHERE tenant_id = ?1 AND id = ?2",
            [blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn insert_article(&mut self, ctx: &TenantCtx, row: &ArticleRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO article (tenant_id, id, folder_id, name, services, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.folder_id.map(|id| blob(id.as_uuid())),
                row.name,
                to_json(&row.service_ids)?,
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )?;
        save_texts(self.db(ctx), ctx, row)
    }

    fn update_article(&mut self, ctx: &TenantCtx, row: &ArticleRow) -> Result<(), StoreError> {
        let changed = run(
            self.db(ctx),
            "UPDATE article SET folder_id = ?3, name = ?4, services = ?5, updated_at = ?6
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.folder_id.map(|id| blob(id.as_uuid())),
                row.name,
                to_json(&row.service_ids)?,
                row.updated_at.as_millis(),
            ],
        )?;
        if changed == 0 {
            return Ok(());
        }
        save_texts(self.db(ctx), ctx, row)
    }

    fn insert_article_version(
        &mut self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        row: &ArticleVersionRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO article_version (tenant_id, article_id, language, version, title, keywords, body, written_by,
                                          author, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                language,
                row.version,
                row.title,
                row.keywords,
                row.body,
                row.written_by.map(|user| blob(user.as_uuid())),
                row.author,
                row.written_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn index_article(
        &mut self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        text: Option<&str>,
    ) -> Result<(), StoreError> {
        let (tenant, article) = (blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()));
        run(
            self.db(ctx),
            "DELETE FROM article_word WHERE tenant_id = ?1 AND article_id = ?2 AND language = ?3",
            params![tenant, article, language],
        )?;
        for word in text.map(index_tokens).unwrap_or_default() {
            run(
                self.db(ctx),
                "INSERT INTO article_word (tenant_id, word, article_id, language) VALUES (?1, ?2, ?3, ?4)",
                params![tenant, word, article, language],
            )?;
        }
        Ok(())
    }
}
