//! Limits of the feedback template (`template_type = "customer_feedback"`).

use serde_json::Value;

use super::{
    super::error::{GraphError, GraphResult},
    templates::{PATH, length},
};

const SCALES: [&str; 4] = ["csat", "nps", "ces", "free_form"];

/// Refuses a feedback form that breaks a limit: one screen, one question, a privacy policy, 1 to 7 days.
pub(super) fn check(payload: &Value) -> GraphResult<()> {
    needed(payload, "title", 65)?;
    length(payload.get("subtitle"), &format!("{PATH}[subtitle]"), 80)?;
    needed(payload, "button_title", 20)?;
    let screen = only(payload.get("feedback_screens"), "feedback_screens")?;
    let question = only(screen.get("questions"), "feedback_screens[0][questions]")?;
    let name = format!("{PATH}[feedback_screens][0][questions][0]");
    let id = question.get("id").and_then(Value::as_str).unwrap_or_default();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if id.is_empty() || id.len() > 80 || !id.chars().all(word) {
        return Err(GraphError::param(format!(
            "Param {name}[id] must have 1 to 80 letters, digits or underscores."
        )));
    }
    let scale = question.get("type").and_then(Value::as_str).unwrap_or_default();
    if !SCALES.contains(&scale) {
        return Err(GraphError::param(format!(
            "Param {name}[type] must be one of {{CES, CSAT, FREE_FORM, NPS}} - got \"{scale}\"."
        )));
    }
    let privacy = payload.pointer("/business_privacy/url").and_then(Value::as_str);
    if privacy.is_none_or(str::is_empty) {
        return Err(GraphError::param(format!(
            "Param {PATH}[business_privacy][url] is required."
        )));
    }
    match payload.get("expires_in_days") {
        None => Ok(()),
        Some(days) if days.as_u64().is_some_and(|days| (1..=7).contains(&days)) => Ok(()),
        Some(_) => Err(GraphError::param(format!(
            "Param {PATH}[expires_in_days] must be between 1 and 7."
        ))),
    }
}

fn needed(payload: &Value, field: &str, most: usize) -> GraphResult<()> {
    let name = format!("{PATH}[{field}]");
    match length(payload.get(field), &name, most)? {
        0 => Err(GraphError::param(format!(
            "Param {name} must be a non-empty string."
        ))),
        _ => Ok(()),
    }
}

/// The only element of a list.
fn only<'v>(list: Option<&'v Value>, name: &str) -> GraphResult<&'v Value> {
    match list.and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) => Ok(only),
        _ => Err(GraphError::param(format!(
            "Param {PATH}[{name}] must have exactly one element."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn form() -> Value {
        json!({
            "template_type": "customer_feedback",
            "title": "How did we do?",
            "button_title": "Answer",
            "feedback_screens": [{"questions": [{"id": "parlance", "type": "csat", "title": "How satisfied are you?"}]}],
            "business_privacy": {"url": "https://shop.example/privacy"},
            "expires_in_days": 7,
        })
    }

    fn refused(pointer: &str, value: Value) -> bool {
        let mut form = form();
        *form.pointer_mut(pointer).unwrap() = value;
        check(&form).is_err_and(|error| error.code == 100)
    }

    #[test]
    fn a_form_has_one_question_a_policy_and_an_end() {
        check(&form()).unwrap();
        assert!(refused("/title", json!("t".repeat(66))));
        assert!(refused("/button_title", json!("b".repeat(21))));
        assert!(refused("/feedback_screens", json!([])));
        assert!(refused("/feedback_screens/0/questions/0/type", json!("stars")));
        assert!(refused(
            "/feedback_screens/0/questions/0/id",
            json!("how are you")
        ));
        assert!(refused("/business_privacy/url", json!("")));
        assert!(refused("/expires_in_days", json!(8)));
        assert!(!refused("/title", json!("t".repeat(65))));
    }
}
