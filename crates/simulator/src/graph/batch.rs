//! `POST /` with `batch=[…]`: several calls in one, answered in order.

use std::sync::Arc;

use http::Method;
use serde_json::{Value, json};

use super::dispatch::answer;
use super::error::{GraphError, GraphResult};
use super::reply::Reply;
use super::request::GraphCall;
use crate::platform::Platform;

const MOST_PARTS: usize = 50;

pub(crate) async fn run(platform: &Arc<Platform>, call: &GraphCall) -> GraphResult<Value> {
    let Some(Value::Array(parts)) = call.json("batch")? else {
        return Err(GraphError::param("The parameter batch must be a JSON array."));
    };
    if parts.len() > MOST_PARTS {
        return Err(GraphError::new(
            1,
            None,
            format!("Too many requests in batch message. Maximum batch size is {MOST_PARTS}"),
        )
        .with_status(400));
    }
    let mut answers = Vec::with_capacity(parts.len());
    for part in parts {
        let text = |key| part.get(key).and_then(Value::as_str).unwrap_or_default();
        let method: Method = text("method").to_uppercase().parse().unwrap_or(Method::GET);
        let mut inner = GraphCall::new(method, text("relative_url"));
        inner.add_form(text("body").as_bytes());
        if inner.token().is_none() {
            inner.bearer = call.token();
        }
        answers.push(if inner.path.is_empty() {
            part_answer(Reply::error(
                platform,
                &GraphError::param("A batch part needs a relative_url."),
            ))
        } else {
            part_answer(answer(platform, inner).await)
        });
    }
    Ok(Value::Array(answers))
}

fn part_answer(reply: Reply) -> Value {
    match reply {
        Reply::Json { status, body } => {
            json!({"code": status, "headers": [], "body": body.to_string()})
        }
        // A part that timed out is null.
        Reply::Garbage | Reply::Cut => Value::Null,
    }
}
