//! Outcomes and prepared texts of a service.

use parlance_api::config::{CannedTextInput, DispositionInput, DispositionKind};
use parlance_core::{CannedTextId, DispositionId, ServiceId};
use parlance_store::services::{CannedTextRow, DispositionRow, ServiceRow};

use crate::{
    Env,
    admin::check::{Check, first_repeated},
};

const MAX_DISPOSITIONS: usize = 200;
const MAX_CANNED_TEXTS: usize = 500;

/// Outcomes that Parlance sets by itself: code and name.
const SYSTEM: [(&str, &str); 2] = [("none_given", "No disposition given"), ("abandoned", "Abandoned")];

/// The system's outcomes of a new service.
pub(super) fn system_dispositions(env: &Env<'_>, service: ServiceId) -> Vec<DispositionRow> {
    SYSTEM
        .iter()
        .map(|(code, name)| DispositionRow {
            id: DispositionId::new(env.now, env.id_bytes()),
            service_id: service,
            name: (*name).to_owned(),
            folder: None,
            code: Some((*code).to_owned()),
            kind: DispositionKind::System,
            removed_at: None,
        })
        .collect()
}

/// The outcomes that a service begins with when none are given.
pub(super) fn usual_dispositions() -> Vec<DispositionInput> {
    let outcome = |folder: &str, name: &str, kind| DispositionInput {
        id: None,
        name: name.into(),
        folder: Some(folder.into()),
        code: None,
        kind,
    };
    vec![
        outcome("Solved", "Answer provided", DispositionKind::Final),
        outcome("Solved", "Problem solved", DispositionKind::Final),
        outcome("Open", "Follow-up needed", DispositionKind::NonFinal),
        outcome("Other", "Refused", DispositionKind::Final),
        outcome("Other", "Wrong contact", DispositionKind::Final),
    ]
}

/// The outcomes as wanted, those of the system behind them. A system outcome may be renamed, and is never lost.
pub(super) fn dispositions(
    env: &Env<'_>,
    check: &mut Check,
    before: &ServiceRow,
    wanted: &[DispositionInput],
) -> Vec<DispositionRow> {
    let message = format!("A service has at most {MAX_DISPOSITIONS} dispositions.");
    check.that(
        wanted.len() <= MAX_DISPOSITIONS,
        "dispositions",
        "too_long",
        message,
    );
    let mut rows = Vec::with_capacity(wanted.len());
    for (at, input) in wanted.iter().enumerate() {
        let field = |name: &str| format!("dispositions[{at}].{name}");
        let name = check.text(field("name"), &input.name, 1, 80);
        let known = input
            .id
            .and_then(|id| before.dispositions.iter().find(|row| row.id == id));
        let is_system = known.is_some_and(|row| row.kind == DispositionKind::System);
        if input.id.is_some() && known.is_none() {
            check.fault(
                field("id"),
                "unknown",
                "This disposition does not exist in this service.",
            );
        }
        if is_system != (input.kind == DispositionKind::System) {
            let message = "Parlance makes the system's dispositions; others are final or not final.";
            check.fault(field("kind"), "not_allowed", message);
        }
        let mut row = DispositionRow {
            id: known.map_or_else(|| DispositionId::new(env.now, env.id_bytes()), |row| row.id),
            service_id: before.id,
            name,
            folder: check.optional(&field("folder"), input.folder.as_deref(), 80),
            code: check.optional(&field("code"), input.code.as_deref(), 40),
            kind: input.kind,
            removed_at: None,
        };
        if let Some(known) = known.filter(|_| is_system) {
            row.code.clone_from(&known.code);
            row.folder.clone_from(&known.folder);
        }
        rows.push(row);
    }
    let given: Vec<DispositionId> = rows.iter().map(|row| row.id).collect();
    if let Some(at) = first_repeated(&given) {
        check.fault(
            format!("dispositions[{at}].id"),
            "taken",
            "This disposition stands there twice.",
        );
    }
    let kept = before
        .dispositions
        .iter()
        .filter(|row| row.kind == DispositionKind::System && !given.contains(&row.id))
        .cloned();
    rows.extend(kept);
    rows.sort_by_key(|row| row.kind == DispositionKind::System);
    let names: Vec<String> = rows.iter().map(|row| row.name.to_lowercase()).collect();
    if let Some(at) = first_repeated(&names) {
        let message = format!("“{}” stands there twice.", rows[at].name);
        check.fault(format!("dispositions[{at}].name"), "taken", message);
    }
    rows
}

/// The prepared texts as wanted.
pub(super) fn canned_texts(
    env: &Env<'_>,
    check: &mut Check,
    before: &ServiceRow,
    wanted: &[CannedTextInput],
) -> Vec<CannedTextRow> {
    let message = format!("A service has at most {MAX_CANNED_TEXTS} canned texts.");
    check.that(
        wanted.len() <= MAX_CANNED_TEXTS,
        "canned_texts",
        "too_long",
        message,
    );
    let mut rows = Vec::with_capacity(wanted.len());
    for (at, input) in wanted.iter().enumerate() {
        let field = |name: &str| format!("canned_texts[{at}].{name}");
        let shortcut = check.text(field("shortcut"), input.shortcut.trim_start_matches('/'), 1, 32);
        let fine = shortcut
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        check.that(
            fine,
            field("shortcut"),
            "malformed",
            "Use letters, digits, - and _ only.",
        );
        let known = input
            .id
            .filter(|id| before.canned_texts.iter().any(|row| row.id == *id));
        if input.id.is_some() && known.is_none() {
            check.fault(
                field("id"),
                "unknown",
                "This canned text does not exist in this service.",
            );
        }
        rows.push(CannedTextRow {
            id: known.unwrap_or_else(|| CannedTextId::new(env.now, env.id_bytes())),
            shortcut,
            title: check.text(field("title"), &input.title, 1, 80),
            text: check.lines(field("text"), &input.text, 1, 4000),
        });
    }
    let shortcuts: Vec<String> = rows.iter().map(|row| row.shortcut.to_lowercase()).collect();
    if let Some(at) = first_repeated(&shortcuts) {
        let message = format!("“/{}” stands there twice.", rows[at].shortcut);
        check.fault(format!("canned_texts[{at}].shortcut"), "taken", message);
    }
    let ids: Vec<CannedTextId> = rows.iter().map(|row| row.id).collect();
    if let Some(at) = first_repeated(&ids) {
        check.fault(
            format!("canned_texts[{at}].id"),
            "taken",
            "This canned text stands there twice.",
        );
    }
    rows
}
