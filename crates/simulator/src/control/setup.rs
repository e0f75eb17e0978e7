//! Founding: apps, pages, tokens, callbacks, fields, subscriptions; the overview and the log.

use axum::Json;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ControlError;
use crate::simulator::{AppChange, NewToken, Simulator, Subscription};
use crate::views::{LogView, Overview, WebhookView};

type Answer = Result<Json<Value>, ControlError>;
type Created = Result<(StatusCode, Json<Value>), ControlError>;

#[expect(clippy::unnecessary_wraps, reason = "the last word of handlers that can fail")]
pub(super) fn created(value: Value) -> Created {
    Ok((StatusCode::CREATED, Json(value)))
}

pub(super) async fn overview(State(simulator): State<Simulator>) -> Json<Overview> {
    Json(simulator.overview())
}

#[derive(Deserialize)]
pub(super) struct LogQuery {
    psid: Option<String>,
    limit: Option<usize>,
}

pub(super) async fn log(
    State(simulator): State<Simulator>,
    Query(query): Query<LogQuery>,
) -> Json<Vec<LogView>> {
    Json(simulator.log(query.psid.as_deref(), query.limit.unwrap_or(100)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApp {
    name: String,
}

pub(super) async fn create_app(State(simulator): State<Simulator>, Json(new): Json<NewApp>) -> Created {
    created(json!({"id": simulator.create_app(&new.name).await?}))
}

pub(super) async fn change_app(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(change): Json<AppChange>,
) -> Answer {
    simulator.change_app(&id, change).await?;
    Ok(Json(json!({})))
}

pub(super) async fn secret(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    Ok(Json(json!({"secret": simulator.app_secret(&id)?})))
}

pub(super) async fn reset_secret(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    Ok(Json(json!({"secret": simulator.reset_app_secret(&id).await?})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Callback {
    callback_url: String,
    verify_token: String,
}

pub(super) async fn verify(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(callback): Json<Callback>,
) -> Result<Json<WebhookView>, ControlError> {
    simulator
        .verify_callback(&id, &callback.callback_url, &callback.verify_token)
        .await
        .map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fields {
    fields: Vec<String>,
}

pub(super) async fn choose_fields(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(chosen): Json<Fields>,
) -> Answer {
    simulator.choose_fields(&id, chosen.fields).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TestEvent {
    field: String,
}

pub(super) async fn test_event(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(test): Json<TestEvent>,
) -> Answer {
    Ok(Json(
        json!({"answer": simulator.send_test_event(&id, &test.field).await?}),
    ))
}

pub(super) async fn create_user_token(State(simulator): State<Simulator>, Path(id): Path<String>) -> Created {
    created(json!({"token": simulator.create_user_token(&id).await?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPage {
    name: String,
    username: Option<String>,
}

pub(super) async fn create_page(State(simulator): State<Simulator>, Json(new): Json<NewPage>) -> Created {
    created(json!({"id": simulator.create_page(&new.name, new.username.as_deref()).await?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageChange {
    restricted: bool,
}

pub(super) async fn change_page(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(change): Json<PageChange>,
) -> Answer {
    simulator.restrict_page(&id, change.restricted).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct TokenOrder {
    app_id: String,
    #[serde(default)]
    scopes: Option<Vec<String>>,
    #[serde(default)]
    expires_in_s: Option<i64>,
}

pub(super) async fn create_token(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(order): Json<TokenOrder>,
) -> Created {
    let new = NewToken {
        scopes: order.scopes,
        expires_in_s: order.expires_in_s,
    };
    let token = simulator.create_token(&id, &order.app_id, new).await?;
    created(json!({"id": simulator.token_id(&token), "token": token}))
}

/// What is done to a token.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum TokenChange {
    Expire,
    Withdraw {
        #[serde(default = "password_changed")]
        subcode: u32,
    },
    Scopes {
        scopes: Vec<String>,
    },
}

fn password_changed() -> u32 {
    460
}

pub(super) async fn change_token(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
    Json(change): Json<TokenChange>,
) -> Answer {
    match change {
        TokenChange::Expire => simulator.expire_token(id).await?,
        TokenChange::Withdraw { subcode } => simulator.withdraw_token(id, subcode).await?,
        TokenChange::Scopes { scopes } => simulator.set_token_scopes(id, scopes).await?,
    }
    Ok(Json(json!({})))
}

pub(super) async fn subscribe(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(wanted): Json<Subscription>,
) -> Answer {
    simulator.subscribe_page(&id, wanted).await?;
    Ok(Json(json!({})))
}

pub(super) async fn retry_now(State(simulator): State<Simulator>) -> Json<Value> {
    simulator.retry_now();
    Json(json!({}))
}
