//! Carries a plan out, inside one unit of work. First everything missing is made, then fields are set: by then every
//! name leads to an id.

mod accounts;
mod flow;
mod hours;
mod knowledge;
mod names;
mod people;

use std::collections::BTreeMap;

use parlance_api::{config::TenantSettings, error::FieldError};
use parlance_core::TenantCtx;
use parlance_engine::{Env, Refusal, audit::Who, seal::Keyring, tenants};
use parlance_store::{Tx, users::PasswordHash};

use super::{
    document::Document,
    plan::{Kind, Step},
};
use names::Names;

/// Hashes of new users' passwords, by sign-in name in lower case.
pub(super) type Hashes = BTreeMap<String, PasswordHash>;

/// What every step needs.
struct Work<'a> {
    tx: &'a mut dyn Tx,
    env: &'a Env<'a>,
    ctx: TenantCtx,
    who: Who,
    document: &'a Document,
    hashes: &'a Hashes,
    keyring: &'a Keyring,
}

/// Carries out all steps.
pub(super) fn all(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    document: &Document,
    steps: &[Step],
    hashes: &Hashes,
    defaults: TenantSettings,
    keyring: &Keyring,
) -> Result<(), Refusal> {
    let who = Who::operator();
    let wanted = &document.tenant;
    let tenant = match tx.tenant_by_slug(&wanted.slug)? {
        Some(tenant) => tenant,
        None => tenants::create(tx, env, &who, &wanted.slug, &wanted.name, defaults)
            .map_err(|refusal| within("tenant", &wanted.slug, refusal))?,
    };
    let mut work = Work {
        tx,
        env,
        ctx: TenantCtx::new(tenant.id),
        who,
        document,
        hashes,
        keyring,
    };
    for step in steps.iter().filter(|step| step.make) {
        work.make(step)
            .map_err(|refusal| within(step.kind, &step.name, refusal))?;
    }
    let names = Names::read(work.tx.as_read(), &work.ctx)?;
    for step in steps.iter().filter(|step| !step.changes.is_empty()) {
        work.set(step, &names)
            .map_err(|refusal| within(step.kind, &step.name, refusal))?;
    }
    Ok(())
}

impl Work<'_> {
    /// Makes a thing with the little that it cannot be without.
    fn make(&mut self, step: &Step) -> Result<(), Refusal> {
        match step.kind {
            // Made before everything else; made with its first text.
            Kind::Tenant | Kind::Article => Ok(()),
            Kind::Team => self.make_team(step.index),
            Kind::Skill => self.make_skill(step.index),
            Kind::User => self.make_user(step.index),
            Kind::Reason => self.make_reason(step.index),
            Kind::Calendar => self.make_calendar(step.index),
            Kind::Service => self.make_service(step.index),
            Kind::Account => self.make_account(step),
            Kind::Entry => self.make_entry(step.index),
        }
    }

    /// Sets the fields that differ.
    fn set(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        match step.kind {
            Kind::Tenant => self.set_tenant(step),
            Kind::Team => self.set_team(step, names),
            Kind::Skill => self.set_skill(step, names),
            Kind::User => self.set_user(step, names),
            Kind::Reason => self.set_reason(step, names),
            Kind::Calendar => self.set_calendar(step, names),
            Kind::Service => self.set_service(step, names),
            Kind::Account => self.set_account(step, names),
            Kind::Entry => self.set_entry(step, names),
            Kind::Article => self.set_article(step, names),
        }
    }
}

/// A field's value when the step changes it: what is as wanted is not written again.
fn changed<T>(step: &Step, field: &str, value: Option<T>) -> Option<T> {
    value.filter(|_| step.changes.iter().any(|change| change.field == field))
}

/// Says in which thing of the file a refusal arose.
fn within(kind: impl std::fmt::Display, name: &str, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(faults) => Refusal::Invalid(
            faults
                .into_iter()
                .map(|fault| FieldError {
                    field: format!("{kind} `{name}`, {}", fault.field),
                    ..fault
                })
                .collect(),
        ),
        Refusal::Conflict { code, message } => Refusal::Conflict {
            code,
            message: format!("{kind} `{name}`: {message}"),
        },
        other => other,
    }
}
