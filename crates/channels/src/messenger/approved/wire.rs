//! Templates as `/{page-id}/message_templates` takes and gives them. Names are Meta's.

use std::collections::BTreeMap;

use parlance_channel::{ListedTemplate, NewTemplate};
use parlance_core::{
    approved::{ApprovedContent, Place, Slot, named, slots},
    rich::{Button, ButtonAction},
};
use serde::Serialize;

use super::super::template_review;
use crate::meta::json::{Node, Object};

#[derive(Debug, Serialize)]
pub(super) struct New<'a> {
    name: &'a str,
    language: &'a str,
    category: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter_format: Option<&'static str>,
    components: Vec<Component<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "UPPERCASE")]
enum Component<'a> {
    Header {
        format: &'static str,
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        example: Option<Example<'a>>,
    },
    Body {
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        example: Option<Example<'a>>,
    },
    Buttons {
        buttons: Vec<NewButton<'a>>,
    },
}

/// Examples by order are a list in the line above, and a list of lists in the text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Example<'a> {
    HeaderText(Vec<&'a str>),
    BodyText([Vec<&'a str>; 1]),
    HeaderTextNamedParams(Vec<Named<'a>>),
    BodyTextNamedParams(Vec<Named<'a>>),
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    param_name: String,
    example: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum NewButton<'a> {
    #[serde(rename = "URL")]
    Url {
        text: &'a str,
        url: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        example: Option<UrlExample>,
    },
    // An example beside a payload is refused (100/2388051).
    #[serde(rename = "POSTBACK")]
    Postback { text: &'a str, payload: &'a str },
    #[serde(rename = "PHONE_NUMBER")]
    PhoneNumber { text: &'a str, phone_number: &'a str },
}

#[derive(Debug, Serialize)]
struct UrlExample {
    url_suffix_example: String,
}

impl<'a> New<'a> {
    pub fn of(template: &NewTemplate<'a>) -> Self {
        let content = template.content;
        let named = named(content);
        let mut components = Vec::new();
        if !content.header.is_empty() {
            components.push(Component::Header {
                format: "TEXT",
                text: &content.header,
                example: examples(template, Place::Header, named),
            });
        }
        components.push(Component::Body {
            text: &content.body,
            example: examples(template, Place::Body, named),
        });
        if !content.buttons.is_empty() {
            let buttons = content.buttons.iter().enumerate();
            let buttons = buttons
                .map(|(at, button)| new_button(template, at, button))
                .collect();
            components.push(Component::Buttons { buttons });
        }
        Self {
            name: template.name,
            language: template.language,
            category: "UTILITY",
            parameter_format: named.then_some("NAMED"),
            components,
        }
    }
}

fn examples<'a>(template: &NewTemplate<'a>, place: Place, named: bool) -> Option<Example<'a>> {
    let slots: Vec<Slot> = slots(template.content)
        .into_iter()
        .filter(|slot| slot.place == place)
        .collect();
    if slots.is_empty() {
        return None;
    }
    let example = |slot: &Slot| template.examples.get(&slot.key()).map_or("", String::as_str);
    if named {
        let pairs = slots.iter().map(|slot| Named {
            param_name: slot.name.clone(),
            example: example(slot),
        });
        let pairs = pairs.collect();
        return Some(match place {
            Place::Header => Example::HeaderTextNamedParams(pairs),
            _ => Example::BodyTextNamedParams(pairs),
        });
    }
    let list = slots.iter().map(example).collect();
    Some(match place {
        Place::Header => Example::HeaderText(list),
        _ => Example::BodyText([list]),
    })
}

fn new_button<'a>(template: &NewTemplate<'a>, at: usize, button: &'a Button) -> NewButton<'a> {
    let text = button.title.as_str();
    match &button.action {
        ButtonAction::Link { url } => {
            let example = template.examples.get(&format!("button.{at}"));
            let begin = url.split_once("{{").map_or(url.as_str(), |(begin, _)| begin);
            NewButton::Url {
                text,
                url,
                example: example.filter(|_| url.contains("{{")).map(|example| UrlExample {
                    url_suffix_example: format!("{begin}{example}"),
                }),
            }
        }
        ButtonAction::Postback { payload } => NewButton::Postback {
            text,
            payload: if payload.is_empty() { text } else { payload },
        },
        ButtonAction::Call { number } => NewButton::PhoneNumber {
            text,
            phone_number: number,
        },
    }
}

/// One template of the list; `None` when it names itself in no way that could be sent.
pub(super) fn listed(each: &Object<'_>) -> Option<ListedTemplate> {
    let (remote_id, name) = (each.id("id")?, each.text("name")?);
    let language = each.text("language").unwrap_or_default();
    let mut read = Reading {
        content: ApprovedContent::default(),
        examples: BTreeMap::new(),
        sendable: each
            .text("category")
            .is_none_or(|category| category.eq_ignore_ascii_case("utility")),
    };
    match each.get("components").and_then(Node::list) {
        Some(components) => components
            .into_iter()
            .filter_map(Node::object)
            .for_each(|component| read.component(&component)),
        None => read.flat(each),
    }
    let status = each.text("status");
    Some(ListedTemplate {
        state: template_review::state(status.as_deref().unwrap_or("PENDING")),
        reason: template_review::reason(each),
        sendable: read.sendable && !language.is_empty() && !read.content.body.is_empty(),
        remote_id,
        name,
        language,
        content: read.content,
        examples: read.examples,
    })
}

struct Reading {
    content: ApprovedContent,
    examples: BTreeMap<String, String>,
    sendable: bool,
}

impl Reading {
    fn component(&mut self, component: &Object<'_>) {
        let text = component.text("text").unwrap_or_default();
        let kind = component.text("type").unwrap_or_default().to_ascii_uppercase();
        match kind.as_str() {
            "HEADER" => {
                // A picture above needs a file at each send.
                let format = component.text("format");
                self.sendable &= format.is_none_or(|format| format.eq_ignore_ascii_case("text"));
                self.content.header = text;
                self.note_examples(
                    component,
                    Place::Header,
                    ["header_text", "header_text_named_params"],
                );
            }
            "BODY" => {
                self.content.body = text;
                self.note_examples(component, Place::Body, ["body_text", "body_text_named_params"]);
            }
            "BUTTONS" => self.buttons(component),
            _ => self.sendable = false,
        }
    }

    /// The form without components, as templates of Meta's own library have it.
    fn flat(&mut self, each: &Object<'_>) {
        self.content.header = each.text("header").unwrap_or_default();
        self.content.body = each.text("body").unwrap_or_default();
        let examples = each.get("body_params").and_then(Node::list).unwrap_or_default();
        let examples = examples.into_iter().filter_map(Node::text).collect();
        self.by_order(Place::Body, examples);
        self.buttons(each);
    }

    fn buttons(&mut self, holder: &Object<'_>) {
        let list = holder.get("buttons").and_then(Node::list).unwrap_or_default();
        for button in list.into_iter().filter_map(Node::object) {
            let text = |key: &str| button.text(key).unwrap_or_default();
            let action = match text("type").to_ascii_uppercase().as_str() {
                "URL" => ButtonAction::Link { url: text("url") },
                "POSTBACK" => ButtonAction::Postback {
                    payload: text("payload"),
                },
                "PHONE_NUMBER" => ButtonAction::Call {
                    number: text("phone_number"),
                },
                _ => {
                    self.sendable = false;
                    continue;
                }
            };
            self.content.buttons.push(Button {
                title: text("text"),
                action,
            });
        }
    }

    fn note_examples(&mut self, component: &Object<'_>, place: Place, keys: [&str; 2]) {
        let Some(example) = component.object("example") else {
            return;
        };
        let list = example.get(keys[0]).and_then(Node::list).unwrap_or_default();
        // The text has a list of lists.
        let inner = list.first().and_then(|first| first.list());
        let texts = inner.unwrap_or(list).into_iter().filter_map(Node::text).collect();
        self.by_order(place, texts);
        let named = example.get(keys[1]).and_then(Node::list).unwrap_or_default();
        for pair in named.into_iter().filter_map(Node::object) {
            if let (Some(name), Some(example)) = (pair.text("param_name"), pair.text("example")) {
                self.examples.insert(Slot { place, name }.key(), example);
            }
        }
    }

    fn by_order(&mut self, place: Place, texts: Vec<String>) {
        let all = slots(&self.content);
        let slots = all.into_iter().filter(|slot| slot.place == place);
        for (slot, text) in slots.zip(texts) {
            self.examples.insert(slot.key(), text);
        }
    }
}
