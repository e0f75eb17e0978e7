//! Users.

mod change;
mod create;

use parlance_api::user::{NewUser, SkillLevel, UserPatch, UserView};
use parlance_core::{TeamId, TenantCtx, UserId, permission::Role};
use parlance_store::{
    Read,
    users::{PasswordHash, UserRow},
};
use secrecy::SecretString;

use super::{check::Check, noun::Noun, skills};
use crate::{
    Engine, Refusal, UseCaseError,
    audit::Who,
    identity::{Caller, password_rules},
};

pub use change::{change, set_password};
pub use create::create;

const NOUN: Noun = Noun {
    word: "user",
    list: "users",
};

/// A user as screens show them.
#[must_use]
pub fn view(row: UserRow, skills: Vec<SkillLevel>, second_factor: bool) -> UserView {
    UserView {
        id: row.id,
        username: row.username,
        name: row.name,
        email: row.email,
        roles: row.roles,
        team_id: row.team_id,
        skills,
        max_chats: row.max_chats,
        language: row.language,
        second_factor,
        disabled: row.disabled_at.is_some(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        last_sign_in_at: row.last_sign_in_at,
    }
}

fn view_of(read: &dyn Read, ctx: &TenantCtx, id: UserId) -> Result<UserView, Refusal> {
    let row = read.user(ctx, id)?.ok_or(Refusal::not_found("This user"))?;
    let second_factor = read.second_factor(ctx, id)?.is_some();
    Ok(view(row, read.skill_levels_of(ctx, id)?, second_factor))
}

fn check_username(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    username: &str,
    own: Option<UserId>,
) -> Result<String, Refusal> {
    let username = check.text("username", username, 1, 64);
    let fine = username
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '+'));
    check.that(
        fine,
        "username",
        "malformed",
        "Use letters, digits and the signs . _ - @ + only.",
    );
    let holder = read.user_by_username(ctx, &username)?;
    let taken = holder.is_some_and(|user| Some(user.id) != own);
    check.that(!taken, "username", "taken", "Another user has this sign-in name.");
    Ok(username)
}

fn check_roles(check: &mut Check, roles: &[Role]) -> Vec<Role> {
    check.that(!roles.is_empty(), "roles", "missing", "Choose at least one role.");
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn check_team(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    team: Option<TeamId>,
) -> Result<(), Refusal> {
    if let Some(id) = team {
        match read.team(ctx, id)? {
            None => check.fault("team_id", "unknown", "This team does not exist."),
            Some(team) if team.disabled_at.is_some() => {
                check.fault(
                    "team_id",
                    "not_allowed",
                    format!("The team “{}” is disabled.", team.name),
                );
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn check_max_chats(check: &mut Check, max_chats: Option<u32>) {
    if let Some(max_chats) = max_chats {
        check.range("max_chats", max_chats, 1, 100);
    }
}

fn check_language(check: &mut Check, language: Option<&str>) -> Option<String> {
    let language = check.optional("language", language, 35)?;
    let fine = language.split('-').all(|piece| {
        (1..=8).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    check.that(
        fine,
        "language",
        "malformed",
        "This is not a language tag such as en or pt-BR.",
    );
    Some(language)
}

/// Programs may configure, but they have no right to hand out the administrator's.
fn check_may_grant(who: &Who, roles: &[Role]) -> Result<(), Refusal> {
    let program = matches!(who.actor, parlance_core::actor::Actor::ApiKey(_));
    if program && roles.contains(&Role::Administrator) {
        return Err(Refusal::forbidden(
            "An API key cannot make or change administrators. Sign in to do it.",
        ));
    }
    Ok(())
}

/// What lets somebody act as another or do more than before: it needs a recent proof of who asks for it.
fn gives_power(patch: &UserPatch) -> bool {
    patch.username.is_some() || patch.email.is_some() || patch.roles.is_some() || patch.password.is_some()
}

impl Engine {
    /// All users.
    pub async fn users(&self, caller: &Caller) -> Result<Vec<UserView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| {
            let levels = read.skill_levels(&ctx)?;
            let holders = read.second_factor_holders(&ctx)?;
            let skills_of = |id| {
                levels
                    .iter()
                    .filter(|(user, _)| *user == id)
                    .map(|(_, level)| *level)
                    .collect()
            };
            Ok(read
                .users(&ctx)?
                .into_iter()
                .map(|row| {
                    let id = row.id;
                    view(row, skills_of(id), holders.contains(&id))
                })
                .collect())
        })
        .await
    }

    /// One user.
    pub async fn user(&self, caller: &Caller, id: UserId) -> Result<UserView, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| view_of(read, &ctx, id)).await
    }

    /// Makes a user.
    pub async fn create_user(&self, caller: &Caller, command: NewUser) -> Result<UserView, UseCaseError> {
        caller
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        self.create_user_in(*caller.ctx(), Who::from(caller), command)
            .await
    }

    pub(crate) async fn create_user_in(
        &self,
        ctx: TenantCtx,
        who: Who,
        command: NewUser,
    ) -> Result<UserView, UseCaseError> {
        let fault =
            password_rules::refuse("password", &command.password, &[&command.username, &command.name]);
        if let Some(fault) = fault {
            // The other faults are told with it; no hash is made for a password that is refused.
            return self
                .read(move |read, _| {
                    let mut check = Check::with(Some(fault));
                    create::check(read, &ctx, &mut check, &command)?;
                    check.done()?;
                    Err(Refusal::Store("a fault was lost".into()))
                })
                .await;
        }
        let hash = self.hash_password(command.password.clone().into()).await?;
        self.write(move |tx, env| {
            let id = create(tx, env, &ctx, &who, &command, &hash)?.id;
            view_of(tx.as_read(), &ctx, id)
        })
        .await
    }

    /// Changes a user.
    pub async fn change_user(
        &self,
        caller: &Caller,
        id: UserId,
        patch: UserPatch,
    ) -> Result<UserView, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        if gives_power(&patch) {
            caller
                .recently_confirmed(self.now())
                .map_err(UseCaseError::Refused)?;
        }
        let mut hash = None;
        if let Some(password) = &patch.password {
            let user = self.user(caller, id).await?;
            let username = patch.username.as_ref().unwrap_or(&user.username);
            let name = patch.name.as_ref().unwrap_or(&user.name);
            if let Some(fault) = password_rules::refuse("password", password, &[username, name]) {
                return Err(UseCaseError::Refused(Refusal::Invalid(vec![fault])));
            }
            hash = Some(self.hash_password(password.clone().into()).await?);
        }
        let keep = match caller {
            Caller::Person(person) if person.user_id == id => Some(person.session_id),
            _ => None,
        };
        self.write(move |tx, env| {
            change(tx, env, &ctx, &who, id, &patch)?;
            if let Some(hash) = &hash {
                set_password(tx, env, &ctx, &who, id, hash, keep)?;
            }
            view_of(tx.as_read(), &ctx, id)
        })
        .await
    }

    /// Hashes a new password, in turn with others; the rules are [`password_rules::refuse`].
    pub async fn hash_password(&self, password: SecretString) -> Result<PasswordHash, UseCaseError> {
        self.live()
            .passwords
            .hash(self.random().as_ref(), password)
            .await
            .map_err(UseCaseError::Refused)
    }
}
