//! Knowledge articles: folders, articles in several languages, the versions of each text.

use parlance_core::{
    ArticleFolderId, ArticleId, ServiceId, TenantCtx, Timestamp, UserId, knowledge::TextLife,
};
use parlance_words::Query;

use crate::error::StoreError;

/// A folder of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleFolderRow {
    /// Id.
    pub id: ArticleFolderId,
    /// The folder it is in; `None`: at the top.
    pub parent_id: Option<ArticleFolderId>,
    /// Name, unique in its folder without case.
    pub name: String,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Id.
    pub id: ArticleId,
    /// Its folder; `None`: at the top.
    pub folder_id: Option<ArticleFolderId>,
    /// What authors call it, unique in the tenant without case.
    pub name: String,
    /// Services whose agents it is suggested to.
    pub service_ids: Vec<ServiceId>,
    /// Its texts, by language.
    pub texts: Vec<ArticleTextRow>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// An article's text in one language, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleTextRow {
    /// Language (BCP 47), e.g. `de`.
    pub language: String,
    /// Its versions and which of them is published.
    pub life: TextLife,
    /// Title of its newest version.
    pub title: String,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// One version of a text; never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleVersionRow {
    /// Number, from 1.
    pub version: u32,
    /// Title.
    pub title: String,
    /// Words that it is found by besides its own, as written.
    pub keywords: String,
    /// The text, with the signs of headings, lists, links.
    pub body: String,
    /// Who wrote it; `None`: a program.
    pub written_by: Option<UserId>,
    /// Their name then.
    pub author: String,
    /// Written at.
    pub written_at: Timestamp,
}

impl ArticleVersionRow {
    /// Everything that it is found by.
    #[must_use]
    pub fn searched_text(&self) -> String {
        format!("{}\n{}\n{}", self.title, self.keywords, self.body)
    }
}

/// Reads articles.
pub trait KnowledgeRead {
    /// All folders by name.
    fn article_folders(&self, ctx: &TenantCtx) -> Result<Vec<ArticleFolderRow>, StoreError>;
    /// All articles by name.
    fn articles(&self, ctx: &TenantCtx) -> Result<Vec<ArticleRow>, StoreError>;
    /// One article.
    fn article(&self, ctx: &TenantCtx, id: ArticleId) -> Result<Option<ArticleRow>, StoreError>;
    /// One version of a text.
    fn article_version(
        &self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        version: u32,
    ) -> Result<Option<ArticleVersionRow>, StoreError>;
    /// The versions of a text, newest first, at most `limit`.
    fn article_versions(
        &self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        limit: u32,
    ) -> Result<Vec<ArticleVersionRow>, StoreError>;
    /// Published texts that may answer a question: all that have its words, at most `limit`, in no order. Whether words
    /// stand side by side, and that some must not occur, only the text itself says.
    fn articles_with_words(
        &self,
        ctx: &TenantCtx,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<(ArticleId, String)>, StoreError>;
}

/// Writes articles.
pub trait KnowledgeWrite: KnowledgeRead {
    /// Makes a folder.
    fn insert_article_folder(&mut self, ctx: &TenantCtx, row: &ArticleFolderRow) -> Result<(), StoreError>;
    /// Changes a folder's name and place.
    fn update_article_folder(&mut self, ctx: &TenantCtx, row: &ArticleFolderRow) -> Result<(), StoreError>;
    /// Deletes an empty folder.
    fn delete_article_folder(&mut self, ctx: &TenantCtx, id: ArticleFolderId) -> Result<(), StoreError>;
    /// Makes an article with its texts.
    fn insert_article(&mut self, ctx: &TenantCtx, row: &ArticleRow) -> Result<(), StoreError>;
    /// Changes an article and its texts. Texts are never taken away.
    fn update_article(&mut self, ctx: &TenantCtx, row: &ArticleRow) -> Result<(), StoreError>;
    /// Adds a version of a text.
    fn insert_article_version(
        &mut self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        row: &ArticleVersionRow,
    ) -> Result<(), StoreError>;
    /// Says what a text is found by from now on; `None`: nothing.
    fn index_article(
        &mut self,
        ctx: &TenantCtx,
        id: ArticleId,
        language: &str,
        text: Option<&str>,
    ) -> Result<(), StoreError>;
}
