//! Knowledge articles: written by those who may, found and inserted by agents.

mod apply;
mod articles;
mod folders;
mod search;
mod texts;

pub use apply::{ArticleWanted, folder_path, put};
pub use search::ArticleSearch;

use parlance_api::knowledge::{ArticleContent, ArticleDetail, ArticleTextView, ArticleView};
use parlance_core::{
    TenantCtx,
    knowledge::{TextState, plain_text},
};
use parlance_store::{
    Read,
    knowledge::{ArticleRow, ArticleTextRow, ArticleVersionRow},
};

use crate::{Refusal, admin::noun::Noun};

const ARTICLE: Noun = Noun {
    word: "article",
    list: "articles",
};
const FOLDER: Noun = Noun {
    word: "article_folder",
    list: "articles",
};
const NOT_FOUND: Refusal = Refusal::not_found("This article");

fn text_view(text: &ArticleTextRow) -> ArticleTextView {
    ArticleTextView {
        language: text.language.clone(),
        state: text.life.state(),
        title: text.title.clone(),
        version: text.life.latest(),
        published: text.life.published(),
        updated_at: text.updated_at,
    }
}

/// An article as its authors see it.
#[must_use]
pub fn view(row: &ArticleRow) -> ArticleView {
    ArticleView {
        id: row.id,
        name: row.name.clone(),
        folder_id: row.folder_id,
        service_ids: row.service_ids.clone(),
        texts: row.texts.iter().map(text_view).collect(),
        updated_at: row.updated_at,
    }
}

fn content(language: &str, row: ArticleVersionRow) -> ArticleContent {
    ArticleContent {
        language: language.to_owned(),
        version: row.version,
        plain: plain_text(&row.body),
        title: row.title,
        keywords: row.keywords,
        body: row.body,
        author: row.author,
        written_at: row.written_at,
    }
}

/// An article with its words: the newest for authors, the published for everybody else, who do not learn of others.
fn detail(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &ArticleRow,
    is_author: bool,
) -> Result<ArticleDetail, Refusal> {
    let mut article = view(row);
    let mut contents = Vec::new();
    for text in &row.texts {
        let shown = if is_author {
            Some(text.life.latest())
        } else {
            text.life.published()
        };
        if let Some(version) = shown
            && let Some(found) = read.article_version(ctx, row.id, &text.language, version)?
        {
            contents.push(content(&text.language, found));
        }
    }
    if !is_author {
        article.texts.retain(|text| text.state == TextState::Published);
        for text in &mut article.texts {
            // A title that nobody has published yet is not told.
            if let Some(found) = contents.iter().find(|found| found.language == text.language) {
                text.title.clone_from(&found.title);
                text.version = found.version;
            }
        }
        if article.texts.is_empty() {
            return Err(NOT_FOUND);
        }
    }
    Ok(ArticleDetail { article, contents })
}
