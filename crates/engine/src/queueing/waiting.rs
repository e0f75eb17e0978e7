//! What customers are told of their place and their wait.

use parlance_core::{TenantCtx, sentence};
use parlance_hours::spoken_wait;
use parlance_routing::{Pace, expected_wait_ms};
use parlance_store::{
    Read,
    calendars::{InLine, RuledService},
};

use super::{
    pace::pace_of,
    run::{Act, MOST, Planned},
    tell,
};
use crate::{Env, Refusal, dispatch::snapshot, interactions};

/// The kind of thing that is told.
const TOLD: &str = "queue";
/// Told for the last time.
const LATE: &str = "late";

/// What is to be told now in a service's queue.
enum Due {
    /// The text, because the customer has not heard it yet or may hear it again.
    Text { again: bool },
    /// The last one.
    Late,
}

pub(super) fn plan(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    service: &RuledService,
    plan: &mut Vec<Planned>,
) -> Result<(), Refusal> {
    if service.rules.told.text.is_empty() && service.rules.told.late_after_ms == 0 {
        return Ok(());
    }
    let line = read.in_line(ctx, service.id, TOLD, MOST)?;
    let due: Vec<(u32, InLine, Due)> = (1..)
        .zip(line)
        .filter_map(|(place, each)| {
            let due = due(env, service, &each)?;
            Some((place, each, due))
        })
        .collect();
    if due.is_empty() {
        return Ok(());
    }
    let floor = snapshot::of_everyone(read, env, ctx, &[])?;
    let pace = pace_of(read, env, ctx, &floor, service.id)?;
    for (place, each, due) in due {
        plan.extend(told(read, ctx, service, &pace, place, &each, &due)?);
    }
    Ok(())
}

/// What the customer was told of this very chat.
fn of_this(each: &InLine) -> Option<(&str, parlance_core::Timestamp)> {
    let told = each.told.as_ref()?;
    let rest = told.about.strip_prefix(&each.id.to_string())?;
    Some((rest.strip_prefix(':')?, told.at))
}

fn due(env: &Env<'_>, service: &RuledService, each: &InLine) -> Option<Due> {
    let rules = &service.rules.told;
    let before = of_this(each);
    if before.is_some_and(|(about, _)| about == LATE) {
        return None;
    }
    if rules.late_after_ms > 0 && env.now.since_ms(each.queued_at) >= rules.late_after_ms {
        return Some(Due::Late);
    }
    match before {
        _ if rules.text.is_empty() => None,
        None => Some(Due::Text { again: false }),
        Some((_, at)) => {
            let again = rules.every_ms > 0 && env.now.since_ms(at) >= rules.every_ms;
            again.then_some(Due::Text { again })
        }
    }
}

fn told(
    read: &dyn Read,
    ctx: &TenantCtx,
    service: &RuledService,
    pace: &Pace,
    place: u32,
    each: &InLine,
    due: &Due,
) -> Result<Option<Planned>, Refusal> {
    let row = interactions::get(read, ctx, each.id)?;
    let language = tell::language(read, ctx, &row)?;
    let wait = spoken_wait(language.as_deref(), expected_wait_ms(pace, place));
    let (template, about) = match due {
        Due::Late => (&service.rules.told.late_text, LATE.to_owned()),
        Due::Text { .. } => (&service.rules.told.text, format!("{place} {wait}")),
    };
    let changed = of_this(each).is_none_or(|(before, _)| before != about);
    if matches!(due, Due::Text { again: true }) && !changed {
        return Ok(None);
    }
    let position = place.to_string();
    let values = [
        ("position", position.as_str()),
        ("wait", wait.as_str()),
        ("service", service.name.as_str()),
    ];
    Ok(Some(Planned {
        interaction: each.id,
        service: service.id,
        act: Act::Tell {
            what: TOLD,
            text: sentence::fill(template, &values),
            about: format!("{}:{about}", each.id),
        },
    }))
}
