//! Codes of authenticator apps (RFC 6238): SHA-1, six digits, steps of 30 seconds, one step of tolerance, as all apps
//! understand them.

use parlance_core::{TenantId, Timestamp, UserId, clock::Random};
use secrecy::{ExposeSecret as _, SecretString};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    Refusal,
    seal::{Keyring, Place},
};

/// Bytes of a secret; RFC 4226 recommends 160 bits.
const SECRET_BYTES: usize = 20;
/// What authenticator apps show above the account.
const ISSUER: &str = "Parlance";
const TABLE: &str = "second_factor";
const ROW_COLUMN: &str = "sealed";
const DRAFT_COLUMN: &str = "draft";

/// Where a sealed secret lies.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Drawer {
    /// In force.
    InForce,
    /// Shown, its first code has not come.
    Draft,
}

/// A fresh secret, in base 32.
pub(crate) fn fresh(random: &dyn Random) -> SecretString {
    let mut bytes = [0; SECRET_BYTES];
    random.fill(&mut bytes);
    Secret::new(Box::new(bytes)).to_base32().into()
}

/// The address that authenticator apps read from a QR code.
pub(crate) fn uri(secret: &SecretString, account: &str) -> Result<String, Refusal> {
    // A colon would end the issuer's name.
    let builder = builder(secret)?
        .with_issuer(Some(ISSUER))
        .with_account_name(account.replace(':', " "));
    builder
        .build()
        .and_then(|totp| totp.to_url())
        .map_err(|error| broken(&error))
}

/// The time step whose code this is; `None` when it is no code of this moment.
pub(crate) fn step(secret: &SecretString, code: &str, now: Timestamp) -> Result<Option<i64>, Refusal> {
    let totp: Totp = builder(secret)?.build().map_err(|error| broken(&error))?;
    let seconds = u64::try_from(now.as_millis() / 1000).unwrap_or(0);
    Ok(totp
        .check(code, seconds)
        .and_then(|step| i64::try_from(step).ok()))
}

fn builder(secret: &SecretString) -> Result<Builder, Refusal> {
    let secret = Secret::try_from_base32(secret.expose_secret())
        .map_err(|_| Refusal::Store("a second factor's secret is not base 32".into()))?;
    Ok(Builder::new().with_secret(secret))
}

fn broken(error: &totp_rs::TotpError) -> Refusal {
    Refusal::Store(format!("a second factor cannot be used: {error}"))
}

/// Seals a secret for a person.
pub(crate) fn seal(
    keyring: &Keyring,
    random: &dyn Random,
    drawer: Drawer,
    tenant: TenantId,
    user: UserId,
    secret: &SecretString,
) -> Result<String, Refusal> {
    keyring
        .seal(random, place(drawer, tenant, &user.to_string()), secret)
        .map_err(|error| Refusal::Store(error.to_string()))
}

/// Opens a person's secret.
pub(crate) fn open(
    keyring: &Keyring,
    drawer: Drawer,
    tenant: TenantId,
    user: UserId,
    sealed: &str,
) -> Result<SecretString, Refusal> {
    keyring
        .open(place(drawer, tenant, &user.to_string()), sealed)
        .map_err(|error| Refusal::Store(format!("a second factor's secret does not open: {error}")))
}

fn place(drawer: Drawer, tenant: TenantId, row: &str) -> Place<'_> {
    Place {
        table: TABLE,
        column: match drawer {
            Drawer::InForce => ROW_COLUMN,
            Drawer::Draft => DRAFT_COLUMN,
        },
        tenant: Some(tenant),
        row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238, cut to six digits: the secret `12345678901234567890`.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = SecretString::from("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned());
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let at = |second: i64| Timestamp::from_millis(second * 1000);
            assert_eq!(step(&secret, code, at(second)).unwrap(), Some(second / 30));
            assert_eq!(
                step(&secret, code, at(second + 30)).unwrap(),
                Some(second / 30),
                "a slow thumb"
            );
            assert_eq!(step(&secret, code, at(second + 60)).unwrap(), None, "too late");
            assert_eq!(step(&secret, "000000", at(second)).unwrap(), None);
        }
        for odd in ["", "28708", "2870820", "+87082", "２87082", "28 082"] {
            assert_eq!(
                step(&secret, odd, Timestamp::from_millis(59_000)).unwrap(),
                None,
                "{odd}"
            );
        }
    }

    #[test]
    fn the_address_names_product_account_and_secret() {
        let secret = SecretString::from("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned());
        let uri = uri(&secret, "nora (Alder: Pine)").unwrap();
        assert_eq!(
            uri,
            "otpauth://totp/Parlance:nora%20%28Alder%20%20Pine%29?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Parlance"
        );
    }
}
