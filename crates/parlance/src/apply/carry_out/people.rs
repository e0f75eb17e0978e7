//! Tenant, teams, skills and users.

use parlance_api::{
    config::TenantSettingsPatch,
    user::{NewUser, SetSkillLevels, SkillInput, SkillKind, TeamInput, UserPatch, UserSkillLevel},
};
use parlance_engine::{
    Refusal,
    admin::{settings, skills, teams, users},
};

use super::{Names, Work, changed};
use crate::apply::{document, plan::Step};

impl Work<'_> {
    pub(super) fn set_tenant(&mut self, step: &Step) -> Result<(), Refusal> {
        let wanted = &self.document.tenant;
        if step.changes.iter().any(|change| change.field == "name")
            && let Some(mut row) = self.tx.tenant(&self.ctx)?
            && row.name != wanted.name
        {
            row.name.clone_from(&wanted.name);
            self.tx.update_tenant(&self.ctx, &row)?;
        }
        let own = &wanted.settings;
        let patch = TenantSettingsPatch {
            chat_share_percent: own.chat_share_percent,
            offer_timeout_ms: own.offer_timeout.map(document::Span::as_millis),
            agent_grace_ms: own.agent_grace.map(document::Span::as_millis),
            send_typing: own.send_typing,
            send_seen: own.send_seen,
            ready_at_sign_in: own.ready_at_sign_in,
            window_warn_ms: own.window_warn.map(document::Span::as_millis),
            taken_back: own.taken_back,
            repair_subscription: own.repair_subscription,
            personas: own.personas,
            consult_takes_room: own.consult_takes_room,
            conference_takes_room: own.conference_takes_room,
            undo_send_ms: own.undo_send.map(document::Span::as_millis),
            require_second_factor: own.require_second_factor,
            case_pending_reasons: own.case_pending_reasons.clone(),
            case_close_days: own.case_close_days,
            contact_fields: own.contact_fields.clone(),
        };
        settings::change(self.tx, self.env, &self.ctx, &self.who, &patch)?;
        Ok(())
    }

    pub(super) fn make_team(&mut self, index: usize) -> Result<(), Refusal> {
        let input = TeamInput {
            name: Some(self.document.teams[index].name.clone()),
            ..TeamInput::default()
        };
        teams::create(self.tx, self.env, &self.ctx, &self.who, &input).map(drop)
    }

    pub(super) fn set_team(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.teams[step.index];
        let supervisors = wanted.supervisors.as_ref();
        let supervisors = supervisors
            .map(|list| list.iter().map(|name| names.user(name)).collect())
            .transpose()?;
        let input = TeamInput {
            supervisor_ids: changed(step, "supervisors", supervisors),
            disabled: changed(step, "disabled", wanted.disabled),
            ..TeamInput::default()
        };
        teams::change(
            self.tx,
            self.env,
            &self.ctx,
            &self.who,
            names.team(&wanted.name)?,
            &input,
        )
        .map(drop)
    }

    pub(super) fn make_skill(&mut self, index: usize) -> Result<(), Refusal> {
        let wanted = &self.document.skills[index];
        let input = SkillInput {
            name: Some(wanted.name.clone()),
            kind: Some(kind(wanted.kind)),
            group: wanted.group.clone(),
            ..SkillInput::default()
        };
        skills::create(self.tx, self.env, &self.ctx, &self.who, &input).map(drop)
    }

    pub(super) fn set_skill(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.skills[step.index];
        let input = SkillInput {
            kind: changed(step, "kind", wanted.kind).map(|wanted| kind(Some(wanted))),
            group: changed(step, "group", wanted.group.clone()),
            disabled: changed(step, "disabled", wanted.disabled),
            ..SkillInput::default()
        };
        skills::change(
            self.tx,
            self.env,
            &self.ctx,
            &self.who,
            names.skill(&wanted.name)?,
            &input,
        )
        .map(drop)
    }

    pub(super) fn make_user(&mut self, index: usize) -> Result<(), Refusal> {
        let wanted = &self.document.users[index];
        let hash = self.hashes.get(&wanted.username.to_lowercase()).ok_or_else(|| {
            Refusal::conflict(
                "conflict",
                "This user was removed while the file was applied. Apply it again.",
            )
        })?;
        let command = NewUser {
            username: wanted.username.clone(),
            name: wanted.name.clone(),
            email: wanted.email.clone(),
            roles: wanted.roles.clone(),
            team_id: None,
            skills: Vec::new(),
            max_chats: wanted.max_chats,
            // Hashed before; the command's own field is not looked at.
            password: String::new(),
        };
        users::create(self.tx, self.env, &self.ctx, &self.who, &command, hash).map(drop)
    }

    pub(super) fn set_user(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.users[step.index];
        let id = names.user(&wanted.username)?;
        let team = wanted.team.as_ref().map(|name| names.team(name)).transpose()?;
        let patch = UserPatch {
            name: changed(step, "name", Some(wanted.name.clone())),
            email: changed(step, "email", wanted.email.clone()).map(Some),
            roles: changed(step, "roles", Some(wanted.roles.clone())),
            team_id: changed(step, "team", team).map(Some),
            max_chats: changed(step, "max_chats", wanted.max_chats).map(Some),
            disabled: changed(step, "disabled", wanted.disabled),
            ..UserPatch::default()
        };
        users::change(self.tx, self.env, &self.ctx, &self.who, id, &patch)?;
        let mut levels = Vec::new();
        for (name, level) in wanted.skills.iter().flatten() {
            if step
                .changes
                .iter()
                .any(|change| change.key.as_ref() == Some(name))
            {
                levels.push(UserSkillLevel {
                    user_id: id,
                    skill_id: names.skill(name)?,
                    level: *level,
                });
            }
        }
        if levels.is_empty() {
            return Ok(());
        }
        skills::set_levels(
            self.tx,
            self.env,
            &self.ctx,
            &self.who,
            &SetSkillLevels { levels },
        )
    }
}

fn kind(kind: Option<document::SkillKind>) -> SkillKind {
    match kind {
        Some(document::SkillKind::Language) => SkillKind::Language,
        Some(document::SkillKind::Auxiliary) | None => SkillKind::Auxiliary,
    }
}
