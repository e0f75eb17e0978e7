//! Whom alerts are sent to: made, switched off, tried and deleted by administrators.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parlance_api::{
    account::Wording,
    alert::{
        Alert, AlertKind, AlertOccasion, AlertTargetMade, AlertTargetPatch, AlertTargetView, AlertTargets,
        AlertTested, NewAlertTarget,
    },
};
use parlance_core::{AlertTargetId, TenantCtx, TenantId, sentence::Sentence};
use parlance_store::{Tx, alerts::AlertTargetRow};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::send::{send, tried};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{changed, check::Check, disabled_at, next_update},
    audit::{self, Who},
    identity::Caller,
    seal::{Keyring, Place},
    sentences::verbatim,
};

const NOT_FOUND: Refusal = Refusal::not_found("This target of alerts");
/// Targets of a tenant, at most: each gets every alert.
const MOST: usize = 20;
const LONGEST_ADDRESS: usize = 500;
/// Bytes of a secret.
const SECRET_BYTES: usize = 32;

/// Where a target's secret lives.
pub(crate) const fn place(tenant: TenantId, row: &str) -> Place<'_> {
    Place {
        table: "alert_target",
        column: "secret",
        tenant: Some(tenant),
        row,
    }
}

fn view(row: AlertTargetRow) -> AlertTargetView {
    let error: Option<Sentence> = row
        .last_error
        .map(|kept| serde_json::from_str(&kept).unwrap_or_else(|_| verbatim(&kept)));
    AlertTargetView {
        id: row.id,
        kind: row.kind,
        address: row.address,
        disabled: row.disabled_at.is_some(),
        last_at: row.last_at,
        wording: error.as_ref().map(|error| Wording::new(error, None)),
        last_error: error.map(|error| error.text),
        updated_at: row.updated_at,
    }
}

fn stored(tx: &dyn Tx, ctx: &TenantCtx, id: AlertTargetId) -> Result<AlertTargetRow, Refusal> {
    tx.alert_target(ctx, id)?.ok_or(NOT_FOUND)
}

/// A new secret, and how it is stored.
fn new_secret(env: &Env<'_>, ctx: &TenantCtx, id: AlertTargetId) -> Result<(SecretString, String), Refusal> {
    let mut bytes = [0; SECRET_BYTES];
    env.random.fill(&mut bytes);
    let secret = SecretString::from(format!("whsec_{}", URL_SAFE_NO_PAD.encode(bytes)));
    let row = id.to_string();
    let sealed = env
        .keyring
        .seal(env.random, place(ctx.tenant_id(), &row), &secret)
        .map_err(|error| Refusal::Store(error.to_string()))?;
    Ok((secret, sealed))
}

fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    kind: AlertKind,
    address: String,
) -> Result<AlertTargetMade, Refusal> {
    let all = tx.alert_targets(ctx)?;
    let mut check = Check::default();
    let taken = all.iter().any(|row| row.address == address);
    check.that(
        !taken,
        "address",
        "taken",
        "Alerts are sent to this address already.",
    );
    check.that(
        all.len() < MOST,
        "address",
        "too_many",
        format!("Alerts can be sent to {MOST} addresses. Delete one first."),
    );
    check.done()?;
    let id = AlertTargetId::new(env.now, env.id_bytes());
    let secret = match kind {
        AlertKind::Webhook => Some(new_secret(env, ctx, id)?),
        AlertKind::Mail => None,
    };
    let (shown, sealed) = secret.unzip();
    let row = AlertTargetRow {
        id,
        kind,
        address,
        secret: sealed,
        disabled_at: None,
        last_at: None,
        last_error: None,
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_alert_target(ctx, &row)?;
    let detail = json!({ "kind": row.kind });
    audit::record(tx, env, ctx, who, "alert_target.created", id, detail)?;
    changed(tx, env, ctx, "alert_targets")?;
    Ok(AlertTargetMade {
        target: view(row),
        secret: shown.map(|secret| secret.expose_secret().to_owned()),
    })
}

/// Seals a target's secret anew with the first key.
pub(crate) fn reseal(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    keyring: &Keyring,
    tenant: TenantId,
    id: AlertTargetId,
) -> Result<(), Refusal> {
    let ctx = TenantCtx::new(tenant);
    let Some(mut row) = tx.alert_target(&ctx, id)? else {
        return Ok(());
    };
    let Some(sealed) = &row.secret else { return Ok(()) };
    let name = id.to_string();
    let refused = |error: crate::seal::SealError| Refusal::Store(error.to_string());
    let secret = keyring.open(place(tenant, &name), sealed).map_err(refused)?;
    row.secret = Some(
        keyring
            .seal(env.random, place(tenant, &name), &secret)
            .map_err(refused)?,
    );
    Ok(tx.update_alert_target(&ctx, &row)?)
}

impl Engine {
    /// Whom alerts are sent to.
    pub async fn alert_targets(&self, caller: &Caller) -> Result<AlertTargets, UseCaseError> {
        let ctx = *caller.ctx();
        let mail = self.installation().outside.has_mail();
        self.read(move |read, _| {
            let items = read.alert_targets(&ctx)?.into_iter().map(view).collect();
            Ok(AlertTargets { items, mail })
        })
        .await
    }

    /// Makes a target. An address that must not be called is refused with the reason.
    pub async fn create_alert_target(
        &self,
        caller: &Caller,
        command: NewAlertTarget,
    ) -> Result<AlertTargetMade, UseCaseError> {
        let mut check = Check::default();
        let address = match command.kind {
            AlertKind::Mail => {
                check.that(
                    self.installation().outside.has_mail(),
                    "kind",
                    "no_mail",
                    "No mail server is set up. The operator names one in the section [mail] of the configuration.",
                );
                let address = check.email("address", Some(&command.address));
                check.that(address.is_some(), "address", "missing", "Enter the mail address.");
                address.unwrap_or_default()
            }
            AlertKind::Webhook => {
                let address = check.text("address", &command.address, 1, LONGEST_ADDRESS);
                if !address.is_empty()
                    && let Err(reason) = self.installation().outside.check_address(&address).await
                {
                    check.fault(
                        "address",
                        "not_allowed",
                        format!("This address cannot be used: {reason}."),
                    );
                }
                address
            }
        };
        check.done().map_err(UseCaseError::Refused)?;
        let kind = command.kind;
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, kind, address)
        })
        .await
    }

    /// Switches a target off or on.
    pub async fn change_alert_target(
        &self,
        caller: &Caller,
        id: AlertTargetId,
        patch: AlertTargetPatch,
    ) -> Result<AlertTargetView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let mut row = stored(tx, ctx, id)?;
            let wanted = disabled_at(patch.disabled, row.disabled_at, env.now);
            if wanted != row.disabled_at {
                row.disabled_at = wanted;
                row.updated_at = next_update(env.now, row.updated_at);
                tx.update_alert_target(ctx, &row)?;
                let detail = json!({ "changed": ["disabled"] });
                audit::record(tx, env, ctx, who, "alert_target.changed", id, detail)?;
                changed(tx, env, ctx, "alert_targets")?;
            }
            Ok(view(row))
        })
        .await
    }

    /// Deletes a target; alerts on their way to it are dropped.
    pub async fn delete_alert_target(&self, caller: &Caller, id: AlertTargetId) -> Result<(), UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            if !tx.delete_alert_target(ctx, id)? {
                return Err(NOT_FOUND);
            }
            audit::record(tx, env, ctx, who, "alert_target.deleted", id, json!({}))?;
            changed(tx, env, ctx, "alert_targets")
        })
        .await
    }

    /// Sends a target a test now.
    pub async fn test_alert_target(
        &self,
        caller: &Caller,
        id: AlertTargetId,
    ) -> Result<AlertTested, UseCaseError> {
        let ctx = *caller.ctx();
        let (row, alert) = self
            .read(move |read, env| {
                let row = read.alert_target(&ctx, id)?.ok_or(NOT_FOUND)?;
                let alert = Alert {
                    id: format!("{id}.{}.test", env.now.as_millis()),
                    occasion: AlertOccasion::Test,
                    at: env.now,
                    account: None,
                    problem: None,
                    url: "/admin/health".into(),
                };
                Ok((row, alert))
            })
            .await?;
        let error = send(self, ctx, &row, alert).await.err();
        let noted = error.clone();
        let target = self
            .write(move |tx, env| {
                tried(tx, env, &ctx, id, noted.as_ref())?;
                stored(tx, &ctx, id).map(view)
            })
            .await?;
        Ok(AlertTested {
            error: error.map(|error| error.text),
            target,
        })
    }
}
