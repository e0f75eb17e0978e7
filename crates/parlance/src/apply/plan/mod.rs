//! The plan: what must be made and changed so that a tenant looks as the file says. Pure: the same file and tenant give
//! the same plan, and after it was carried out the plan is empty.
//!
//! Things are made first, bare, and get their fields afterwards: a team's supervisors are users, who are in teams.

mod accounts;
mod diff;
mod flow;
mod hours;
mod knowledge;
mod people;

use std::fmt;

use super::{document::Document, present::Present};
pub use diff::Change;
use diff::Diff;

/// Kinds of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The tenant itself.
    Tenant,
    /// A team.
    Team,
    /// A skill.
    Skill,
    /// A user.
    User,
    /// A Not Ready reason.
    Reason,
    /// A calendar.
    Calendar,
    /// A service.
    Service,
    /// An integration account.
    Account,
    /// A scenario entry.
    Entry,
    /// A knowledge article.
    Article,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tenant => "tenant",
            Self::Team => "team",
            Self::Skill => "skill",
            Self::User => "user",
            Self::Reason => "Not Ready reason",
            Self::Calendar => "calendar",
            Self::Service => "service",
            Self::Account => "integration account",
            Self::Entry => "scenario entry",
            Self::Article => "article",
        })
    }
}

/// One thing that is made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: Kind,
    /// Its place in the file's list.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Whether it must be made.
    pub make: bool,
    /// What must be set.
    pub changes: Vec<Change>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} `{}`",
            if self.make { "+" } else { "~" },
            self.kind,
            self.name
        )?;
        for change in &self.changes {
            write!(f, "\n    {change}")?;
        }
        Ok(())
    }
}

/// What must be done; empty when the tenant looks as the file says.
#[must_use]
pub fn plan(document: &Document, present: &Present) -> Vec<Step> {
    let mut steps = Steps::default();
    steps.add(
        Kind::Tenant,
        0,
        &document.tenant.slug,
        present.tenant.is_none(),
        people::tenant(&document.tenant, present),
    );
    for (index, team) in document.teams.iter().enumerate() {
        steps.add(
            Kind::Team,
            index,
            &team.name,
            present.team(&team.name).is_none(),
            people::team(team, present),
        );
    }
    for (index, skill) in document.skills.iter().enumerate() {
        steps.add(
            Kind::Skill,
            index,
            &skill.name,
            present.skill(&skill.name).is_none(),
            people::skill(skill, present),
        );
    }
    for (index, calendar) in document.calendars.iter().enumerate() {
        let make = present.calendar(&calendar.name).is_none();
        steps.add(
            Kind::Calendar,
            index,
            &calendar.name,
            make,
            hours::calendar(calendar, present),
        );
    }
    for (index, service) in document.services.iter().enumerate() {
        let make = present.service(&service.name).is_none();
        steps.add(
            Kind::Service,
            index,
            &service.name,
            make,
            flow::service(service, present),
        );
    }
    for (index, user) in document.users.iter().enumerate() {
        steps.add(
            Kind::User,
            index,
            &user.username,
            present.user(&user.username).is_none(),
            people::user(user, present),
        );
    }
    for (index, reason) in document.not_ready_reasons.iter().enumerate() {
        let make = present.reason(&reason.name).is_none();
        steps.add(
            Kind::Reason,
            index,
            &reason.name,
            make,
            flow::reason(reason, present),
        );
    }
    for (index, account) in document.accounts.iter().enumerate() {
        let make = present.account(&account.name).is_none();
        steps.add(
            Kind::Account,
            index,
            &account.name,
            make,
            accounts::account(account, present),
        );
    }
    for (index, entry) in document.entries.iter().enumerate() {
        steps.add(
            Kind::Entry,
            index,
            &entry.name,
            present.entry(&entry.name).is_none(),
            flow::entry(entry, present),
        );
    }
    for (index, article) in document.articles.iter().enumerate() {
        steps.add(
            Kind::Article,
            index,
            &article.name,
            present.article(&article.name).is_none(),
            knowledge::article(article, present),
        );
    }
    steps.0
}

#[derive(Default)]
struct Steps(Vec<Step>);

impl Steps {
    fn add(&mut self, kind: Kind, index: usize, name: &str, make: bool, diff: Diff) {
        if make || !diff.changes.is_empty() {
            self.0.push(Step {
                kind,
                index,
                name: name.to_owned(),
                make,
                changes: diff.changes,
            });
        }
    }
}

#[cfg(test)]
mod tests;
