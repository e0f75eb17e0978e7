//! Finding published texts, and suggesting those that are meant for a service.

use std::collections::BTreeMap;

use parlance_api::{knowledge::ArticleHit, record::LineMark};
use parlance_core::{ServiceId, TenantCtx, knowledge::plain_text};
use parlance_store::{
    Read,
    knowledge::{ArticleFolderRow, ArticleRow, ArticleVersionRow},
};
use parlance_words::{Query, excerpt};

use super::folders::path;
use crate::{Engine, Refusal, UseCaseError, identity::Caller};

/// Texts that are looked at for one search, at most.
const MOST_LOOKED_AT: usize = 400;
/// Hits, at most.
const MOST: usize = 50;
/// Characters of the shown line.
const LINE_CHARS: usize = 180;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct ArticleSearch {
    /// Words; empty: what is suggested.
    pub q: String,
    /// Preferred language.
    pub language: Option<String>,
    /// The conversation's service.
    pub service_id: Option<ServiceId>,
}

struct Found<'a> {
    article: &'a ArticleRow,
    version: ArticleVersionRow,
    language: String,
    weight: u8,
}

impl Engine {
    /// Published texts with all words of a question, the best first; without a question those that are meant for the
    /// service, then those that changed last. Each article once, in the preferred language where it has it.
    pub async fn search_articles(
        &self,
        caller: &Caller,
        search: ArticleSearch,
    ) -> Result<Vec<ArticleHit>, UseCaseError> {
        let query = match search.q.trim() {
            "" => None,
            _ => Some(Query::parse(&search.q).map_err(|error| {
                UseCaseError::Refused(Refusal::field("q", "not_searchable", error.to_string()))
            })?),
        };
        let ctx = *caller.ctx();
        self.read(move |read, _| hits(read, &ctx, query.as_ref(), &search))
            .await
    }
}

fn hits(
    read: &dyn Read,
    ctx: &TenantCtx,
    query: Option<&Query>,
    search: &ArticleSearch,
) -> Result<Vec<ArticleHit>, Refusal> {
    let articles = read.articles(ctx)?;
    let folders = read.article_folders(ctx)?;
    let suggested = |row: &ArticleRow| search.service_id.is_some_and(|id| row.service_ids.contains(&id));
    let mut found = match query {
        Some(query) => with_words(read, ctx, &articles, query, search)?,
        None => newest(read, ctx, &articles, search, suggested)?,
    };
    if query.is_some() {
        found.sort_by(|one, other| {
            let rank = |hit: &Found<'_>| (hit.weight, suggested(hit.article));
            rank(other)
                .cmp(&rank(one))
                .then_with(|| one.version.title.cmp(&other.version.title))
        });
    }
    found.truncate(MOST);
    Ok(found
        .into_iter()
        .map(|hit| shown(hit, &folders, query, suggested))
        .collect())
}

/// Texts with the words, one of each article.
fn with_words<'a>(
    read: &dyn Read,
    ctx: &TenantCtx,
    articles: &'a [ArticleRow],
    query: &Query,
    search: &ArticleSearch,
) -> Result<Vec<Found<'a>>, Refusal> {
    let by_id: BTreeMap<_, _> = articles.iter().map(|row| (row.id, row)).collect();
    let mut best: BTreeMap<_, Found<'a>> = BTreeMap::new();
    for (id, language) in read.articles_with_words(ctx, query, MOST_LOOKED_AT)? {
        let Some(article) = by_id.get(&id).copied() else {
            continue;
        };
        let text = article.texts.iter().find(|text| text.language == language);
        let Some(version) = text.and_then(|text| text.life.published()) else {
            continue;
        };
        let Some(version) = read.article_version(ctx, id, &language, version)? else {
            continue;
        };
        if !query.finds(&version.searched_text()) {
            continue;
        }
        let weight = if query.finds(&version.title) {
            2
        } else {
            u8::from(!query.marks(&version.title).is_empty() || !query.marks(&version.keywords).is_empty())
        };
        let is_wanted = search.language.as_deref() == Some(language.as_str());
        if is_wanted || !best.contains_key(&id) {
            let hit = Found {
                article,
                version,
                language,
                weight,
            };
            best.insert(id, hit);
        }
    }
    Ok(best.into_values().collect())
}

/// What is meant for the service, then what changed last.
fn newest<'a>(
    read: &dyn Read,
    ctx: &TenantCtx,
    articles: &'a [ArticleRow],
    search: &ArticleSearch,
    suggested: impl Fn(&ArticleRow) -> bool,
) -> Result<Vec<Found<'a>>, Refusal> {
    let mut shown: Vec<_> = articles
        .iter()
        .filter(|row| row.texts.iter().any(|text| text.life.published().is_some()))
        .collect();
    shown.sort_by_key(|row| (!suggested(row), std::cmp::Reverse(row.updated_at), row.id));
    shown.truncate(MOST);
    let mut found = Vec::with_capacity(shown.len());
    for article in shown {
        let mut texts = article
            .texts
            .iter()
            .filter(|text| text.life.published().is_some());
        let wanted = article.texts.iter().find(|text| {
            text.life.published().is_some() && search.language.as_deref() == Some(text.language.as_str())
        });
        let Some(text) = wanted.or_else(|| texts.next()) else {
            continue;
        };
        let Some(number) = text.life.published() else {
            continue;
        };
        if let Some(version) = read.article_version(ctx, article.id, &text.language, number)? {
            found.push(Found {
                article,
                version,
                language: text.language.clone(),
                weight: 0,
            });
        }
    }
    Ok(found)
}

fn shown(
    hit: Found<'_>,
    folders: &[ArticleFolderRow],
    query: Option<&Query>,
    suggested: impl Fn(&ArticleRow) -> bool,
) -> ArticleHit {
    let plain = plain_text(&hit.version.body);
    let marks = query.map(|query| query.marks(&plain)).unwrap_or_default();
    let line = excerpt(&plain, &marks, LINE_CHARS);
    ArticleHit {
        id: hit.article.id,
        language: hit.language,
        title: hit.version.title,
        line: line.text,
        marks: line
            .marks
            .into_iter()
            .map(|(from, to)| LineMark { from, to })
            .collect(),
        folder: path(folders, hit.article.folder_id)
            .into_iter()
            .map(|row| row.name.clone())
            .collect(),
        suggested: suggested(hit.article),
        languages: hit
            .article
            .texts
            .iter()
            .filter(|text| text.life.published().is_some())
            .map(|text| text.language.clone())
            .collect(),
    }
}
