//! Utility templates of a page.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A template: one name in one language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct UtilityTemplate {
    pub id: String,
    pub name: String,
    pub language: String,
    /// Places have names and not numbers.
    pub named: bool,
    /// As they were submitted.
    pub components: Vec<Value>,
    /// `PENDING`, `APPROVED`, `REJECTED`, `PAUSED`.
    pub status: String,
    /// Why it was rejected or paused; `NONE` otherwise.
    pub reason: String,
    pub created_ms: i64,
}

/// What becomes of a new template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewRule {
    /// Somebody approves or rejects it.
    #[default]
    ByHand,
    /// It is approved at once, as Meta's robots do with most.
    Approve,
    /// It is rejected at once as advertising.
    Reject,
}

impl UtilityTemplate {
    /// The component of a type.
    pub fn component(&self, kind: &str) -> Option<&Value> {
        self.components
            .iter()
            .find(|component| component_type(component) == kind)
    }

    /// The text of a component.
    pub fn text(&self, kind: &str) -> &str {
        let component = self.component(kind);
        component
            .and_then(|component| component["text"].as_str())
            .unwrap_or_default()
    }

    /// The buttons.
    pub fn buttons(&self) -> &[Value] {
        let component = self.component("BUTTONS");
        component
            .and_then(|component| component["buttons"].as_array())
            .map_or(&[], Vec::as_slice)
    }
}

/// The type of a component, in capitals.
pub(crate) fn component_type(component: &Value) -> String {
    component["type"].as_str().unwrap_or_default().to_uppercase()
}

/// The names or numbers of a text's places, each once, in order.
pub(crate) fn places(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else {
            break;
        };
        let name = name.trim().to_owned();
        if seen.insert(name.clone()) {
            found.push(name);
        }
        rest = tail;
    }
    if found.iter().all(|name| name.parse::<u32>().is_ok()) {
        found.sort_by_key(|name| name.parse::<u32>().unwrap_or_default());
    }
    found
}
