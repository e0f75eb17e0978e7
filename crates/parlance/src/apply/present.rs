//! What a tenant looks like now, as the plan needs it: views of the application, found by name.

use std::collections::BTreeMap;

use parlance_api::{
    config::{EntryView, ReasonView, ServiceView, TenantSettings},
    user::{SkillView, TeamView, UserView},
};
use parlance_core::{AccountId, ArticleId, ServiceId, TenantCtx, UserId};
use parlance_engine::{
    Refusal,
    accounts::open_values,
    admin::{entries, reasons, services, skills, teams, users},
    knowledge::folder_path,
    seal::Keyring,
};
use parlance_store::{Read, accounts::AccountRow, calendars::CalendarRow, users::UserRow};
use secrecy::SecretString;

use super::{check::Known, document::ArticleText};

/// An integration account with its secrets opened: they are compared, never shown.
#[derive(Debug)]
pub struct PresentAccount {
    /// Id.
    pub id: AccountId,
    /// Name.
    pub name: String,
    /// Sub-type.
    pub channel_type: String,
    /// Switched on.
    pub enabled: bool,
    /// Open values.
    pub settings: BTreeMap<String, String>,
    /// Sealed values, opened.
    pub secrets: BTreeMap<String, SecretString>,
}

impl PresentAccount {
    fn of(row: AccountRow, ctx: &TenantCtx, keyring: &Keyring) -> Self {
        let values = open_values(keyring, ctx.tenant_id(), &row);
        let AccountRow {
            id,
            name,
            channel_type,
            enabled,
            ..
        } = row;
        Self {
            id,
            name,
            channel_type,
            enabled,
            settings: values.settings,
            secrets: values.secrets,
        }
    }
}

/// A knowledge article with what of it is published.
#[derive(Debug)]
pub struct PresentArticle {
    /// Id.
    pub id: ArticleId,
    /// Name.
    pub name: String,
    /// Names of its folders, outermost first.
    pub folder: Vec<String>,
    /// Services it is suggested in.
    pub services: Vec<ServiceId>,
    /// Published texts, by language.
    pub texts: BTreeMap<String, ArticleText>,
}

fn articles(read: &dyn Read, ctx: &TenantCtx) -> Result<Vec<PresentArticle>, Refusal> {
    let folders = read.article_folders(ctx)?;
    let mut present = Vec::new();
    for row in read.articles(ctx)? {
        let mut texts = BTreeMap::new();
        for text in &row.texts {
            let Some(version) = text.life.published() else {
                continue;
            };
            if let Some(found) = read.article_version(ctx, row.id, &text.language, version)? {
                let found = ArticleText {
                    title: found.title,
                    keywords: found.keywords,
                    text: found.body,
                };
                texts.insert(text.language.clone(), found);
            }
        }
        present.push(PresentArticle {
            id: row.id,
            folder: folder_path(&folders, &row),
            name: row.name,
            services: row.service_ids,
            texts,
        });
    }
    Ok(present)
}

/// A tenant as it is. All lists are empty when it does not exist yet.
#[derive(Debug, Default)]
pub struct Present {
    /// Name and settings; `None` when it does not exist.
    pub tenant: Option<(String, TenantSettings)>,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// Skills, those of services included.
    pub skills: Vec<SkillView>,
    /// Users.
    pub users: Vec<UserView>,
    /// Not Ready reasons, those of the system included.
    pub reasons: Vec<ReasonView>,
    /// Calendars.
    pub calendars: Vec<CalendarRow>,
    /// Services.
    pub services: Vec<ServiceView>,
    /// Integration accounts.
    pub accounts: Vec<PresentAccount>,
    /// Scenario entries.
    pub entries: Vec<EntryView>,
    /// Knowledge articles.
    pub articles: Vec<PresentArticle>,
}

/// Whether two names mean the same thing; the store compares without case too.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

macro_rules! by_name {
    ($($(#[$doc:meta])* $find:ident, $name_of:ident, $list:ident, $view:ty, $id:ty, $field:ident;)*) => {
        impl Present {
            $(
                $(#[$doc])*
                pub fn $find(&self, name: &str) -> Option<&$view> {
                    self.$list.iter().find(|view| same(&view.$field, name))
                }
                /// The name that belongs to an id.
                pub fn $name_of(&self, id: $id) -> String {
                    self.$list.iter().find(|view| view.id == id).map_or_else(|| id.to_string(), |view| view.$field.clone())
                }
            )*
        }
    };
}

by_name! {
    /// A team by its name.
    team, team_name, teams, TeamView, parlance_core::TeamId, name;
    /// A skill by its name.
    skill, skill_name, skills, SkillView, parlance_core::SkillId, name;
    /// A user by sign-in name.
    user, user_name, users, UserView, parlance_core::UserId, username;
    /// A calendar by its name.
    calendar, calendar_name, calendars, CalendarRow, parlance_core::CalendarId, name;
    /// A service by its name.
    service, service_name, services, ServiceView, parlance_core::ServiceId, name;
    /// An account by its name.
    account, account_name, accounts, PresentAccount, parlance_core::AccountId, name;
    /// An entry by its name.
    entry, entry_name, entries, EntryView, parlance_core::EntryId, name;
    /// An article by its name.
    article, article_name, articles, PresentArticle, ArticleId, name;
    /// A reason by its name.
    reason, reason_name, reasons, ReasonView, parlance_core::ReasonId, name;
}

impl Present {
    /// Reads a tenant.
    pub fn read(read: &dyn Read, ctx: &TenantCtx, keyring: &Keyring) -> Result<Self, Refusal> {
        let levels = read.skill_levels(ctx)?;
        let skills_of = |id: UserId| {
            levels
                .iter()
                .filter(|(user, _)| *user == id)
                .map(|(_, level)| *level)
                .collect()
        };
        let user = |row: UserRow| {
            let skills = skills_of(row.id);
            // Apply files say nothing about second factors.
            users::view(row, skills, false)
        };
        Ok(Self {
            tenant: read.tenant(ctx)?.map(|tenant| (tenant.name, tenant.settings)),
            teams: read.teams(ctx)?.into_iter().map(teams::view).collect(),
            skills: read.skills(ctx)?.into_iter().map(skills::view).collect(),
            users: read.users(ctx)?.into_iter().map(user).collect(),
            reasons: read.reasons(ctx)?.into_iter().map(reasons::view).collect(),
            calendars: read.calendars(ctx)?,
            services: read.services(ctx)?.into_iter().map(services::view).collect(),
            accounts: read
                .accounts(ctx)?
                .into_iter()
                .map(|row| PresentAccount::of(row, ctx, keyring))
                .collect(),
            entries: read.entries(ctx)?.into_iter().map(entries::view).collect(),
            articles: articles(read, ctx)?,
        })
    }

    /// The names that a file may refer to.
    #[must_use]
    pub fn known(&self) -> Known {
        let lower = |names: Vec<&String>| names.into_iter().map(|name| name.to_lowercase()).collect();
        Known {
            teams: lower(self.teams.iter().map(|team| &team.name).collect()),
            skills: lower(self.skills.iter().map(|skill| &skill.name).collect()),
            users: lower(self.users.iter().map(|user| &user.username).collect()),
            calendars: lower(self.calendars.iter().map(|calendar| &calendar.name).collect()),
            services: lower(self.services.iter().map(|service| &service.name).collect()),
            accounts: lower(self.accounts.iter().map(|account| &account.name).collect()),
        }
    }
}
