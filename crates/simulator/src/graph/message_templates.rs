//! Utility templates: `GET|POST|DELETE /{page}/message_templates`.
//!
//! What Meta refuses at once is refused; what its reviewers reject becomes `REJECTED` with their word for it.

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::phone;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Change, Page, ReviewRule, UtilityTemplate, component_type, places};

const SCOPE: &str = "pages_utility_messaging";
const MAX_BODY: usize = 1_024;
const MAX_HEADER: usize = 60;
const MAX_BUTTONS: usize = 3;
const MAX_TITLE: usize = 20;

fn own_page(tx: &Tx<'_>, call: &GraphCall, id: &str) -> GraphResult<Page> {
    let caller = authenticate(tx.world, call, tx.now)?;
    let (_, page, token) = page_caller(caller, id, call.method.as_str(), tx.world)?;
    need(&token, SCOPE)?;
    Ok(page)
}

pub(crate) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let (name, status) = (call.text("name"), call.text("status"));
    platform.note(|tx| {
        let page = own_page(tx, call, id)?;
        let wanted = page.templates.values().filter(|template| {
            name.as_ref()
                .is_none_or(|name| template.name.contains(name.as_str()))
                && status
                    .as_ref()
                    .is_none_or(|status| template.status.eq_ignore_ascii_case(status))
        });
        let data: Vec<Value> = wanted.map(node).collect();
        Ok(json!({"data": data}))
    })
}

fn node(template: &UtilityTemplate) -> Value {
    json!({
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "status": template.status,
        "category": "UTILITY",
        "parameter_format": if template.named { "NAMED" } else { "POSITIONAL" },
        "components": template.components,
        "rejected_reason": template.reason,
    })
}

pub(crate) async fn create(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        let mut page = own_page(tx, call, id)?;
        let mut template = read(call, tx)?;
        let twin =
            |known: &UtilityTemplate| known.name == template.name && known.language == template.language;
        if page.templates.values().any(twin) {
            return Err(GraphError::param_sub(
                2_388_024,
                "Content in This Language Already Exists",
            ));
        }
        let verdict = rejected(&template).or(match page.template_rule {
            ReviewRule::ByHand => None,
            ReviewRule::Approve => Some(("APPROVED", "NONE")),
            ReviewRule::Reject => Some(("REJECTED", "TAG_SHOULD_BE_MARKETING")),
        });
        let template_id = template.id.clone();
        // The answer says what robots have decided; the notification comes all the same.
        if let Some((status, reason)) = verdict {
            template.status = status.to_owned();
            template.reason = reason.to_owned();
        }
        let status = template.status.clone();
        page.templates.insert(template_id.clone(), template.clone());
        let page_id = page.id.clone();
        tx.apply(Change::PagePut(page));
        if verdict.is_some() {
            phone::tell_review(tx, &page_id, &template);
        }
        Ok(json!({"id": template_id, "status": status, "category": "UTILITY"}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

pub(crate) async fn delete(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let (name, one) = (call.text("name"), call.text("hsm_id"));
    let (result, receipt) = platform.transact(|tx| {
        let mut page = own_page(tx, call, id)?;
        let before = page.templates.len();
        page.templates.retain(|id, template| match &one {
            Some(one) => id != one,
            None => Some(&template.name) != name.as_ref(),
        });
        if page.templates.len() == before {
            return Err(GraphError::param_sub(2_593_002, "Message template was not found"));
        }
        tx.apply(Change::PagePut(page));
        Ok(json!({"success": true}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

/// A template that is well-formed; it waits for its review.
fn read(call: &GraphCall, tx: &mut Tx<'_>) -> GraphResult<UtilityTemplate> {
    let name = call.text("name").unwrap_or_default();
    let language = call.text("language").unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(GraphError::param(
            "Param name must be lowercase alphanumeric characters and underscores.",
        ));
    }
    if language.is_empty() {
        return Err(GraphError::param("The parameter language is required."));
    }
    if call.text("category").as_deref() != Some("UTILITY") {
        return Err(GraphError::param("Param category must be one of {UTILITY}."));
    }
    let Some(Value::Array(components)) = call.json("components")? else {
        return Err(GraphError::param("The parameter components is required."));
    };
    let template = UtilityTemplate {
        id: tx.ids().attachment(),
        name,
        language,
        named: call.text("parameter_format").as_deref() == Some("NAMED"),
        components,
        status: "PENDING".to_owned(),
        reason: "NONE".to_owned(),
        created_ms: tx.now,
    };
    components_fit(&template)?;
    Ok(template)
}

fn components_fit(template: &UtilityTemplate) -> GraphResult<()> {
    for component in &template.components {
        if !matches!(component_type(component).as_str(), "HEADER" | "BODY" | "BUTTONS") {
            return Err(GraphError::param(
                "Param components[type] must be one of {HEADER, BODY, BUTTONS}.",
            ));
        }
    }
    let (header, body) = (template.text("HEADER"), template.text("BODY"));
    if body.trim().is_empty() {
        return Err(GraphError::param("The BODY component needs a text."));
    }
    if body.chars().count() > MAX_BODY || header.chars().count() > MAX_HEADER {
        return Err(GraphError::param("The text of a component is too long."));
    }
    let trimmed = body.trim();
    if trimmed.starts_with("{{") || trimmed.ends_with("}}") {
        return Err(GraphError::param_sub(
            2_388_299,
            "Variables can't be at the start or end of the template.",
        ));
    }
    if template.buttons().len() > MAX_BUTTONS {
        return Err(GraphError::too_many("components[buttons]"));
    }
    for button in template.buttons() {
        match button["type"].as_str().unwrap_or_default() {
            "POSTBACK" if button.get("example").is_some() => {
                return Err(GraphError::param_sub(
                    2_388_051,
                    "Button has unexpected field(s) (example)",
                ));
            }
            "POSTBACK" | "URL" | "PHONE_NUMBER" => {}
            _ => {
                return Err(GraphError::param_sub(
                    2_018_416,
                    "Message Template Creation Failed",
                ));
            }
        }
        let title = button["text"].as_str().unwrap_or_default().chars().count();
        if title == 0 || title > MAX_TITLE {
            return Err(GraphError::param("The text of a button has 1 to 20 characters."));
        }
    }
    Ok(())
}

/// What reviewers find wrong without reading.
fn rejected(template: &UtilityTemplate) -> Option<(&'static str, &'static str)> {
    let body = template.text("BODY");
    let all: Vec<String> = [template.text("HEADER"), body]
        .iter()
        .flat_map(|text| places(text))
        .collect();
    let is_number = |name: &String| name.parse::<u32>().is_ok();
    let fits =
        |name: &String| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let numbers = places(body);
    let gap = !template.named
        && numbers
            .iter()
            .zip(1_u32..)
            .any(|(name, at)| name.parse() != Ok(at));
    if gap || !all.iter().all(fits) || all.iter().any(|name| is_number(name) == template.named) {
        return Some(("REJECTED", "INCORRECT_PARAMS"));
    }
    let example = template.component("BODY").and_then(|body| body.get("example"));
    if !numbers.is_empty() && example.is_none() {
        return Some(("REJECTED", "TEMPLATE_VARIABLES_MISSING_SAMPLE_VALUES"));
    }
    let words = body
        .split_whitespace()
        .filter(|word| !word.contains("{{"))
        .count();
    (words < 2 * numbers.len()).then_some(("REJECTED", "PARAMS_TO_WORD_RATIO_EXCEED_LIMIT"))
}
