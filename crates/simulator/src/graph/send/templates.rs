//! Limits of templates (`message.attachment.type = "template"`).

use serde_json::Value;

use super::{
    super::error::{GraphError, GraphResult},
    feedback, notified, rarer,
};

const MAX_BUTTONS: usize = 3;
pub(super) const PATH: &str = "message[attachment][payload]";

/// Refuses a template that breaks a limit.
pub(super) fn check(payload: &Value) -> GraphResult<()> {
    match payload.get("template_type").and_then(Value::as_str) {
        Some("generic") => generic(payload),
        Some("button") => button(payload),
        Some("media") => media(payload),
        Some("receipt") => receipt(payload),
        Some("coupon") => coupon(payload),
        Some("customer_feedback") => feedback::check(payload),
        Some("notification_messages") => notified::check_request(payload),
        Some("image_grid") => rarer::image_grid(payload),
        Some("product") => rarer::product(payload),
        Some("customer_information") => rarer::customer_information(payload),
        Some("instant_form") => {
            Err(GraphError::new(1, 2_018_382, "The form is not eligible.").with_status(400))
        }
        Some(other) => Err(GraphError::param(format!(
            "Param {PATH}[template_type] - \"{other}\" is not a template type."
        ))),
        None => Err(GraphError::param(format!(
            "Param {PATH}[template_type] is required."
        ))),
    }
}

pub(super) fn length(value: Option<&Value>, name: &str, most: usize) -> GraphResult<usize> {
    let text = match value {
        None | Some(Value::Null) => return Ok(0),
        Some(Value::String(text)) => text,
        Some(_) => return Err(GraphError::param(format!("Param {name} must be a string."))),
    };
    let count = text.chars().count();
    if count > most {
        return Err(GraphError::param(format!(
            "Length of param {name} must be less than or equal to {most}"
        )));
    }
    Ok(count)
}

pub(super) fn elements(payload: &Value, most: usize) -> GraphResult<&[Value]> {
    let Some(Value::Array(list)) = payload.get("elements") else {
        return Err(GraphError::param(format!(
            "Param {PATH}[elements] must be an array."
        )));
    };
    if list.is_empty() {
        return Err(GraphError::param(format!(
            "param {PATH}[elements] must be non-empty."
        )));
    }
    if list.len() > most {
        return Err(GraphError::too_many(&format!("{PATH}[elements]")));
    }
    Ok(list)
}

fn generic(payload: &Value) -> GraphResult<()> {
    for (index, element) in elements(payload, 10)?.iter().enumerate() {
        let name = |field: &str| format!("{PATH}[elements][{index}][{field}]");
        if length(element.get("title"), &name("title"), 80)? == 0 {
            return Err(GraphError::param(format!(
                "Param {} must be a non-empty string.",
                name("title")
            )));
        }
        length(element.get("subtitle"), &name("subtitle"), 80)?;
        if !["subtitle", "image_url", "buttons", "default_action"]
            .iter()
            .any(|field| element.get(field).is_some())
        {
            return Err(GraphError::param(format!(
                "{PATH}[elements][{index}] needs at least one property beside the title."
            )));
        }
        buttons(element.get("buttons"), &name("buttons"), 0)?;
    }
    Ok(())
}

fn button(payload: &Value) -> GraphResult<()> {
    if length(payload.get("text"), &format!("{PATH}[text]"), 640)? == 0 {
        return Err(GraphError::param(format!(
            "Param {PATH}[text] must be a non-empty string."
        )));
    }
    buttons(payload.get("buttons"), &format!("{PATH}[buttons]"), 1)
}

fn media(payload: &Value) -> GraphResult<()> {
    let element = &elements(payload, 1)?[0];
    let kind = element
        .get("media_type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !matches!(kind, "image" | "video") {
        return Err(GraphError::param(format!(
            "Param {PATH}[elements][0][media_type] must be one of {{IMAGE, VIDEO}} - got \"{kind}\"."
        )));
    }
    let url = element.get("url").and_then(Value::as_str);
    if element.get("attachment_id").is_some() == url.is_some() {
        return Err(GraphError::param(format!(
            "{PATH}[elements][0] needs exactly one of attachment_id and url."
        )));
    }
    if url.is_some_and(|url| !url.contains("facebook.com/")) {
        return Err(GraphError::param(
            "The url of a media template must be a facebook.com address.",
        ));
    }
    buttons(
        element.get("buttons"),
        &format!("{PATH}[elements][0][buttons]"),
        0,
    )
}

fn receipt(payload: &Value) -> GraphResult<()> {
    if payload.get("order_number").is_none() {
        return Err(GraphError::param(format!(
            "Param {PATH}[order_number] is required."
        )));
    }
    if payload
        .get("summary")
        .and_then(|summary| summary.get("total_cost"))
        .is_none()
    {
        return Err(GraphError::param(format!(
            "Param {PATH}[summary][total_cost] is required."
        )));
    }
    match payload.get("elements") {
        Some(Value::Array(list)) if list.len() > 100 => {
            Err(GraphError::too_many(&format!("{PATH}[elements]")))
        }
        _ => Ok(()),
    }
}

fn coupon(payload: &Value) -> GraphResult<()> {
    length(payload.get("title"), &format!("{PATH}[title]"), 80)?;
    length(payload.get("subtitle"), &format!("{PATH}[subtitle]"), 80)?;
    let code = payload.get("coupon_code").and_then(Value::as_str);
    if code.is_none() && payload.get("coupon_url").is_none() {
        return Err(GraphError::param("A coupon needs coupon_code or coupon_url."));
    }
    if code.is_some_and(|code| code.contains(char::is_whitespace)) {
        return Err(GraphError::param("coupon_code cannot contain spaces."));
    }
    Ok(())
}

pub(super) fn buttons(value: Option<&Value>, name: &str, least: usize) -> GraphResult<()> {
    let list = match value {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(list)) => list,
        Some(_) => return Err(GraphError::param(format!("Param {name} must be an array."))),
    };
    if list.len() > MAX_BUTTONS {
        return Err(GraphError::too_many(name));
    }
    if list.len() < least {
        return Err(GraphError::param(format!("param {name} must be non-empty.")));
    }
    for (index, button) in list.iter().enumerate() {
        one_button(button, &format!("{name}[{index}]"))?;
    }
    Ok(())
}

fn one_button(button: &Value, name: &str) -> GraphResult<()> {
    let required = |field: &str, most: usize| -> GraphResult<()> {
        let path = format!("{name}[{field}]");
        match length(button.get(field), &path, most)? {
            0 => Err(GraphError::param(format!(
                "Param {path} must be a non-empty string."
            ))),
            _ => Ok(()),
        }
    };
    match button.get("type").and_then(Value::as_str).unwrap_or_default() {
        "web_url" => {
            required("title", 20)?;
            required("url", 2_048)
        }
        "postback" => {
            required("title", 20)?;
            required("payload", 1_000)
        }
        "phone_number" => {
            required("title", 20)?;
            required("payload", 40)
        }
        "account_link" => required("url", 2_048),
        "account_unlink" | "game_play" => Ok(()),
        other => Err(GraphError::param(format!(
            "Param {name}[type] - \"{other}\" is not a button type."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn code(payload: Value) -> Option<u32> {
        check(&payload).err().map(|error| error.code)
    }

    fn postback(title: &str) -> Value {
        json!({"type": "postback", "title": title, "payload": "P"})
    }

    #[test]
    fn a_button_template_has_one_to_three_buttons() {
        let with = |count: usize| json!({"template_type": "button", "text": "Choose", "buttons": vec![postback("Yes"); count]});
        assert_eq!(code(with(0)), Some(100));
        assert_eq!(code(with(1)), None);
        assert_eq!(code(with(3)), None);
        assert_eq!(code(with(4)), Some(105));
    }

    #[test]
    fn titles_and_texts_have_their_lengths() {
        let titled =
            |n: usize| json!({"template_type": "button", "text": "x", "buttons": [postback(&"t".repeat(n))]});
        assert_eq!(code(titled(20)), None);
        assert_eq!(code(titled(21)), Some(100));
        let text =
            |n: usize| json!({"template_type": "button", "text": "x".repeat(n), "buttons": [postback("t")]});
        assert_eq!(code(text(640)), None);
        assert_eq!(code(text(641)), Some(100));
    }

    #[test]
    fn a_generic_element_needs_more_than_a_title() {
        let element = json!({"title": "Kettle"});
        assert_eq!(
            code(json!({"template_type": "generic", "elements": [element]})),
            Some(100)
        );
        let element = json!({"title": "Kettle", "subtitle": "Blue"});
        assert_eq!(
            code(json!({"template_type": "generic", "elements": [element]})),
            None
        );
        let many = vec![json!({"title": "Kettle", "subtitle": "Blue"}); 11];
        assert_eq!(
            code(json!({"template_type": "generic", "elements": many})),
            Some(105)
        );
    }

    #[test]
    fn a_media_template_takes_an_id_or_an_address_of_the_platform() {
        let media = |element: Value| json!({"template_type": "media", "elements": [element]});
        assert_eq!(
            code(media(json!({"media_type": "image", "attachment_id": "1"}))),
            None
        );
        assert_eq!(
            code(media(
                json!({"media_type": "image", "url": "https://www.facebook.com/x/photos/1"})
            )),
            None
        );
        assert_eq!(
            code(media(
                json!({"media_type": "image", "url": "https://shop.example/x.png"})
            )),
            Some(100)
        );
        assert_eq!(code(media(json!({"media_type": "image"}))), Some(100));
        assert_eq!(
            code(media(json!({"media_type": "sound", "attachment_id": "1"}))),
            Some(100)
        );
    }
}
