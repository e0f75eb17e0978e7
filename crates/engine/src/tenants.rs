//! Tenants: made by set-up, by operators and by `apply`.

use parlance_api::{
    config::TenantSettings,
    user::{NewUser, UserView},
};
use parlance_core::{TenantCtx, TenantId};
use parlance_store::{Tx, tenants::TenantRow};
use serde_json::json;

use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{check::Check, reasons, users},
    audit::{self, Who},
    identity::password_rules,
};

const MAX_SLUG: usize = 40;

/// Whether a text can be a tenant's short name: 1–40 lower-case letters, digits and `-`, not at the ends.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MAX_SLUG).contains(&text.len())
        && text.bytes().all(fine)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A short name made from a name: its letters and digits, `-` between words.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_SLUG);
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() { "main".to_owned() } else { slug }
}

/// Makes a tenant with the reasons that Parlance sets by itself.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Who,
    slug: &str,
    name: &str,
    settings: TenantSettings,
) -> Result<TenantRow, Refusal> {
    let mut check = Check::default();
    let name = check.text("name", name, 1, 120);
    let message =
        "A short name has 1 to 40 lower-case letters, digits and -, and neither begins nor ends with -.";
    check.that(is_slug(slug), "slug", "malformed", message);
    let taken = tx.tenant_by_slug(slug)?.is_some();
    check.that(!taken, "slug", "taken", "Another tenant has this short name.");
    check.done()?;
    let row = TenantRow {
        id: TenantId::new(env.now, env.id_bytes()),
        slug: slug.to_owned(),
        name,
        settings,
        disabled_at: None,
        created_at: env.now,
    };
    let ctx = TenantCtx::new(row.id);
    tx.insert_tenant(&row)?;
    reasons::make_system_reasons(tx, env, &ctx)?;
    audit::record(
        tx,
        env,
        &ctx,
        who,
        "tenant.created",
        row.id,
        json!({ "slug": row.slug, "name": row.name }),
    )?;
    Ok(row)
}

/// For the command line: whoever can run it owns the installation.
impl Engine {
    /// All tenants.
    pub async fn operator_tenants(&self) -> Result<Vec<TenantRow>, UseCaseError> {
        self.read(|read, _| Ok(read.tenants()?)).await
    }

    /// Makes a tenant; without a short name it is made from the name.
    pub async fn operator_create_tenant(
        &self,
        name: String,
        slug: Option<String>,
    ) -> Result<TenantRow, UseCaseError> {
        let settings = self.installation().tenant_defaults.clone();
        let slug = slug.unwrap_or_else(|| slug_of(&name));
        self.write(move |tx, env| create(tx, env, &Who::operator(), &slug, &name, settings))
            .await
    }

    /// Makes a user in a tenant.
    pub async fn operator_create_user(&self, slug: &str, command: NewUser) -> Result<UserView, UseCaseError> {
        let ctx = self.tenant_named(slug).await?;
        self.create_user_in(ctx, Who::operator(), command).await
    }

    /// Sets a user's password and ends their sessions.
    pub async fn operator_set_password(
        &self,
        slug: &str,
        username: &str,
        password: &str,
    ) -> Result<(), UseCaseError> {
        let ctx = self.tenant_named(slug).await?;
        let username = username.to_owned();
        let user = self
            .read(move |read, _| {
                read.user_by_username(&ctx, &username)?
                    .ok_or(Refusal::not_found("This user"))
            })
            .await?;
        if let Some(fault) = password_rules::refuse("password", password, &[&user.username, &user.name]) {
            return Err(UseCaseError::Refused(Refusal::Invalid(vec![fault])));
        }
        let hash = self.hash_password(password.to_owned().into()).await?;
        self.write(move |tx, env| users::set_password(tx, env, &ctx, &Who::operator(), user.id, &hash, None))
            .await
    }

    pub(crate) async fn tenant_named(&self, slug: &str) -> Result<TenantCtx, UseCaseError> {
        let slug = slug.to_owned();
        self.read(move |read, _| {
            let tenant = read
                .tenant_by_slug(&slug)?
                .ok_or(Refusal::not_found("This tenant"))?;
            Ok(TenantCtx::new(tenant.id))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_come_from_names() {
        assert_eq!(slug_of("Alder & Pine GmbH"), "alder-pine-gmbh");
        assert_eq!(slug_of("Ünï 7"), "n-7");
        assert_eq!(slug_of("日本"), "main");
        assert!(is_slug(&slug_of(&"Very long ".repeat(20))));
        assert!(!is_slug("-a") && !is_slug("A") && !is_slug("") && is_slug("a-1"));
    }
}
