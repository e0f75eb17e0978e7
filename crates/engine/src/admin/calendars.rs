//! Calendars of business hours.

use parlance_api::hours::{CalendarDay, CalendarInput, CalendarView};
use parlance_core::{
    CalendarId, TenantCtx,
    hours::{OpenSpan, OpeningHours, TimeOfDay},
};
use parlance_hours::{Zone, ahead, closes_at, is_open, next_special, opens_at};
use parlance_store::{Read, Tx, calendars::CalendarRow, services::ServiceRow};

use super::{
    check::Check,
    next_update, not_changed_since,
    noun::{Noun, own_name},
};
use crate::{Engine, Env, Refusal, UseCaseError, audit::Who, identity::Caller};

const NOUN: Noun = Noun {
    word: "calendar",
    list: "calendars",
};

const MAX_SPANS: usize = 100;
const MAX_DAYS: usize = 300;
/// Days of the preview.
const AHEAD: i64 = 7;
/// Special days of the preview.
const NEXT: usize = 5;

/// A calendar as screens show it.
fn view(env: &Env<'_>, row: CalendarRow, services: &[ServiceRow]) -> CalendarView {
    let CalendarRow {
        id,
        name,
        hours,
        updated_at,
        ..
    } = row;
    let service_ids = services
        .iter()
        .filter(|service| service.waiting.calendar_id == Some(id))
        .map(|service| service.id)
        .collect();
    let mut view = CalendarView {
        id,
        name,
        open: false,
        changes_at: None,
        ahead: Vec::new(),
        next_special: Vec::new(),
        service_ids,
        updated_at,
        hours,
    };
    if let Some(zone) = Zone::named(&view.hours.zone) {
        let (hours, now) = (&view.hours, env.now);
        view.open = is_open(hours, &zone, now);
        view.changes_at = opens_at(hours, &zone, now).or_else(|| closes_at(hours, &zone, now));
        view.ahead = ahead(hours, &zone, now, AHEAD)
            .into_iter()
            .map(|day| CalendarDay {
                date: day.date,
                special: day.special,
                open: day.open,
            })
            .collect();
        view.next_special = next_special(hours, &zone, now, NEXT)
            .into_iter()
            .map(|(date, day)| CalendarDay {
                date,
                special: Some(day.name),
                open: day.open,
            })
            .collect();
    }
    view
}

fn overlay(
    read: &dyn Read,
    ctx: &TenantCtx,
    mut row: CalendarRow,
    input: &CalendarInput,
) -> Result<CalendarRow, Refusal> {
    let mut check = Check::default();
    if let Some(name) = &input.name {
        let calendars = read.calendars(ctx)?;
        let others = calendars.iter().filter(|other| other.id != row.id);
        let names = others.map(|other| other.name.as_str());
        row.name = own_name(&mut check, name, 80, names, "Another calendar has this name.");
    }
    if let Some(hours) = &input.hours {
        row.hours = checked(&mut check, hours);
    }
    check.done()?;
    Ok(row)
}

/// Hours as they are kept: in order, each once.
fn checked(check: &mut Check, hours: &OpeningHours) -> OpeningHours {
    let zone = hours.zone.trim().to_owned();
    let message = "There is no such time zone: enter one such as Europe/Berlin.";
    check.that(Zone::named(&zone).is_some(), "hours.zone", "unknown", message);
    let message = format!("A calendar has at most {MAX_SPANS} weekly opening times.");
    check.that(
        hours.weekly.len() <= MAX_SPANS,
        "hours.weekly",
        "too_long",
        message,
    );
    let message = format!("A calendar has at most {MAX_DAYS} special days.");
    check.that(hours.days.len() <= MAX_DAYS, "hours.days", "too_long", message);
    for (at, span) in hours.weekly.iter().enumerate() {
        let span = OpenSpan {
            from: span.from,
            to: span.to,
        };
        check_span(check, format!("hours.weekly[{at}].from"), span);
    }
    let mut weekly = hours.weekly.clone();
    weekly.sort_unstable();
    weekly.dedup();
    let mut days = hours.days.clone();
    for (at, day) in days.iter_mut().enumerate() {
        day.name = check.text(format!("hours.days[{at}].name"), &day.name, 1, 80);
        let once = hours.days[..at]
            .iter()
            .all(|other| (other.date, other.yearly) != (day.date, day.yearly));
        let message = "Another special day has this date: put both into one.";
        check.that(once, format!("hours.days[{at}].date"), "taken", message);
        for (place, span) in day.open.iter().enumerate() {
            check_span(check, format!("hours.days[{at}].open[{place}].from"), *span);
        }
        day.open.sort_unstable();
        day.open.dedup();
    }
    days.sort_by_key(|day| (day.date, day.yearly));
    OpeningHours { zone, weekly, days }
}

fn check_span(check: &mut Check, field: String, span: OpenSpan) {
    let message = "Opening times begin before 24:00.";
    check.that(
        span.from.minutes() < TimeOfDay::DAY,
        field,
        "out_of_range",
        message,
    );
}

/// Makes a calendar.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &CalendarInput,
) -> Result<CalendarRow, Refusal> {
    let Some(hours) = input.hours.clone() else {
        let message = "Say when it is open: a time zone and opening times.";
        return Err(Refusal::field("hours", "missing", message));
    };
    let blank = CalendarRow {
        id: CalendarId::new(env.now, env.id_bytes()),
        name: String::new(),
        hours,
        created_at: env.now,
        updated_at: env.now,
    };
    let input = CalendarInput {
        name: Some(input.name.clone().unwrap_or_default()),
        ..input.clone()
    };
    let row = overlay(tx.as_read(), ctx, blank, &input)?;
    tx.insert_calendar(ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes a calendar.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: CalendarId,
    input: &CalendarInput,
) -> Result<CalendarRow, Refusal> {
    let before = known(tx.as_read(), ctx, id)?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut after = overlay(tx.as_read(), ctx, before.clone(), input)?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_calendar(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("hours", after.hours != before.hours),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

fn delete(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, who: &Who, id: CalendarId) -> Result<(), Refusal> {
    let row = known(tx.as_read(), ctx, id)?;
    let services = tx.services(ctx)?;
    let names: Vec<String> = services
        .into_iter()
        .filter(|service| service.waiting.calendar_id == Some(id))
        .map(|service| service.name)
        .collect();
    if !names.is_empty() {
        return Err(Refusal::conflict(
            "in_use",
            format!(
                "{} follow this calendar: choose another one there first.",
                names.join(", ")
            ),
        ));
    }
    tx.delete_calendar(ctx, id)?;
    NOUN.deleted(tx, env, ctx, who, id, &row.name)
}

fn known(read: &dyn Read, ctx: &TenantCtx, id: CalendarId) -> Result<CalendarRow, Refusal> {
    read.calendar(ctx, id)?.ok_or(Refusal::not_found("This calendar"))
}

impl Engine {
    /// All calendars, by name.
    pub async fn calendars(&self, caller: &Caller) -> Result<Vec<CalendarView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, env| {
            let services = read.services(&ctx)?;
            let rows = read.calendars(&ctx)?;
            Ok(rows.into_iter().map(|row| view(env, row, &services)).collect())
        })
        .await
    }

    /// Makes a calendar.
    pub async fn create_calendar(
        &self,
        caller: &Caller,
        input: CalendarInput,
    ) -> Result<CalendarView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let row = create(tx, env, ctx, who, &input)?;
            Ok(view(env, row, &tx.services(ctx)?))
        })
        .await
    }

    /// Changes a calendar.
    pub async fn change_calendar(
        &self,
        caller: &Caller,
        id: CalendarId,
        input: CalendarInput,
    ) -> Result<CalendarView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let row = change(tx, env, ctx, who, id, &input)?;
            Ok(view(env, row, &tx.services(ctx)?))
        })
        .await
    }

    /// Deletes a calendar that no service follows.
    pub async fn delete_calendar(&self, caller: &Caller, id: CalendarId) -> Result<(), UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| delete(tx, env, ctx, who, id))
            .await
    }
}
