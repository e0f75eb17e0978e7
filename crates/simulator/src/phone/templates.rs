//! Reviewers look at a page's templates.

use serde_json::json;

use crate::ControlError;
use crate::fanout::{Told, tell_change};
use crate::transaction::Tx;
use crate::world::{Change, ReviewRule, UtilityTemplate};

const FIELD: &str = "message_template_status_update";

/// A template is approved, rejected or paused; the apps are told.
pub(crate) fn review(
    tx: &mut Tx<'_>,
    page_id: &str,
    template_id: &str,
    status: &str,
    reason: Option<&str>,
) -> Result<(), ControlError> {
    let status = status.to_uppercase();
    if !matches!(
        status.as_str(),
        "APPROVED" | "REJECTED" | "PAUSED" | "DISABLED" | "PENDING"
    ) {
        return Err(ControlError::invalid(
            "the status is approved, rejected, paused, disabled or pending",
        ));
    }
    let page = tx.world.pages.get(page_id).cloned();
    let mut page = page.ok_or_else(|| ControlError::not_found("page", page_id))?;
    let template = page
        .templates
        .get_mut(template_id)
        .ok_or_else(|| ControlError::not_found("template", template_id))?;
    template.reason = match (status.as_str(), reason) {
        (_, Some(reason)) if !reason.trim().is_empty() => reason.trim().to_owned(),
        ("REJECTED", _) => "TAG_SHOULD_BE_MARKETING".to_owned(),
        _ => "NONE".to_owned(),
    };
    template.status = status;
    let template = template.clone();
    tx.apply(Change::PagePut(page));
    tell_review(tx, page_id, &template);
    Ok(())
}

/// What becomes of new templates of a page.
pub(crate) fn set_rule(tx: &mut Tx<'_>, page_id: &str, rule: ReviewRule) -> Result<(), ControlError> {
    let page = tx.world.pages.get(page_id).cloned();
    let mut page = page.ok_or_else(|| ControlError::not_found("page", page_id))?;
    page.template_rule = rule;
    tx.apply(Change::PagePut(page));
    Ok(())
}

/// Tells the apps how a template stands.
pub(crate) fn tell_review(tx: &mut Tx<'_>, page_id: &str, template: &UtilityTemplate) {
    let value = json!({
        "event": template.status,
        "message_template_id": template.id.parse::<u64>().map_or_else(|_| json!(template.id), |id| json!(id)),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "reason": template.reason,
    });
    let told = Told {
        field: FIELD,
        kind: "template review".to_owned(),
        what: format!("{}: {}", template.name, template.status.to_lowercase()),
        value,
    };
    tell_change(tx, page_id, None, told);
}
