//! Services, Not Ready reasons and scenario entries.

use parlance_api::config::DispositionKind;

use super::{
    diff::{Diff, short},
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
    let shown = |(name, level): (&String, &u8)| format!("{name} {level}");
    let required = wanted
        .required_skills
        .as_ref()
        .map(|skills| skills.iter().map(shown).collect());
    let held = now.map(|service| {
        levels(&service.required_skills, present)
            .iter()
            .map(shown)
            .collect()
    });
    diff.names("required_skills", required, held);
    let millis =
        |span: Option<crate::apply::document::Span>| span.map(crate::apply::document::Span::as_millis);
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
