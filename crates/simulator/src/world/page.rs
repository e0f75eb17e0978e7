//! Pages: what customers write to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::template::{ReviewRule, UtilityTemplate};

/// A page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Page {
    pub id: String,
    pub name: String,
    pub username: Option<String>,
    /// An Instagram account, and the page it is connected to: its token and subscriptions serve the account.
    #[serde(default)]
    pub connected_to: Option<String>,
    /// Apps subscribed to the page with the fields each asked for (the page level).
    pub subscriptions: BTreeMap<String, BTreeSet<String>>,
    /// Apps that were unsubscribed because their webhook failed too long, with the time.
    pub disabled: BTreeMap<String, i64>,
    /// The platform has restricted the page from sending (error 10/1893063).
    pub restricted: bool,
    /// What `messenger_profile` holds: greeting, get_started, ice_breakers and the like.
    pub profile: Map<String, Value>,
    /// By id.
    #[serde(default)]
    pub personas: BTreeMap<String, Persona>,
    /// Utility templates, by id.
    #[serde(default)]
    pub templates: BTreeMap<String, UtilityTemplate>,
    /// What becomes of new ones.
    #[serde(default)]
    pub template_rule: ReviewRule,
}

impl Page {
    pub fn new(id: String, name: String, username: Option<String>) -> Self {
        Self {
            id,
            name,
            username,
            connected_to: None,
            subscriptions: BTreeMap::new(),
            disabled: BTreeMap::new(),
            restricted: false,
            profile: Map::new(),
            personas: BTreeMap::new(),
            templates: BTreeMap::new(),
            template_rule: ReviewRule::default(),
        }
    }
}

/// A name and picture under which a page's messages are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Persona {
    pub name: String,
    pub picture_url: Option<String>,
}
