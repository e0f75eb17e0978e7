//! Agents change what is known of a customer.

use parlance_api::{
    contact::{ContactPatch, ContactView},
    error::FieldError,
};
use parlance_core::{ContactId, permission::Right};
use parlance_store::{Tx, contacts::ContactRow};

use super::{NOT_FOUND, save};
use crate::{Engine, Env, Refusal, UseCaseError, identity::Caller};

impl Engine {
    /// Changes the given fields of a customer.
    pub async fn edit_contact(
        &self,
        caller: &Caller,
        id: ContactId,
        patch: ContactPatch,
    ) -> Result<ContactView, UseCaseError> {
        let ctx = *caller.ctx();
        let may = caller.may(
            Some(Right::EditContacts),
            Some(parlance_api::session::ApiScope::ContactsWrite),
        );
        self.write(move |tx, env| {
            if !may {
                return Err(Refusal::forbidden("Changing contacts is not among your rights."));
            }
            edit(tx, env, &ctx, id, patch)
        })
        .await
    }
}

fn edit(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &parlance_core::TenantCtx,
    id: ContactId,
    patch: ContactPatch,
) -> Result<ContactView, Refusal> {
    let mut row = tx.contact(ctx, id)?.ok_or(NOT_FOUND)?;
    apply(&mut row, patch)?;
    save(tx, env, ctx, &mut row)
}

fn apply(row: &mut ContactRow, patch: ContactPatch) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    let mut set =
        |field: &str, change: Option<Option<String>>, place: &mut Option<String>, longest: usize| {
            if let Some(value) = change {
                match clean(value, longest) {
                    Ok(value) => *place = value,
                    Err(message) => faults.push(fault(field, message)),
                }
            }
        };
    set("first_name", patch.first_name, &mut row.first_name, 100);
    set("last_name", patch.last_name, &mut row.last_name, 100);
    set("email", patch.email, &mut row.email, 254);
    set("phone", patch.phone, &mut row.phone, 40);
    set("language", patch.language, &mut row.language, 60);
    set("company", patch.company, &mut row.company, 120);
    if let Some(email) = &row.email
        && !email.contains('@')
    {
        faults.push(FieldError {
            field: "email".into(),
            code: "malformed".into(),
            message: "A mail address has an @ in it.".into(),
        });
    }
    if let Some(notes) = patch.notes {
        if notes.chars().count() > 4_000 {
            faults.push(fault("notes", "At most 4000 characters.".into()));
        }
        row.notes = notes;
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(faults))
    }
}

fn fault(field: &str, message: String) -> FieldError {
    FieldError {
        field: field.into(),
        code: "too_long".into(),
        message,
    }
}

/// One line of text, trimmed; empty means none.
fn clean(value: Option<String>, longest: usize) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    let line: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = line.trim();
    if line.chars().count() > longest {
        return Err(format!("At most {longest} characters."));
    }
    Ok((!line.is_empty()).then(|| line.to_owned()))
}
