//! Utility messages: an approved template of the page with its places filled, at any time.

use serde_json::{Value, json};

use super::super::error::{GraphError, GraphResult};
use super::draft::{Content, Draft, Messaging, text_of};
use crate::world::{Attachment, Page, UtilityTemplate, places};

/// What the customer gets: a text, or a template where there is more than that.
pub(super) struct Drawn {
    pub text: Option<String>,
    pub attachment: Option<Attachment>,
}

/// The template that a send names, filled. `None` when it names none.
pub(super) fn drawn(page: &Page, draft: &Draft) -> GraphResult<Option<Drawn>> {
    let wanted = match &draft.content {
        Content::Message(message) => message.template.as_ref(),
        Content::Action(_) => None,
    };
    match (wanted, draft.messaging == Messaging::Utility) {
        (None, false) => Ok(None),
        (None, true) => Err(GraphError::param(
            "messaging_type UTILITY takes a template in message[template].",
        )),
        (Some(_), false) => Err(GraphError::param(
            "message[template] needs messaging_type UTILITY.",
        )),
        (Some(wanted), true) => fill(page, wanted).map(Some),
    }
}

fn fill(page: &Page, wanted: &Value) -> GraphResult<Drawn> {
    let name = wanted["name"].as_str().unwrap_or_default();
    let language = wanted["language"]["code"].as_str().unwrap_or_default();
    let template = page
        .templates
        .values()
        .find(|template| template.name == name && template.language == language)
        .ok_or_else(|| GraphError::param("The template cannot be found for this page and language."))?;
    if template.status != "APPROVED" {
        return Err(GraphError::param(format!(
            "The template cannot be sent: its status is {}.",
            template.status
        )));
    }
    let header = filled(template, wanted, "header")?;
    let body = filled(template, wanted, "body")?;
    let buttons = buttons(template, wanted)?;
    Ok(match (header.is_empty(), buttons.is_empty()) {
        (true, true) => Drawn {
            text: Some(body),
            attachment: None,
        },
        (true, false) => template_of(json!({"template_type": "button", "text": body, "buttons": buttons})),
        (false, _) => {
            let mut card = json!({"title": header, "subtitle": body});
            if !buttons.is_empty() {
                card["buttons"] = buttons.into();
            }
            template_of(json!({"template_type": "generic", "elements": [card]}))
        }
    })
}

fn template_of(payload: Value) -> Drawn {
    Drawn {
        text: None,
        attachment: Some(Attachment::Template { payload }),
    }
}

fn parameters<'w>(wanted: &'w Value, kind: &str) -> GraphResult<&'w [Value]> {
    let components = wanted["components"].as_array().map_or(&[][..], Vec::as_slice);
    if components
        .iter()
        .any(|component| component.get("index").is_some())
    {
        return Err(GraphError::param(
            "Invalid keys \"index\" were found in param \"message[template][components]\".",
        ));
    }
    let component = components.iter().find(|component| {
        component["type"]
            .as_str()
            .is_some_and(|word| word.eq_ignore_ascii_case(kind))
    });
    Ok(component
        .and_then(|component| component["parameters"].as_array())
        .map_or(&[], Vec::as_slice))
}

/// The text of a component with a value in each place.
fn filled(template: &UtilityTemplate, wanted: &Value, kind: &str) -> GraphResult<String> {
    let mut text = template.text(&kind.to_uppercase()).to_owned();
    let (places, values) = (places(&text), parameters(wanted, kind)?);
    if places.len() != values.len() {
        return Err(GraphError::param(format!(
            "The number of parameters of the {kind} ({}) does not match the template's ({}).",
            values.len(),
            places.len()
        )));
    }
    // Into a marker first: a value may look like a place.
    let mut put = Vec::new();
    for (at, name) in places.iter().enumerate() {
        let value = if template.named {
            values
                .iter()
                .find(|value| value["parameter_name"] == name.as_str())
        } else {
            values.get(at)
        };
        let value = value.and_then(|value| value.get("text")).and_then(text_of);
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return Err(GraphError::param(format!(
                "The parameter {name} of the {kind} is missing or empty."
            )));
        };
        let marker = format!("\u{1}{at}\u{1}");
        for written in [format!("{{{{{name}}}}}"), format!("{{{{ {name} }}}}")] {
            text = text.replace(&written, &marker);
        }
        put.push((marker, value));
    }
    for (marker, value) in put {
        text = text.replace(&marker, &value);
    }
    Ok(text)
}

fn buttons(template: &UtilityTemplate, wanted: &Value) -> GraphResult<Vec<Value>> {
    let mut given = parameters(wanted, "buttons")?.iter();
    let mut drawn = Vec::new();
    for button in template.buttons() {
        let text = |key: &str| button[key].as_str().unwrap_or_default().to_owned();
        let title = text("text");
        let mut value = |target: String, key: &str| {
            let Some((begin, _)) = target.split_once("{{") else {
                return Ok(target);
            };
            let value = given.next().and_then(|value| value.get(key)).and_then(text_of);
            let value = value.ok_or_else(|| {
                GraphError::param_sub(
                    1_893_029,
                    format!("User pass less {key} than required for {} button", text("type")),
                )
            })?;
            Ok::<String, GraphError>(format!("{begin}{value}"))
        };
        drawn.push(match text("type").as_str() {
            "URL" => json!({"type": "web_url", "title": title, "url": value(text("url"), "url")?}),
            "POSTBACK" => {
                json!({"type": "postback", "title": title, "payload": value(text("payload"), "payload")?})
            }
            _ => json!({"type": "phone_number", "title": title, "payload": text("phone_number")}),
        });
    }
    if given.next().is_some() {
        return Err(GraphError::param(
            "There are more button parameters than buttons that take one.",
        ));
    }
    Ok(drawn)
}
