//! Applies a document: plan and change in one transaction, so that either everything is as the file says or nothing
//! changed.

use std::collections::BTreeMap;

use parlance_core::TenantCtx;
use parlance_engine::{Engine, Env, Refusal, UseCaseError, identity::password_rules};
use parlance_store::{Read, WorkError, users::PasswordHash};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    carry_out::{self, Hashes},
    check::check,
    document::Document,
    plan::{Kind, Step, plan},
    present::Present,
};

/// Why a document was not applied; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// It contradicts itself, or the tenant.
    #[error("The file cannot be applied:{}", lines(.0))]
    Unsound(Vec<String>),
    /// The application refused a step.
    #[error("Nothing was changed: {0}")]
    Refused(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] parlance_store::StoreError),
}

fn lines(problems: &[String]) -> String {
    problems
        .iter()
        .fold(String::new(), |text, problem| text + "\n  - " + problem)
}

impl From<UseCaseError> for ApplyError {
    fn from(error: UseCaseError) -> Self {
        match error {
            WorkError::Store(error) => Self::Store(error),
            WorkError::Refused(Refusal::Invalid(faults)) => Self::Unsound(
                faults
                    .into_iter()
                    .map(|fault| format!("{}: {}", fault.field, fault.message))
                    .collect(),
            ),
            WorkError::Refused(refusal) => Self::Refused(refusal.to_string()),
        }
    }
}

/// Makes a tenant look as the document says; a dry run only tells what would be done.
pub async fn run(engine: &Engine, document: Document, dry_run: bool) -> Result<Vec<Step>, ApplyError> {
    let secrets = resolve_secrets(&document)?;
    let keyring = engine.installation().keyring.clone();
    let (problems, steps) = {
        let document = document.clone();
        let keyring = keyring.clone();
        engine
            .read(move |read, _| {
                let present = present(read, &keyring, &document)?;
                Ok((check(&document, &present.known()), plan(&document, &present)))
            })
            .await?
    };
    if !problems.is_empty() {
        return Err(ApplyError::Unsound(problems));
    }
    if dry_run || steps.is_empty() {
        return Ok(steps);
    }
    let hashes = hash_passwords(engine, &document, &steps, &secrets).await?;
    let settings = engine.installation().tenant_defaults.clone();
    let steps = engine
        .write(move |tx, env: &Env<'_>| {
            // Planned again: somebody may have changed the tenant since.
            let present = present(tx.as_read(), &keyring, &document)?;
            let steps = plan(&document, &present);
            carry_out::all(tx, env, &document, &steps, &hashes, settings, &keyring)?;
            Ok(steps)
        })
        .await?;
    Ok(steps)
}

fn present(
    read: &dyn Read,
    keyring: &parlance_engine::seal::Keyring,
    document: &Document,
) -> Result<Present, Refusal> {
    match read.tenant_by_slug(&document.tenant.slug)? {
        None => Ok(Present::default()),
        Some(tenant) => Present::read(read, &TenantCtx::new(tenant.id), keyring),
    }
}

/// Reads every secret before anything is done; all that are missing are told at once.
fn resolve_secrets(document: &Document) -> Result<BTreeMap<String, SecretString>, ApplyError> {
    let (mut passwords, mut problems) = (BTreeMap::new(), Vec::new());
    for user in &document.users {
        match user.password.as_ref().map(super::secret::SecretSource::resolve) {
            Some(Ok(password)) => drop(passwords.insert(user.username.to_lowercase(), password)),
            Some(Err(reason)) => problems.push(format!("user `{}`: {reason}", user.username)),
            None => {}
        }
    }
    for account in &document.accounts {
        for (key, source) in &account.secrets {
            if let Err(reason) = source.resolve() {
                problems.push(format!("account `{}`, {key}: {reason}", account.name));
            }
        }
    }
    if problems.is_empty() {
        Ok(passwords)
    } else {
        Err(ApplyError::Unsound(problems))
    }
}

/// Hashes the passwords of users that will be made; it takes long, so it is done outside the transaction.
async fn hash_passwords(
    engine: &Engine,
    document: &Document,
    steps: &[Step],
    passwords: &BTreeMap<String, SecretString>,
) -> Result<Hashes, ApplyError> {
    let (mut hashes, mut problems) = (Hashes::new(), Vec::new());
    for step in steps.iter().filter(|step| step.kind == Kind::User && step.make) {
        let user = &document.users[step.index];
        let Some(password) = passwords.get(&user.username.to_lowercase()) else {
            problems.push(format!("user `{}` is new and needs a password", user.username));
            continue;
        };
        let names = [user.username.as_str(), user.name.as_str()];
        if let Some(fault) = password_rules::refuse("password", password.expose_secret(), &names) {
            problems.push(format!("user `{}`: {}", user.username, fault.message));
            continue;
        }
        let hash: PasswordHash = engine.hash_password(password.clone()).await?;
        hashes.insert(user.username.to_lowercase(), hash);
    }
    if problems.is_empty() {
        Ok(hashes)
    } else {
        Err(ApplyError::Unsound(problems))
    }
}
