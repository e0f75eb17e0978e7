//! Articles as an apply file wants them: found by name, with a path of folders that are made where they are missing.

use parlance_api::knowledge::{ArticleFolderInput, ArticleInput, ArticleTextInput};
use parlance_core::{ArticleFolderId, ServiceId, TenantCtx};
use parlance_store::{
    Read, Tx,
    knowledge::{ArticleFolderRow, ArticleRow},
};

use super::{articles, folders};
use crate::{Env, Refusal, audit::Who};

/// An article as it shall be. What is absent stays.
#[derive(Debug, Clone, Default)]
pub struct ArticleWanted {
    /// Its name, by which it is found.
    pub name: String,
    /// Names of its folders, outermost first; empty: at the top.
    pub folder: Option<Vec<String>>,
    /// Services it is suggested to.
    pub service_ids: Option<Vec<ServiceId>>,
    /// Texts that become new versions and are published.
    pub texts: Vec<ArticleTextInput>,
}

/// The names of an article's folders, outermost first.
#[must_use]
pub fn folder_path(all: &[ArticleFolderRow], article: &ArticleRow) -> Vec<String> {
    let path = folders::path(all, article.folder_id);
    path.into_iter().map(|row| row.name.clone()).collect()
}

/// Makes an article look as wanted.
pub fn put(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    wanted: ArticleWanted,
) -> Result<(), Refusal> {
    let folder_id = match &wanted.folder {
        Some(path) => Some(folder(tx, env, ctx, who, path)?),
        None => None,
    };
    let present = find(tx.as_read(), ctx, &wanted.name)?;
    let mut texts = wanted.texts.into_iter().map(articles::published);
    let mut input = ArticleInput {
        folder_id,
        service_ids: wanted.service_ids,
        ..ArticleInput::default()
    };
    let id = if let Some(row) = present {
        articles::change(tx, env, ctx, who, row.id, &input)?;
        row.id
    } else {
        input.name = Some(wanted.name);
        input.text = texts.next();
        articles::create(tx, env, ctx, who, &input)?.id
    };
    for text in texts {
        let input = ArticleInput {
            text: Some(text),
            ..ArticleInput::default()
        };
        articles::change(tx, env, ctx, who, id, &input)?;
    }
    Ok(())
}

fn find(read: &dyn Read, ctx: &TenantCtx, name: &str) -> Result<Option<ArticleRow>, Refusal> {
    let lower = name.trim().to_lowercase();
    let articles = read.articles(ctx)?;
    Ok(articles.into_iter().find(|row| row.name.to_lowercase() == lower))
}

/// The innermost folder of a path; those that are missing are made.
fn folder(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    path: &[String],
) -> Result<Option<ArticleFolderId>, Refusal> {
    let mut parent = None;
    for name in path {
        let lower = name.trim().to_lowercase();
        let all = tx.article_folders(ctx)?;
        let found = all
            .iter()
            .find(|row| row.parent_id == parent && row.name.to_lowercase() == lower);
        let known = found.map(|row| row.id);
        parent = Some(if let Some(id) = known {
            id
        } else {
            let input = ArticleFolderInput {
                name: Some(name.clone()),
                parent_id: Some(parent),
            };
            folders::create(tx, env, ctx, who, &input)?.id
        });
    }
    Ok(parent)
}
