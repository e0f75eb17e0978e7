//! The texts of an article: versions are added, one of them is published.

use parlance_api::knowledge::ArticleTextInput;
use parlance_core::{
    TenantCtx,
    knowledge::{TextError, TextLife, TextStep},
};
use parlance_store::{
    Tx,
    knowledge::{ArticleRow, ArticleTextRow, ArticleVersionRow},
};

use crate::{
    Env, Refusal,
    admin::{check::Check, next_update},
    audit::Who,
};

pub(super) const LONGEST_TITLE: usize = 120;
const LONGEST_KEYWORDS: usize = 500;
const LONGEST_BODY: usize = 20_000;

impl From<TextError> for Refusal {
    fn from(error: TextError) -> Self {
        let code = match error {
            TextError::AlreadyPublished => "already_published",
            TextError::Retired => "text_retired",
            TextError::NotRetired => "text_not_retired",
        };
        Self::conflict(code, error.to_string())
    }
}

/// A language as BCP 47 writes it: `de`, `pt-BR`.
fn check_language(check: &mut Check, field: &str, language: &str) -> String {
    let mut parts = language.trim().split('-');
    let first = parts.next().unwrap_or_default();
    let fine = (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && language.trim().len() <= 20;
    check.that(
        fine,
        field,
        "malformed",
        "Write a language such as en, de or pt-BR.",
    );
    let (first, rest) = language.trim().split_at(first.len().min(language.trim().len()));
    format!("{}{rest}", first.to_ascii_lowercase())
}

/// A text as it shall be written, checked.
pub(super) fn check_text(check: &mut Check, prefix: &str, input: &ArticleTextInput) -> ArticleTextInput {
    let field = |name: &str| format!("{prefix}{name}");
    ArticleTextInput {
        language: check_language(check, &field("language"), &input.language),
        title: check.text(field("title"), &input.title, 1, LONGEST_TITLE),
        keywords: check.text(field("keywords"), &input.keywords, 0, LONGEST_KEYWORDS),
        body: check.lines(field("body"), &input.body, 1, LONGEST_BODY),
        publish: input.publish,
    }
}

/// Writes a version of a checked text into an article that is stored already, and publishes it when that is wanted.
pub(super) fn write(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    article: &mut ArticleRow,
    input: ArticleTextInput,
) -> Result<(), Refusal> {
    let at = article
        .texts
        .iter()
        .position(|text| text.language == input.language);
    let life = match at {
        Some(at) => article.texts[at].life.written()?,
        None => TextLife::begun(),
    };
    let row = ArticleVersionRow {
        version: life.latest(),
        title: input.title,
        keywords: input.keywords,
        body: input.body,
        written_by: who.user_id(),
        author: who.name.clone(),
        written_at: env.now,
    };
    let text = ArticleTextRow {
        language: input.language,
        life,
        title: row.title.clone(),
        updated_at: env.now,
    };
    let at = at.unwrap_or_else(|| {
        article.texts.push(text.clone());
        article.texts.len() - 1
    });
    article.texts[at] = text;
    let language = article.texts[at].language.clone();
    article
        .texts
        .sort_by(|one, other| one.language.cmp(&other.language));
    tx.insert_article_version(ctx, article.id, &language, &row)?;
    tx.update_article(ctx, article)?;
    if input.publish {
        step(tx, env, ctx, article, &language, TextStep::Publish)?;
    }
    Ok(())
}

/// Takes a step of a text and lets it be found, or no more.
pub(super) fn step(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    article: &mut ArticleRow,
    language: &str,
    step: TextStep,
) -> Result<(), Refusal> {
    let id = article.id;
    let text = article
        .texts
        .iter_mut()
        .find(|text| text.language == language)
        .ok_or(Refusal::field(
            "language",
            "unknown",
            "The article has no text in this language.",
        ))?;
    text.life = text.life.step(step)?;
    text.updated_at = next_update(env.now, text.updated_at);
    let found = match text.life.published() {
        Some(version) => tx.article_version(ctx, id, language, version)?,
        None => None,
    };
    let searched = found.map(|version| version.searched_text());
    tx.index_article(ctx, id, language, searched.as_deref())?;
    tx.update_article(ctx, article)?;
    Ok(())
}
