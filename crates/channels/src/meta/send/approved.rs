//! Templates that Meta has approved, as the Send API takes them: under `message.template`, not in an attachment.
//!
//! Source: Meta, "Send a utility message": values of the line above and of the text by order, or by name where the
//! template has names; all buttons that take a value share one component.

use parlance_core::approved::{ApprovedCall, Place, Value};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct ApprovedTemplate<'a> {
    name: &'a str,
    language: Language<'a>,
    components: Vec<Component<'a>>,
}

#[derive(Debug, Serialize)]
struct Language<'a> {
    code: &'a str,
}

#[derive(Debug, Serialize)]
struct Component<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    parameters: Vec<Parameter<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Parameter<'a> {
    #[serde(rename = "text")]
    Text {
        #[serde(skip_serializing_if = "Option::is_none")]
        parameter_name: Option<&'a str>,
        text: &'a str,
    },
    #[serde(rename = "URL")]
    Url { url: &'a str },
    #[serde(rename = "POSTBACK")]
    Postback { payload: &'a str },
}

pub(super) fn template(call: &ApprovedCall) -> ApprovedTemplate<'_> {
    let of = |kind: &'static str, places: &[Place]| {
        let values = call
            .values
            .iter()
            .filter(|value| places.contains(&value.slot.place));
        let parameters: Vec<_> = values.map(|value| parameter(call, value)).collect();
        (!parameters.is_empty()).then_some(Component { kind, parameters })
    };
    let components = [
        of("header", &[Place::Header]),
        of("body", &[Place::Body]),
        of("buttons", &[Place::Link, Place::Tap]),
    ];
    ApprovedTemplate {
        name: &call.template,
        language: Language { code: &call.language },
        components: components.into_iter().flatten().collect(),
    }
}

fn parameter<'a>(call: &'a ApprovedCall, value: &'a Value) -> Parameter<'a> {
    let text = value.text.as_str();
    match value.slot.place {
        Place::Header | Place::Body => Parameter::Text {
            parameter_name: call.named.then_some(value.slot.name.as_str()),
            text,
        },
        Place::Link => Parameter::Url { url: text },
        Place::Tap => Parameter::Postback { payload: text },
    }
}
