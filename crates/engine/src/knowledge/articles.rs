//! Writing articles.

use parlance_api::knowledge::{
    ArticleContent, ArticleDetail, ArticleInput, ArticleStep, ArticleTextInput, ArticleView, ManyArticles,
};
use parlance_core::{
    ArticleId, ServiceId, TenantCtx,
    knowledge::{TextError, TextStep},
    permission::Right,
};
use parlance_store::{Read, Tx, knowledge::ArticleRow};

use super::{ARTICLE, NOT_FOUND, content, detail, folders::check_folder, texts, view};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{
        check::{Check, first_repeated},
        next_update, not_changed_since,
        noun::own_name,
    },
    audit::Who,
    identity::Caller,
};

const MOST_AT_ONCE: usize = 500;
const MOST_SERVICES: usize = 200;
/// Versions that are listed.
const VERSIONS: u32 = 200;

fn check_name(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    name: &str,
    own: Option<ArticleId>,
) -> Result<String, Refusal> {
    let articles = read.articles(ctx)?;
    let others = articles.iter().filter(|other| Some(other.id) != own);
    let names = others.map(|other| other.name.as_str());
    let taken = "Another article has this name.";
    Ok(own_name(check, name, texts::LONGEST_TITLE, names, taken))
}

fn check_services(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    ids: &[ServiceId],
) -> Result<Vec<ServiceId>, Refusal> {
    check.that(
        ids.len() <= MOST_SERVICES,
        "service_ids",
        "too_long",
        "Too many services.",
    );
    for (at, id) in ids.iter().enumerate().take(MOST_SERVICES) {
        let known = read.service(ctx, *id)?.is_some();
        check.that(
            known,
            format!("service_ids[{at}]"),
            "unknown",
            "This service does not exist.",
        );
    }
    if let Some(at) = first_repeated(ids) {
        check.fault(
            format!("service_ids[{at}]"),
            "taken",
            "This service stands there twice.",
        );
    }
    Ok(ids.to_vec())
}

/// Makes an article with its first text.
pub(super) fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &ArticleInput,
) -> Result<ArticleRow, Refusal> {
    let mut check = Check::default();
    let Some(text) = &input.text else {
        return Err(Refusal::field("text", "missing", "Write a text."));
    };
    let text = texts::check_text(&mut check, "text.", text);
    let read = tx.as_read();
    let name = input.name.as_deref().filter(|name| !name.trim().is_empty());
    let name = check_name(read, ctx, &mut check, name.unwrap_or(&text.title), None)?;
    let folder_id = input.folder_id.flatten();
    check_folder(read, ctx, &mut check, folder_id)?;
    let services = input.service_ids.clone().unwrap_or_default();
    let service_ids = check_services(read, ctx, &mut check, &services)?;
    check.done()?;
    let mut row = ArticleRow {
        id: ArticleId::new(env.now, env.id_bytes()),
        folder_id,
        name,
        service_ids,
        texts: Vec::new(),
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_article(ctx, &row)?;
    texts::write(tx, env, ctx, who, &mut row, text)?;
    ARTICLE.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes an article; a text that is given becomes a new version.
pub(super) fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: ArticleId,
    input: &ArticleInput,
) -> Result<ArticleRow, Refusal> {
    let before = tx.article(ctx, id)?.ok_or(NOT_FOUND)?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut check = Check::default();
    let mut after = before.clone();
    let read = tx.as_read();
    if let Some(name) = &input.name {
        after.name = check_name(read, ctx, &mut check, name, Some(id))?;
    }
    if let Some(folder) = input.folder_id {
        check_folder(read, ctx, &mut check, folder)?;
        after.folder_id = folder;
    }
    if let Some(services) = &input.service_ids {
        after.service_ids = check_services(read, ctx, &mut check, services)?;
    }
    let text = input
        .text
        .as_ref()
        .map(|text| texts::check_text(&mut check, "text.", text));
    check.done()?;
    if after == before && text.is_none() {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    let fields = [
        ("name", after.name != before.name),
        ("folder_id", after.folder_id != before.folder_id),
        ("service_ids", after.service_ids != before.service_ids),
        ("text", text.is_some()),
    ];
    match text {
        Some(text) => texts::write(tx, env, ctx, who, &mut after, text)?,
        None => tx.update_article(ctx, &after)?,
    }
    ARTICLE.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

/// Takes a step of one text, or of all that can take it.
fn take(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    mut article: ArticleRow,
    command: &ArticleStep,
) -> Result<ArticleRow, Refusal> {
    article.updated_at = next_update(env.now, article.updated_at);
    let mut refused: Option<TextError> = None;
    let mut taken = 0;
    let languages: Vec<_> = article
        .texts
        .iter()
        .map(|text| (text.language.clone(), text.life))
        .collect();
    for (language, life) in languages {
        match &command.language {
            Some(wanted) if *wanted != language => continue,
            None => {
                if let Err(error) = life.step(command.step) {
                    refused = Some(error);
                    continue;
                }
            }
            Some(_) => {}
        }
        texts::step(tx, env, ctx, &mut article, &language, command.step)?;
        taken += 1;
    }
    if taken == 0 {
        return Err(match refused {
            Some(error) => error.into(),
            None => Refusal::field("language", "unknown", "The article has no text in this language."),
        });
    }
    let field = match command.step {
        TextStep::Publish => "published",
        TextStep::Retire => "retired",
        TextStep::Restore => "restored",
    };
    ARTICLE.altered(tx, env, ctx, who, article.id, &[(field, true)])?;
    Ok(article)
}

/// Moves many articles, or takes a step of their texts where they can take it; all or none.
fn change_many(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    command: &ManyArticles,
) -> Result<Vec<ArticleRow>, Refusal> {
    if command.ids.is_empty() || command.ids.len() > MOST_AT_ONCE {
        let message = format!("Name 1 to {MOST_AT_ONCE} articles.");
        return Err(Refusal::field("ids", "out_of_range", message));
    }
    let mut rows = Vec::with_capacity(command.ids.len());
    for id in &command.ids {
        let moved = ArticleInput {
            folder_id: command.folder_id,
            ..ArticleInput::default()
        };
        let mut row = change(tx, env, ctx, who, *id, &moved)?;
        let can = |step: TextStep| row.texts.iter().any(|text| text.life.step(step).is_ok());
        if let Some(step) = command.step.filter(|step| can(*step)) {
            let command = ArticleStep { language: None, step };
            row = take(tx, env, ctx, who, row, &command)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

fn is_author(caller: &Caller) -> bool {
    caller.may(
        Some(Right::WriteKnowledge),
        Some(parlance_api::session::ApiScope::ConfigRead),
    )
}

impl Engine {
    /// All articles by name, as their authors see them.
    pub async fn articles(&self, caller: &Caller) -> Result<Vec<ArticleView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.articles(&ctx)?.iter().map(view).collect()))
            .await
    }

    /// One article with its words.
    pub async fn article(&self, caller: &Caller, id: ArticleId) -> Result<ArticleDetail, UseCaseError> {
        let (ctx, is_author) = (*caller.ctx(), is_author(caller));
        self.read(move |read, _| {
            let row = read.article(&ctx, id)?.ok_or(NOT_FOUND)?;
            detail(read, &ctx, &row, is_author)
        })
        .await
    }

    /// The versions of a text, newest first.
    pub async fn article_versions(
        &self,
        caller: &Caller,
        id: ArticleId,
        language: String,
    ) -> Result<Vec<ArticleContent>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| {
            read.article(&ctx, id)?.ok_or(NOT_FOUND)?;
            let versions = read.article_versions(&ctx, id, &language, VERSIONS)?;
            Ok(versions
                .into_iter()
                .map(|version| content(&language, version))
                .collect())
        })
        .await
    }

    /// Makes an article.
    pub async fn create_article(
        &self,
        caller: &Caller,
        input: ArticleInput,
    ) -> Result<ArticleDetail, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let row = create(tx, env, ctx, who, &input)?;
            detail(tx.as_read(), ctx, &row, true)
        })
        .await
    }

    /// Changes an article.
    pub async fn change_article(
        &self,
        caller: &Caller,
        id: ArticleId,
        input: ArticleInput,
    ) -> Result<ArticleDetail, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let row = change(tx, env, ctx, who, id, &input)?;
            detail(tx.as_read(), ctx, &row, true)
        })
        .await
    }

    /// Publishes, retires or restores texts of an article.
    pub async fn step_article(
        &self,
        caller: &Caller,
        id: ArticleId,
        command: ArticleStep,
    ) -> Result<ArticleDetail, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let row = tx.article(ctx, id)?.ok_or(NOT_FOUND)?;
            let row = take(tx, env, ctx, who, row, &command)?;
            detail(tx.as_read(), ctx, &row, true)
        })
        .await
    }

    /// Does something with many articles at once.
    pub async fn change_articles(
        &self,
        caller: &Caller,
        command: ManyArticles,
    ) -> Result<Vec<ArticleView>, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let rows = change_many(tx, env, ctx, who, &command)?;
            Ok(rows.iter().map(view).collect())
        })
        .await
    }
}

/// A text that `apply` wants, as the API takes it.
pub(super) fn published(text: ArticleTextInput) -> ArticleTextInput {
    ArticleTextInput {
        publish: true,
        ..text
    }
}
