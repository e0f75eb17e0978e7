//! Tenant, teams, skills and users.

use std::collections::BTreeMap;

use parlance_api::user::SkillLevel;
use parlance_core::permission::Role;

use super::diff::Diff;
use crate::apply::{
    document::{Skill, SkillKind, Span, Team, Tenant, User},
    present::Present,
};

pub(super) fn tenant(wanted: &Tenant, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let (name, settings) = present
        .tenant
        .as_ref()
        .map_or((None, None), |(name, settings)| (Some(name), Some(settings)));
    diff.text("name", Some(&wanted.name), name.map(String::as_str));
    let own = &wanted.settings;
    diff.plain(
        "chat_share_percent",
        own.chat_share_percent,
        settings.map(|now| now.chat_share_percent),
    );
    diff.time(
        "offer_timeout",
        own.offer_timeout.map(Span::as_millis),
        settings.map(|now| now.offer_timeout_ms),
    );
    diff.time(
        "agent_grace",
        own.agent_grace.map(Span::as_millis),
        settings.map(|now| now.agent_grace_ms),
    );
    diff.plain(
        "send_typing",
        own.send_typing,
        settings.map(|now| now.send_typing),
    );
    diff.plain("send_seen", own.send_seen, settings.map(|now| now.send_seen));
    diff.plain(
        "ready_at_sign_in",
        own.ready_at_sign_in,
        settings.map(|now| now.ready_at_sign_in),
    );
    diff.time(
        "window_warn",
        own.window_warn.map(Span::as_millis),
        settings.map(|now| now.window_warn_ms),
    );
    diff.plain(
        "repair_subscription",
        own.repair_subscription,
        settings.map(|now| now.repair_subscription),
    );
    diff.field(
        "taken_back",
        own.taken_back,
        settings.map(|now| now.taken_back),
        |taken_back| taken_back.as_str().to_owned(),
    );
    diff.plain("personas", own.personas, settings.map(|now| now.personas));
    diff.plain(
        "consult_takes_room",
        own.consult_takes_room,
        settings.map(|now| now.consult_takes_room),
    );
    diff.plain(
        "conference_takes_room",
        own.conference_takes_room,
        settings.map(|now| now.conference_takes_room),
    );
    diff.time(
        "undo_send",
        own.undo_send.map(Span::as_millis),
        settings.map(|now| now.undo_send_ms),
    );
    diff.plain(
        "require_second_factor",
        own.require_second_factor,
        settings.map(|now| now.require_second_factor),
    );
    diff.field(
        "case_pending_reasons",
        own.case_pending_reasons.clone(),
        settings.map(|now| now.case_pending_reasons.clone()),
        |reasons| format!("[{}]", reasons.join(", ")),
    );
    diff.plain(
        "case_close_days",
        own.case_close_days,
        settings.map(|now| now.case_close_days),
    );
    diff.field(
        "contact_fields",
        own.contact_fields.clone(),
        settings.map(|now| now.contact_fields.clone()),
        |fields| {
            let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
            format!("[{}]", keys.join(", "))
        },
    );
    diff
}

pub(super) fn team(wanted: &Team, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.team(&wanted.name);
    let supervisors = now.map(|team| {
        team.supervisor_ids
            .iter()
            .map(|id| present.user_name(*id))
            .collect()
    });
    diff.names("supervisors", wanted.supervisors.clone(), supervisors);
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|team| team.disabled),
    );
    diff
}

pub(super) fn skill(wanted: &Skill, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.skill(&wanted.name);
    // A service's own skill keeps its kind whatever the file says.
    let kind = now.map(|skill| match skill.kind {
        parlance_api::user::SkillKind::Service => "service",
        parlance_api::user::SkillKind::Auxiliary => "auxiliary",
        parlance_api::user::SkillKind::Language => "language",
    });
    let wanted_kind = wanted.kind.map(|kind| match kind {
        SkillKind::Auxiliary => "auxiliary",
        SkillKind::Language => "language",
    });
    diff.plain("kind", wanted_kind, kind);
    diff.text(
        "group",
        wanted.group.as_deref(),
        now.and_then(|skill| skill.group.as_deref()),
    );
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|skill| skill.disabled),
    );
    diff
}

pub(super) fn user(wanted: &User, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.user(&wanted.username);
    diff.text("name", Some(&wanted.name), now.map(|user| user.name.as_str()));
    diff.text(
        "email",
        wanted.email.as_deref(),
        now.and_then(|user| user.email.as_deref()),
    );
    diff.names(
        "roles",
        Some(roles(&wanted.roles)),
        now.map(|user| roles(&user.roles)),
    );
    let team = now.and_then(|user| user.team_id).map(|id| present.team_name(id));
    let same_team = wanted
        .team
        .as_ref()
        .zip(team.as_ref())
        .is_some_and(|(one, other)| super::super::present::same(one, other));
    if !same_team {
        diff.text("team", wanted.team.as_deref(), team.as_deref());
    }
    // Only the skills that the file names; others, such as those learnt since, stay.
    let held = now.map(|user| levels(&user.skills, present)).unwrap_or_default();
    for (skill, level) in wanted.skills.iter().flatten() {
        let found = held
            .iter()
            .find(|(name, _)| super::super::present::same(name, skill))
            .map(|(_, level)| *level);
        let before = diff.changes.len();
        diff.plain("skills", Some(*level), found.or((*level == 0).then_some(0)));
        if let Some(change) = diff.changes.get_mut(before) {
            change.key = Some(skill.clone());
        }
    }
    diff.plain("max_chats", wanted.max_chats, now.and_then(|user| user.max_chats));
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|user| user.disabled),
    );
    diff
}

/// What is made is in use; `disabled = false` is no change to it.
pub(super) fn switched(disabled: Option<bool>, exists: bool) -> Option<bool> {
    disabled.filter(|disabled| exists || *disabled)
}

/// Levels by name.
pub(super) fn levels(levels: &[SkillLevel], present: &Present) -> BTreeMap<String, u8> {
    levels
        .iter()
        .map(|held| (present.skill_name(held.skill_id), held.level))
        .collect()
}

fn roles(roles: &[Role]) -> Vec<String> {
    let word = |role: &Role| match role {
        Role::Administrator => "administrator",
        Role::Supervisor => "supervisor",
        Role::Agent => "agent",
        Role::Author => "author",
    };
    roles.iter().map(|role| word(role).to_owned()).collect()
}
