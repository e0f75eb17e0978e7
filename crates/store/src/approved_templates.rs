//! Templates that an account's platform reviews: a copy of its list, with what stands in their places by itself.

use std::collections::BTreeMap;

use parlance_core::{
    AccountId, ApprovedTemplateId, TenantCtx, Timestamp,
    approved::{ApprovedContent, ReviewState},
};

use crate::error::StoreError;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedTemplateRow {
    /// Id.
    pub id: ApprovedTemplateId,
    /// The account.
    pub account_id: AccountId,
    /// The platform's id of it.
    pub remote_id: String,
    /// Its name at the platform; with its language unique in the account.
    pub name: String,
    /// Its language, in the platform's word.
    pub language: String,
    /// What the platform says of it.
    pub state: ReviewState,
    /// Why, in the platform's words.
    pub reason: Option<String>,
    /// Its words.
    pub content: ApprovedContent,
    /// What might stand in its places, by `Slot::key`.
    pub examples: BTreeMap<String, String>,
    /// What stands there unless an agent writes something else; may hold variables.
    pub defaults: BTreeMap<String, String>,
    /// The channel can fill every part of it.
    pub sendable: bool,
    /// Known since.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// How well the list of an account is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApprovedListRow {
    /// Read from the platform at.
    pub read_at: Option<Timestamp>,
    /// The platform told of a template that is not known: it should be read again.
    pub stale: bool,
    /// Why the last reading failed.
    pub problem: Option<String>,
}

/// Reads templates.
pub trait ApprovedTemplatesRead {
    /// One template.
    fn approved_template(
        &self,
        ctx: &TenantCtx,
        id: ApprovedTemplateId,
    ) -> Result<Option<ApprovedTemplateRow>, StoreError>;
    /// The templates of an account by name and language.
    fn approved_templates(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Vec<ApprovedTemplateRow>, StoreError>;
    /// How well they are known.
    fn approved_list(&self, ctx: &TenantCtx, account: AccountId) -> Result<ApprovedListRow, StoreError>;
    /// Accounts of all tenants whose list is stale or holds a template that is still looked at.
    fn approved_lists_to_read(&self) -> Result<Vec<(TenantCtx, AccountId)>, StoreError>;
}

/// Writes templates.
pub trait ApprovedTemplatesWrite: ApprovedTemplatesRead {
    /// Makes a template, or changes everything but its id and since when it is known.
    fn save_approved_template(
        &mut self,
        ctx: &TenantCtx,
        row: &ApprovedTemplateRow,
    ) -> Result<(), StoreError>;
    /// Forgets a template.
    fn delete_approved_template(&mut self, ctx: &TenantCtx, id: ApprovedTemplateId)
    -> Result<(), StoreError>;
    /// Notes how well an account's list is known.
    fn save_approved_list(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        row: &ApprovedListRow,
    ) -> Result<(), StoreError>;
}
