//! The second factor of a sign-in: a code of an authenticator app, or one of ten recovery codes.

mod enrol;
mod recovery;
mod reset;
mod second_step;
mod totp;

use parlance_api::config::TenantSettings;
use parlance_core::{
    TenantCtx, UserId,
    permission::{Right, Role, can},
};
use parlance_store::{Tx, second_factors::SecondFactorRow};

use crate::{Env, Refusal, RequireSecondFactor, seal::Keyring};

/// Whether somebody of these roles needs a second factor.
#[must_use]
pub fn is_required(operators: RequireSecondFactor, tenants: &TenantSettings, roles: &[Role]) -> bool {
    tenants.require_second_factor
        || match operators {
            RequireSecondFactor::Nobody => false,
            RequireSecondFactor::Administrators => {
                can(roles, Right::Configure) || can(roles, Right::ManageSecurity)
            }
            RequireSecondFactor::Everyone => true,
        }
}

/// Uses a code up: of the authenticator app, each time step once, or a recovery code. `false`: it is not right, or was
/// used before.
pub(crate) fn accept_code(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    keyring: &Keyring,
    ctx: &TenantCtx,
    user: UserId,
    typed: &str,
) -> Result<bool, Refusal> {
    let Some(row) = tx.second_factor(ctx, user)? else {
        return Ok(false);
    };
    let code = recovery::plain(typed);
    if code.len() == 6 {
        let secret = totp::open(keyring, totp::Drawer::InForce, ctx.tenant_id(), user, &row.sealed)?;
        return match totp::step(&secret, &code, env.now)? {
            Some(step) => Ok(tx.use_second_factor_step(ctx, user, step)?),
            None => Ok(false),
        };
    }
    Ok(tx.use_recovery_code(ctx, user, &recovery::hash(&code))?)
}

/// One answer for all codes that do not do.
pub(crate) fn wrong_code() -> Refusal {
    let message = "This code is not right or was used before. Enter the one that the app shows next.";
    Refusal::field("code", "wrong", message)
}

/// Seals a person's secret with the first key of the ring; `false` when it is so already.
pub(crate) fn reseal(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    keyring: &Keyring,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<bool, Refusal> {
    let Some(row) = tx.second_factor(ctx, user)? else {
        return Ok(false);
    };
    if keyring.is_current(&row.sealed) {
        return Ok(false);
    }
    let (drawer, tenant) = (totp::Drawer::InForce, ctx.tenant_id());
    let secret = totp::open(keyring, drawer, tenant, user, &row.sealed)?;
    let sealed = totp::seal(keyring, env.random, drawer, tenant, user, &secret)?;
    tx.save_second_factor(ctx, user, &SecondFactorRow { sealed, ..row })?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenants_may_require_more_than_the_operator_and_never_less() {
        use RequireSecondFactor::{Administrators, Everyone, Nobody};
        let own = TenantSettings::default();
        let strict = TenantSettings {
            require_second_factor: true,
            ..TenantSettings::default()
        };
        let required = |who, roles: &[Role]| is_required(who, &own, roles);
        assert!(required(Administrators, &[Role::Agent, Role::Administrator]));
        assert!(!required(Administrators, &[Role::Agent, Role::Supervisor]));
        assert!(!required(Nobody, &[Role::Administrator]));
        assert!(required(Everyone, &[Role::Agent]));
        assert!(is_required(Nobody, &strict, &[Role::Agent]));
    }
}
