//! Knowledge articles.

use parlance_core::{
    ArticleFolderId, ArticleId, ServiceId, Timestamp,
    knowledge::{TextState, TextStep},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{config::nullable, record::LineMark};

/// A folder of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleFolderView {
    /// Id.
    pub id: ArticleFolderId,
    /// The folder it is in; absent: at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<ArticleFolderId>,
    /// Name, unique in its folder.
    pub name: String,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Makes or changes a folder; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleFolderInput {
    /// Name, 1–60 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// The folder it is in; `null`: at the top.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<ArticleFolderId>)]
    pub parent_id: Option<Option<ArticleFolderId>>,
}

/// An article, without the words of its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleView {
    /// Id.
    pub id: ArticleId,
    /// What authors call it, unique in the tenant.
    pub name: String,
    /// Its folder; absent: at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<ArticleFolderId>,
    /// It is suggested to agents in conversations of these services.
    pub service_ids: Vec<ServiceId>,
    /// Its texts, by language. Readers who write no articles see those that are published.
    pub texts: Vec<ArticleTextView>,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// An article's text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleTextView {
    /// Language (BCP 47).
    pub language: String,
    /// How it is seen.
    pub state: TextState,
    /// Title of the newest version.
    pub title: String,
    /// Its newest version.
    pub version: u32,
    /// The version that the desk shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<u32>,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// An article with the words of its texts: for those who write articles the newest versions, for others the published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleDetail {
    /// The article.
    pub article: ArticleView,
    /// The words, by language.
    pub contents: Vec<ArticleContent>,
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleContent {
    /// Language.
    pub language: String,
    /// Number, from 1.
    pub version: u32,
    /// Title.
    pub title: String,
    /// Words that it is found by besides its own.
    pub keywords: String,
    /// The text: `# headings`, `- lists`, `**strong**`, `*stressed*`, `[words](address)`.
    pub body: String,
    /// The text as a message takes it.
    pub plain: String,
    /// Who wrote this version.
    pub author: String,
    /// Written at.
    pub written_at: Timestamp,
}

/// Makes or changes an article; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleInput {
    /// What authors call it, 1–120 characters; absent on a new one: the title of its text.
    #[serde(default)]
    pub name: Option<String>,
    /// Its folder; `null`: at the top.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<ArticleFolderId>)]
    pub folder_id: Option<Option<ArticleFolderId>>,
    /// Services whose agents it is suggested to.
    #[serde(default)]
    pub service_ids: Option<Vec<ServiceId>>,
    /// A text: a new article needs one.
    #[serde(default)]
    pub text: Option<ArticleTextInput>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// Writes a new version of a text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleTextInput {
    /// Language (BCP 47), e.g. `en` or `pt-BR`.
    pub language: String,
    /// Title, 1–120 characters.
    pub title: String,
    /// Words that it is found by besides its own.
    #[serde(default)]
    pub keywords: String,
    /// The text, 1–20,000 characters.
    pub body: String,
    /// Publish it at once.
    #[serde(default)]
    pub publish: bool,
}

/// A step of a text.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleStep {
    /// Which text; absent: all that can take the step.
    #[serde(default)]
    pub language: Option<String>,
    /// What is done.
    pub step: TextStep,
}

/// Does something with many articles at once: all or none.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyArticles {
    /// Which, 1–500.
    pub ids: Vec<ArticleId>,
    /// Moves them; `null`: to the top.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<ArticleFolderId>)]
    pub folder_id: Option<Option<ArticleFolderId>>,
    /// A step of all their texts that can take it.
    #[serde(default)]
    pub step: Option<TextStep>,
}

/// A published text that answers a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArticleHit {
    /// The article.
    pub id: ArticleId,
    /// The language it was found in.
    pub language: String,
    /// Title.
    pub title: String,
    /// A piece of its text with the words that were looked for.
    pub line: String,
    /// What is marked in the piece.
    pub marks: Vec<LineMark>,
    /// The folders it is in, outermost first.
    pub folder: Vec<String>,
    /// It is meant for the service that was named.
    pub suggested: bool,
    /// All languages it is published in.
    pub languages: Vec<String>,
}
