//! From path and method to the call that answers it.

use std::sync::Arc;

use http::Method;
use serde_json::Value;

use super::error::{GraphError, GraphResult};
use super::reply::Reply;
use super::request::GraphCall;
use super::{
    accounts, batch, comments, conversations, debug_token, faulty, instagram_comments, message_templates,
    messenger_profile, nodes, personas, send, subscribed_apps, subscriptions, thread_control,
};
use crate::platform::Platform;

/// Answers a call: faults first, then the platform itself.
pub(crate) async fn answer(platform: &Arc<Platform>, call: GraphCall) -> Reply {
    if let Some(reply) = faulty::before(platform, &call).await {
        return reply;
    }
    let sends =
        call.method == Method::POST && matches!(call.parts()[..], [_, "messages" | "comments" | "replies"]);
    match route(platform, &call).await {
        Ok(body) if sends => faulty::after_accept(platform, &call, &body).unwrap_or_else(|| Reply::ok(body)),
        Ok(body) => Reply::ok(body),
        Err(error) => Reply::error(platform, &error),
    }
}

async fn route(platform: &Arc<Platform>, call: &GraphCall) -> GraphResult<Value> {
    let parts = call.parts();
    let (get, post, delete) = (
        call.method == Method::GET,
        call.method == Method::POST,
        call.method == Method::DELETE,
    );
    match parts[..] {
        [] if post => Box::pin(batch::run(platform, call)).await,
        ["debug_token"] if get => debug_token::get(platform, call),
        ["oauth", "access_token"] if get || post => accounts::exchange(platform, call).await,
        [_, "accounts"] if get => accounts::list(platform, call),
        [id, "messages"] if post => send::send(platform, call, id).await,
        [id, "message_attachments"] if post => send::upload(platform, call, id).await,
        [id, "subscribed_apps"] if get => subscribed_apps::list(platform, call, id),
        [id, "subscribed_apps"] if post => subscribed_apps::subscribe(platform, call, id).await,
        [id, "subscribed_apps"] if delete => subscribed_apps::unsubscribe(platform, call, id).await,
        [id, "subscriptions"] if get => subscriptions::list(platform, call, id),
        [id, "subscriptions"] if post => subscriptions::subscribe(platform, call, id).await,
        [id, "subscriptions"] if delete => subscriptions::unsubscribe(platform, call, id).await,
        [id, "messenger_profile"] if get => messenger_profile::get(platform, call, id),
        [id, "messenger_profile"] if post => messenger_profile::set(platform, call, id).await,
        [id, "messenger_profile"] if delete => messenger_profile::delete(platform, call, id).await,
        [id, "thread_owner"] if get => thread_control::owner(platform, call, id),
        [id, "pass_thread_control"] if post => thread_control::pass(platform, call, id).await,
        [id, "take_thread_control"] if post => thread_control::take(platform, call, id).await,
        [id, "release_thread_control"] if post => thread_control::release(platform, call, id).await,
        [id, "request_thread_control"] if post => thread_control::request(platform, call, id).await,
        [id, "conversations"] if get => conversations::list(platform, call, id),
        [id, "messages"] if get => conversations::messages(platform, call, id),
        [id, "message_templates"] if get => message_templates::list(platform, call, id),
        [id, "message_templates"] if post => message_templates::create(platform, call, id).await,
        [id, "message_templates"] if delete => message_templates::delete(platform, call, id).await,
        [id, "personas"] if post => personas::create(platform, call, id).await,
        [id, "personas"] if get => personas::list(platform, call, id),
        [id] if get && personas::is_persona(platform, id) => personas::get(platform, call, id),
        [id] if delete && personas::is_persona(platform, id) => personas::delete(platform, call, id).await,
        [id, "comments"] if get => comments::list(platform, call, id),
        [id, "comments"] if post => comments::reply(platform, call, id).await,
        [id, "replies"] if get => instagram_comments::list(platform, call, id),
        [id, "replies"] if post => instagram_comments::reply(platform, call, id).await,
        [id] if get && instagram_comments::is_one(platform, id) => {
            instagram_comments::get(platform, call, id)
        }
        [id] if get && comments::is_feed(platform, id) => comments::get(platform, call, id),
        [id] if get && conversations::is_thread(id) => conversations::thread(platform, call, id),
        [id] if get && conversations::is_message(id) => conversations::message(platform, call, id),
        [id] if get => nodes::get(platform, call, id),
        [id] => Err(GraphError::no_object(call.method.as_str(), id)),
        _ => Err(unknown_path(&parts)),
    }
}

fn unknown_path(parts: &[&str]) -> GraphError {
    let rest = parts.get(1..).unwrap_or(parts).join("/");
    GraphError::new(2500, None, format!("Unknown path components: /{rest}"))
}
