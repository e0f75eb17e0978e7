//! What customers fill in, order, take and link.

use parlance_channel::inbound::InboundPayload;
use parlance_core::{
    form::{Form, FormAnswer, FormKind},
    message::Part,
};

use crate::meta::{
    json::{Node, Object},
    messaging::Reading,
};

/// Most lines of one form.
const MAX_LINES: usize = 60;

/// Whether a key of an event is a form.
pub(super) fn is_form(key: &str) -> bool {
    matches!(
        key,
        "messaging_feedback"
            | "response_feedback"
            | "messaging_customer_information"
            | "order"
            | "template"
            | "form"
    )
}

/// Reads a form; `None` when this kind of it is not known.
pub(super) fn read(kind: &str, body: &Object<'_>) -> Option<Reading> {
    let mut about = None;
    let mut form = match kind {
        "messaging_feedback" => feedback(body),
        "response_feedback" => {
            about = body.id("mid");
            verdict(body)
        }
        "messaging_customer_information" => customer_information(body),
        "order" => order(body),
        "template" if body.text("type").as_deref() == Some("coupon") => coupon(body),
        "form" => Form {
            title: body.id("id"),
            ..Form::new(FormKind::Other)
        },
        _ => return None,
    };
    form.answers.truncate(MAX_LINES);
    Some(Reading::new(InboundPayload::Form { form, about }).of_customer())
}

/// `account_linking`.
pub(super) fn account_linking(body: &Object<'_>) -> Result<Reading, String> {
    let linked = match body.text("status").as_deref() {
        Some("linked") => true,
        Some("unlinked") => false,
        _ => return Err("'account_linking' says neither 'linked' nor 'unlinked'".to_owned()),
    };
    Ok(Reading::new(InboundPayload::AccountLink { linked }).of_customer())
}

fn list<'a>(object: &Object<'a>, key: &str) -> impl Iterator<Item = Object<'a>> {
    let list = object.get(key).and_then(Node::list).unwrap_or_default();
    list.into_iter().filter_map(Node::object)
}

/// A text, or a number as written.
fn value(object: &Object<'_>, key: &str) -> Option<String> {
    object.text(key).or_else(|| object.id(key))
}

fn feedback(body: &Object<'_>) -> Form {
    let mut form = Form::new(FormKind::Feedback);
    for screen in list(body, "feedback_screens") {
        let Some(questions) = screen.object("questions") else {
            continue;
        };
        for (id, question) in questions.iter() {
            let Some(question) = question.object() else {
                continue;
            };
            let kind = question.text("type").unwrap_or_else(|| id.to_owned());
            if let Some(answer) = value(&question, "payload") {
                form.score = form.score.or_else(|| score(&kind, &answer));
                form.answers.push(FormAnswer::new(kind, answer));
            }
            let more = question.object("follow_up");
            if let Some(words) = more.as_ref().and_then(|more| value(more, "payload")) {
                let kind = more.and_then(|more| more.text("type"));
                form.answers.push(FormAnswer::new(
                    kind.unwrap_or_else(|| "free_form".to_owned()),
                    words,
                ));
            }
        }
    }
    form
}

/// Of five stars, whatever the question's scale is: satisfaction counts to 5, effort to 7, recommendation to 10.
fn score(kind: &str, answer: &str) -> Option<u8> {
    let given: u32 = answer.parse().ok()?;
    let most = match kind {
        "csat" => 5,
        "ces" => 7,
        "nps" => 10,
        _ => return None,
    };
    if given > most {
        return None;
    }
    u8::try_from((given * 5 + most / 2) / most).ok()
}

fn verdict(body: &Object<'_>) -> Form {
    let words = body.text("feedback");
    let good = words
        .as_deref()
        .map(|words| words.to_ascii_lowercase().contains("good"));
    Form {
        title: words,
        score: good.map(u8::from),
        ..Form::new(FormKind::Verdict)
    }
}

fn customer_information(body: &Object<'_>) -> Form {
    let mut form = Form::new(FormKind::CustomerInformation);
    for screen in list(body, "screens") {
        form.title = form.title.or_else(|| value(&screen, "screen_id"));
        form.answers.extend(list(&screen, "responses").filter_map(|line| {
            Some(FormAnswer::new(
                line.text("key")?,
                value(&line, "value").unwrap_or_default(),
            ))
        }));
    }
    form
}

fn order(body: &Object<'_>) -> Form {
    let mut form = Form::new(FormKind::Order);
    for product in list(body, "products") {
        let name = product
            .text("name")
            .or_else(|| value(&product, "retailer_id"))
            .or_else(|| product.id("id"))
            .unwrap_or_else(|| "?".to_owned());
        let number = |key: &str| {
            product
                .get(key)
                .map(|node| node.raw().trim_matches('"').to_owned())
        };
        let price = number("unit_price").map(|price| price.trim_end_matches(".0").to_owned());
        let price = price.map(|price| match product.text("currency") {
            Some(currency) => format!("{price} {currency}"),
            None => price,
        });
        let line: Vec<String> = number("quantity").into_iter().chain(price).collect();
        form.answers.push(FormAnswer::new(name, line.join(" × ")));
    }
    if let Some(note) = body.text("note") {
        form.answers.push(FormAnswer::new("note", note));
    }
    form
}

fn coupon(body: &Object<'_>) -> Form {
    let mut form = Form::new(FormKind::Coupon);
    form.title = value(body, "coupon_code");
    if let Some(payload) = value(body, "payload") {
        form.answers.push(FormAnswer::new("payload", payload));
    }
    form
}

/// The summary of a lead advertisement: its lines are questions with answers. What is written otherwise stays a text.
pub(super) fn lead_summary(part: Part) -> Part {
    let Part::Text { text } = &part else { return part };
    let answers: Vec<FormAnswer> = text
        .lines()
        .filter_map(|line| {
            // A question may hold a colon of its own; its mark ends it.
            let (question, answer) = match line.split_once("?: ") {
                Some((question, answer)) => (format!("{question}?"), answer),
                None => line
                    .split_once(": ")
                    .map(|(question, answer)| (question.to_owned(), answer))?,
            };
            Some(FormAnswer::new(question.trim(), answer.trim()))
        })
        .take(MAX_LINES)
        .collect();
    if answers.is_empty() {
        return part;
    }
    Part::Form(Form {
        answers,
        ..Form::new(FormKind::Lead)
    })
}
