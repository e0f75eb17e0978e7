//! Knowledge articles and their folders.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::knowledge::{
    ArticleContent, ArticleDetail, ArticleFolderInput, ArticleFolderView, ArticleHit, ArticleInput,
    ArticleStep, ArticleView, ManyArticles,
};
use parlance_api::page::List;
use parlance_core::{ArticleFolderId, ArticleId, ServiceId};
use parlance_engine::{identity::limits::Costly, knowledge::ArticleSearch};
use serde::Deserialize;

use crate::{
    auth::{ArticlesReader, ArticlesWriter, NamesReader},
    error::ApiError,
    extract::{Body, Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(folders, create_folder))
        .routes(routes!(change_folder, delete_folder))
        .routes(routes!(list, create))
        .routes(routes!(search))
        .routes(routes!(change_many))
        .routes(routes!(get, change))
        .routes(routes!(step))
        .routes(routes!(versions))
}

/// All folders of knowledge articles, by name.
#[utoipa::path(
    get,
    path = "/article-folders",
    tag = "knowledge",
    operation_id = "listArticleFolders",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The folders.", body = List<ArticleFolderView>)),
)]
async fn folders(
    State(state): State<AppState>,
    reader: NamesReader,
) -> Result<Json<List<ArticleFolderView>>, ApiError> {
    let items = state.engine.article_folders(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a folder.
#[utoipa::path(
    post,
    path = "/article-folders",
    tag = "knowledge",
    operation_id = "createArticleFolder",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    request_body = ArticleFolderInput,
    responses((status = 201, description = "Made.", body = ArticleFolderView)),
)]
async fn create_folder(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Body(command): Body<ArticleFolderInput>,
) -> Result<(StatusCode, Json<ArticleFolderView>), ApiError> {
    let made = state.engine.create_article_folder(&author.0, command).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Renames or moves a folder.
#[utoipa::path(
    patch,
    path = "/article-folders/{id}",
    tag = "knowledge",
    operation_id = "changeArticleFolder",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    params(("id" = ArticleFolderId, Path, description = "Its id")),
    request_body = ArticleFolderInput,
    responses((status = 200, description = "The folder.", body = ArticleFolderView)),
)]
async fn change_folder(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Id(id): Id<ArticleFolderId>,
    Body(command): Body<ArticleFolderInput>,
) -> Result<Json<ArticleFolderView>, ApiError> {
    Ok(Json(
        state.engine.change_article_folder(&author.0, id, command).await?,
    ))
}

/// Deletes an empty folder.
#[utoipa::path(
    delete,
    path = "/article-folders/{id}",
    tag = "knowledge",
    operation_id = "deleteArticleFolder",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    params(("id" = ArticleFolderId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn delete_folder(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Id(id): Id<ArticleFolderId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_article_folder(&author.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All articles, by name, drafts and retired ones too.
#[utoipa::path(
    get,
    path = "/articles",
    tag = "knowledge",
    operation_id = "listArticles",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The articles.", body = List<ArticleView>)),
)]
async fn list(
    State(state): State<AppState>,
    author: ArticlesReader,
) -> Result<Json<List<ArticleView>>, ApiError> {
    let items = state.engine.articles(&author.0).await?;
    Ok(Json(List { items }))
}

/// Makes an article with its first text.
#[utoipa::path(
    post,
    path = "/articles",
    tag = "knowledge",
    operation_id = "createArticle",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    request_body = ArticleInput,
    responses((status = 201, description = "Made.", body = ArticleDetail)),
)]
async fn create(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Body(command): Body<ArticleInput>,
) -> Result<(StatusCode, Json<ArticleDetail>), ApiError> {
    let made = state.engine.create_article(&author.0, command).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// What is looked for.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
    language: Option<String>,
    service_id: Option<ServiceId>,
}

/// Published articles with all words of a question, the best first; without words those meant for the service.
#[utoipa::path(
    get,
    path = "/articles/search",
    tag = "knowledge",
    operation_id = "searchArticles",
    security(("session" = []), ("api_key" = ["config_read"])),
    params(("q" = Option<String>, Query, description = "Words, as in the search of records"), ("language" = Option<String>, Query, description = "Preferred language"), ("service_id" = Option<ServiceId>, Query, description = "The conversation's service: its articles come first")),
    responses((status = 200, description = "The articles, at most 50.", body = List<ArticleHit>)),
)]
async fn search(
    State(state): State<AppState>,
    reader: NamesReader,
    Params(search): Params<Search>,
) -> Result<Json<List<ArticleHit>>, ApiError> {
    state.engine.count(reader.0.actor(), Costly::Search)?;
    let search = ArticleSearch {
        q: search.q,
        language: search.language,
        service_id: search.service_id,
    };
    let items = state.engine.search_articles(&reader.0, search).await?;
    Ok(Json(List { items }))
}

/// Moves many articles, or publishes, retires or restores their texts; all or none.
#[utoipa::path(
    post,
    path = "/articles/many",
    tag = "knowledge",
    operation_id = "changeArticles",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    request_body = ManyArticles,
    responses((status = 200, description = "The articles.", body = List<ArticleView>)),
)]
async fn change_many(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Body(command): Body<ManyArticles>,
) -> Result<Json<List<ArticleView>>, ApiError> {
    let items = state.engine.change_articles(&author.0, command).await?;
    Ok(Json(List { items }))
}

/// One article with its words.
#[utoipa::path(
    get,
    path = "/articles/{id}",
    tag = "knowledge",
    operation_id = "getArticle",
    security(("session" = []), ("api_key" = ["config_read"])),
    params(("id" = ArticleId, Path, description = "Its id")),
    responses((status = 200, description = "The article.", body = ArticleDetail)),
)]
async fn get(
    State(state): State<AppState>,
    reader: NamesReader,
    Id(id): Id<ArticleId>,
) -> Result<Json<ArticleDetail>, ApiError> {
    Ok(Json(state.engine.article(&reader.0, id).await?))
}

/// Changes an article; a text that is given becomes a new version of it.
#[utoipa::path(
    patch,
    path = "/articles/{id}",
    tag = "knowledge",
    operation_id = "changeArticle",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    params(("id" = ArticleId, Path, description = "Its id")),
    request_body = ArticleInput,
    responses((status = 200, description = "The article.", body = ArticleDetail)),
)]
async fn change(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Id(id): Id<ArticleId>,
    Body(command): Body<ArticleInput>,
) -> Result<Json<ArticleDetail>, ApiError> {
    Ok(Json(state.engine.change_article(&author.0, id, command).await?))
}

/// Publishes, retires or restores texts of an article.
#[utoipa::path(
    post,
    path = "/articles/{id}/step",
    tag = "knowledge",
    operation_id = "stepArticle",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_write"])),
    params(("id" = ArticleId, Path, description = "Its id")),
    request_body = ArticleStep,
    responses((status = 200, description = "The article.", body = ArticleDetail)),
)]
async fn step(
    State(state): State<AppState>,
    author: ArticlesWriter,
    Id(id): Id<ArticleId>,
    Body(command): Body<ArticleStep>,
) -> Result<Json<ArticleDetail>, ApiError> {
    Ok(Json(state.engine.step_article(&author.0, id, command).await?))
}

/// Whose versions.
#[derive(Deserialize)]
struct Versions {
    language: String,
}

/// The versions of a text, newest first.
#[utoipa::path(
    get,
    path = "/articles/{id}/versions",
    tag = "knowledge",
    operation_id = "listArticleVersions",
    security(("session" = ["write_knowledge"]), ("api_key" = ["config_read"])),
    params(("id" = ArticleId, Path, description = "Its id"), ("language" = String, Query, description = "Of the text in this language")),
    responses((status = 200, description = "The versions.", body = List<ArticleContent>)),
)]
async fn versions(
    State(state): State<AppState>,
    author: ArticlesReader,
    Id(id): Id<ArticleId>,
    Params(of): Params<Versions>,
) -> Result<Json<List<ArticleContent>>, ApiError> {
    let items = state.engine.article_versions(&author.0, id, of.language).await?;
    Ok(Json(List { items }))
}
