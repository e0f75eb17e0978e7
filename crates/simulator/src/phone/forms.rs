//! Forms that a page sends: the customer says how it went, or fills in an address. Neither opens the window.

use serde_json::{Map, Value, json};

use super::receipts::mark_read;
use super::wire::page_of;
use crate::ControlError;
use crate::fanout::{Emission, emit, remember};
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event};
use crate::world::{Attachment, Author, Change, Message};

const DAY_MS: i64 = 86_400_000;

/// What the customer enters.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Of a feedback form.
    Feedback { score: String, comment: Option<String> },
    /// Of a form for an address: keys and values.
    Address(Vec<(String, String)>),
}

/// The customer sends a form back, once and before it ends.
pub(crate) fn answer(tx: &mut Tx<'_>, psid: &str, mid: &str, answer: Answer) -> Result<(), ControlError> {
    let thread = tx.thread(psid)?;
    let message = thread
        .message(mid)
        .cloned()
        .ok_or_else(|| ControlError::not_found("message", mid))?;
    let kind = match answer {
        Answer::Feedback { .. } => "customer_feedback",
        Answer::Address(_) => "customer_information",
    };
    let (Author::Page { app_id }, Some(form)) = (message.author.clone(), form(&message, kind)) else {
        return Err(ControlError::invalid("this message holds no such form"));
    };
    if message.tapped.is_some() {
        return Err(ControlError::Conflict("this form was sent back already".into()));
    }
    let days = form.get("expires_in_days").and_then(Value::as_i64).unwrap_or(1);
    if tx.now >= message.at_ms + days * DAY_MS {
        return Err(ControlError::Conflict(
            "the time to fill this form in is over".into(),
        ));
    }
    let (field, what, body) = match answer {
        Answer::Feedback { score, comment } => (
            "messaging_feedback",
            score.clone(),
            feedback(&form, &score, comment)?,
        ),
        Answer::Address(answers) => (
            "messaging_customer_information",
            "an address".to_owned(),
            address(&form, answers)?,
        ),
    };
    mark_read(tx, psid);
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: Message {
            tapped: Some(what.clone()),
            ..message
        },
    });
    let at_ms = tx.stamp(psid);
    let mut raw = Map::new();
    raw.insert(field.to_owned(), body);
    let event = Event::from_customer(psid, &page_of(tx, psid), at_ms, Body::Raw(raw));
    let mut emission = Emission::new(psid, field, "form", event).what(what);
    emission.only_app = Some(app_id);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

fn form(message: &Message, kind: &str) -> Option<Value> {
    message
        .attachments
        .iter()
        .find_map(|attachment| match attachment {
            Attachment::Template { payload } if payload["template_type"] == kind => Some(payload.clone()),
            _ => None,
        })
}

fn feedback(form: &Value, score: &str, comment: Option<String>) -> Result<Value, ControlError> {
    let question = &form["feedback_screens"][0]["questions"][0];
    let scale = question["type"].as_str().unwrap_or_default();
    let range = match scale {
        "csat" => Some(1..=5),
        "ces" => Some(1..=7),
        "nps" => Some(0..=10),
        _ => None,
    };
    if let Some(range) = range
        && !score.parse().is_ok_and(|score: u32| range.contains(&score))
    {
        let (first, last) = (range.start(), range.end());
        return Err(ControlError::invalid(format!(
            "a score lies between {first} and {last}"
        )));
    }
    let mut given = json!({"type": scale, "payload": score});
    if let Some(comment) = comment.filter(|comment| !comment.trim().is_empty()) {
        if question.get("follow_up").is_none() {
            return Err(ControlError::invalid("this form takes no words"));
        }
        given["follow_up"] = json!({"type": "free_form", "payload": comment});
    }
    let id = question["id"].as_str().unwrap_or_default();
    Ok(json!({"feedback_screens": [{"screen_id": 0, "questions": {id: given}}]}))
}

fn address(form: &Value, answers: Vec<(String, String)>) -> Result<Value, ControlError> {
    let given: Vec<Value> = answers
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    if given.is_empty() {
        return Err(ControlError::invalid("fill in something first"));
    }
    let screen = form["title"].as_str().unwrap_or("Add address");
    Ok(json!({"screens": [{"screen_id": screen, "responses": given}]}))
}
