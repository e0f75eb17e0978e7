//! The permission to answer by hand after the free time, as the platform turns out to see it.

use parlance_core::{AccountId, TenantCtx};
use parlance_store::Tx;
use serde_json::json;

use super::account::{account_changed, note_account_error};
use crate::{
    Env, Refusal,
    audit::{self, Who},
};

/// The platform refused a message by hand for lack of permission: the account's box is unticked, and says so, until an
/// administrator ticks it again.
pub(super) fn lost(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    platform_says: &str,
) -> Result<(), Refusal> {
    let Some(mut row) = tx.account(ctx, account)?.filter(|row| row.person_answers) else {
        return Ok(());
    };
    let descriptor = env.channels.get(&row.channel).map(|channel| channel.descriptor());
    let field = descriptor.and_then(|descriptor| {
        let name = &descriptor.capabilities.person_window.as_ref()?.field;
        descriptor.field(name)
    });
    let label = field.map_or("the permission", |field| field.label.as_str());
    row.person_answers = false;
    if let Some(field) = field {
        row.settings.remove(&field.name);
    }
    row.updated_at = env.now.max(row.updated_at.plus_ms(1));
    tx.update_account(ctx, &row)?;
    let error = format!(
        "The platform refused an answer by hand after the free time, so “{label}” was unticked; tick it again when the \
         permission is there. {platform_says}"
    );
    note_account_error(tx, env, ctx, account, &error)?;
    let detail = json!({ "name": row.name, "changed": [field.map(|field| field.name.as_str())] });
    audit::record(tx, env, ctx, &Who::system(), "account.changed", account, detail)?;
    account_changed(tx, env, ctx, account)
}
