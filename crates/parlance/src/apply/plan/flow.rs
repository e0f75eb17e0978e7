//! Services, Not Ready reasons and scenario entries.

use std::collections::BTreeMap;

use parlance_api::{config::DispositionKind, routing::RoutingStep, user::SkillLevel};

use super::{
    diff::{Diff, short, show_millis},
    hours,
    people::{levels, switched},
};
use crate::apply::{
    document::{Entry, Reason, Service},
    present::{Present, same},
};

pub(super) fn service(wanted: &Service, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.service(&wanted.name);
    let teams = now.map(|service| service.team_ids.iter().map(|id| present.team_name(*id)).collect());
    diff.names("teams", wanted.teams.clone(), teams);
    required_skills(
        &mut diff,
        wanted.required_skills.as_ref(),
        now.map(|service| service.required_skills.as_slice()),
        present,
    );
    let steps = now.map(|service| {
        service
            .steps
            .iter()
            .map(|step| present_step(step, present))
            .collect()
    });
    diff.names("steps", wanted_steps(wanted), steps);
    let millis =
        |span: Option<crate::apply::document::Span>| span.map(crate::apply::document::Span::as_millis);
    diff.time(
        "last_agent_wait",
        millis(wanted.last_agent_wait),
        now.map(|service| service.last_agent_wait_ms),
    );
    diff.plain(
        "last_agent_days",
        wanted.last_agent_days,
        now.map(|service| service.last_agent_days),
    );
    hours::of_service(&mut diff, wanted, present);
    diff.plain("may_pull", wanted.may_pull, now.map(|service| service.may_pull));
    diff.plain(
        "target_percent",
        wanted.target_percent,
        now.map(|service| service.target_percent),
    );
    diff.time(
        "target_wait",
        millis(wanted.target_wait),
        now.map(|service| service.target_wait_ms),
    );
    diff.time(
        "after_call_work",
        millis(wanted.after_call_work),
        now.map(|service| service.after_call_work_ms),
    );
    diff.plain(
        "disposition_required",
        wanted.disposition_required,
        now.map(|service| service.disposition_required),
    );
    diff.time(
        "reply_warn",
        millis(wanted.reply_warn),
        now.map(|service| service.reply_warn_ms),
    );
    diff.time(
        "reply_alarm",
        millis(wanted.reply_alarm),
        now.map(|service| service.reply_alarm_ms),
    );
    diff.field(
        "dispositions",
        wanted_dispositions(wanted),
        now.map(dispositions),
        |list| outline(list),
    );
    diff.field("canned_texts", wanted_texts(wanted), now.map(texts), |list| {
        outline(list)
    });
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|service| service.disabled),
    );
    diff
}

fn required_skills(
    diff: &mut Diff,
    wanted: Option<&BTreeMap<String, u8>>,
    now: Option<&[SkillLevel]>,
    present: &Present,
) {
    let wanted = wanted.map(|skills| skills.iter().map(shown_level).collect());
    let now = now.map(|skills| levels(skills, present).iter().map(shown_level).collect());
    diff.names("required_skills", wanted, now);
}

fn wanted_steps(service: &Service) -> Option<Vec<String>> {
    let step = |step: &crate::apply::document::RoutingStep| {
        let levels = step.levels.iter().map(shown_level).collect();
        shown_step(step.after.as_millis(), step.teams.clone(), levels)
    };
    service
        .steps
        .as_ref()
        .map(|steps| steps.iter().map(step).collect())
}

fn present_step(step: &RoutingStep, present: &Present) -> String {
    let teams = step.team_ids.iter().map(|id| present.team_name(*id)).collect();
    let levels = levels(&step.levels, present);
    shown_step(step.after_ms, teams, levels.iter().map(shown_level).collect())
}

/// A step in words that are the same whichever way it is written.
fn shown_step(after_ms: i64, mut teams: Vec<String>, levels: Vec<String>) -> String {
    teams.sort_by_key(|name| name.to_lowercase());
    teams.extend(levels);
    format!("after {}: {}", show_millis(after_ms), teams.join(", "))
}

fn shown_level((name, level): (&String, &u8)) -> String {
    format!("{name} {level}")
}

/// An item of an ordered list: what it is called, and everything about it.
#[derive(PartialEq)]
struct Item {
    name: String,
    rest: Vec<Option<String>>,
}

fn outline(items: &[Item]) -> String {
    let names: Vec<_> = items.iter().map(|item| item.name.as_str()).collect();
    format!("[{}]", names.join(", "))
}

fn wanted_dispositions(service: &Service) -> Option<Vec<Item>> {
    let item = |outcome: &crate::apply::document::Disposition| Item {
        name: outcome.name.clone(),
        rest: vec![
            outcome.folder.clone(),
            outcome.code.clone(),
            Some(kind(outcome.kind)),
        ],
    };
    service
        .dispositions
        .as_ref()
        .map(|list| list.iter().map(item).collect())
}

/// System outcomes belong to Parlance: a file neither names nor removes them.
fn dispositions(service: &parlance_api::config::ServiceView) -> Vec<Item> {
    let own = service
        .dispositions
        .iter()
        .filter(|outcome| outcome.kind != DispositionKind::System);
    own.map(|outcome| Item {
        name: outcome.name.clone(),
        rest: vec![
            outcome.folder.clone(),
            outcome.code.clone(),
            Some(kind(outcome.kind)),
        ],
    })
    .collect()
}

fn kind(kind: DispositionKind) -> String {
    match kind {
        DispositionKind::Final => "final",
        DispositionKind::NonFinal => "non_final",
        DispositionKind::System => "system",
    }
    .into()
}

fn wanted_texts(service: &Service) -> Option<Vec<Item>> {
    let item = |text: &crate::apply::document::CannedText| Item {
        name: format!("/{}", text.shortcut),
        rest: vec![Some(text.title.clone()), Some(text.text.clone())],
    };
    service
        .canned_texts
        .as_ref()
        .map(|list| list.iter().map(item).collect())
}

fn texts(service: &parlance_api::config::ServiceView) -> Vec<Item> {
    let item = |text: &parlance_api::config::CannedTextView| Item {
        name: format!("/{}", text.shortcut),
        rest: vec![Some(text.title.clone()), Some(text.text.clone())],
    };
    service.canned_texts.iter().map(item).collect()
}

pub(super) fn reason(wanted: &Reason, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.reason(&wanted.name);
    diff.plain(
        "counts_as_break",
        wanted.counts_as_break,
        now.map(|reason| reason.counts_as_break),
    );
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|reason| reason.disabled),
    );
    diff
}

pub(super) fn entry(wanted: &Entry, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.entry(&wanted.name);
    let service = now
        .and_then(|entry| entry.service_id)
        .map(|id| present.service_name(id));
    if !wanted
        .service
        .as_ref()
        .zip(service.as_ref())
        .is_some_and(|(one, other)| same(one, other))
    {
        diff.text("service", wanted.service.as_deref(), service.as_deref());
    }
    let accounts = now.map(|entry| {
        entry
            .account_ids
            .iter()
            .map(|id| present.account_name(*id))
            .collect()
    });
    diff.names("accounts", wanted.accounts.clone(), accounts);
    diff.plain("priority", wanted.priority, now.map(|entry| entry.priority));
    required_skills(
        &mut diff,
        wanted.required_skills.as_ref(),
        now.map(|entry| entry.required_skills.as_slice()),
        present,
    );
    let greeting = now.map(|entry| entry.greeting_text.as_str());
    diff.field(
        "greeting_text",
        wanted.greeting_text.as_deref(),
        greeting,
        |text| short(text),
    );
    diff.plain(
        "disabled",
        switched(wanted.disabled, now.is_some()),
        now.map(|entry| entry.disabled),
    );
    diff
}
