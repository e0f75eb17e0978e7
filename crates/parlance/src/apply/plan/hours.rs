//! Calendars, and what services do outside their hours.

use parlance_api::hours::{ClosedThen, WhenClosed};
use parlance_core::hours::{OpeningHours, SpecialDay, WeeklySpan};

use super::diff::{Diff, short};
use crate::apply::{
    document::{self, Calendar, Service},
    present::Present,
};

pub(super) fn calendar(wanted: &Calendar, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.calendar(&wanted.name).map(|row| &row.hours);
    diff.text("zone", Some(&wanted.zone), now.map(|hours| hours.zone.as_str()));
    let weekly = |spans: &[WeeklySpan]| spans.iter().map(shown_span).collect();
    diff.names(
        "weekly",
        Some(weekly(&wanted.weekly)),
        now.map(|hours: &OpeningHours| weekly(&hours.weekly)),
    );
    let days = |days: &[SpecialDay]| days.iter().map(shown_day).collect();
    diff.names(
        "days",
        Some(days(&wanted.days)),
        now.map(|hours| days(&hours.days)),
    );
    diff
}

fn shown_span(span: &WeeklySpan) -> String {
    format!("{:?} {}-{}", span.day, span.from, span.to)
}

fn shown_day(day: &SpecialDay) -> String {
    let mut open: Vec<String> = day
        .open
        .iter()
        .map(|span| format!("{}-{}", span.from, span.to))
        .collect();
    open.sort();
    let yearly = if day.yearly { "yearly " } else { "" };
    let open = if open.is_empty() {
        "closed".to_owned()
    } else {
        open.join(" ")
    };
    format!("{yearly}{} {}: {open}", day.date, day.name.trim())
}

pub(super) fn of_service(diff: &mut Diff, wanted: &Service, present: &Present) {
    let now = present.service(&wanted.name).map(|service| &service.waiting);
    let calendar = now.map(|rules| {
        rules
            .calendar_id
            .map(|id| present.calendar_name(id))
            .unwrap_or_default()
    });
    diff.text("calendar", wanted.calendar.as_deref(), calendar.as_deref());
    diff.text(
        "closed",
        wanted.closed.as_ref().map(wanted_closed).as_deref(),
        now.map(|rules| present_closed(&rules.closed, present)).as_deref(),
    );
    diff.field(
        "told",
        wanted.told.as_ref().map(document::ToldWaiting::rules),
        now.map(|rules| rules.told.clone()),
        |told| short(&told.text),
    );
}

fn wanted_closed(wanted: &document::WhenClosed) -> String {
    shown_closed(wanted.then, &wanted.text, wanted.service.as_deref())
}

fn present_closed(closed: &WhenClosed, present: &Present) -> String {
    let service = closed.service_id.map(|id| present.service_name(id));
    shown_closed(closed.then, &closed.text, service.as_deref())
}

fn shown_closed(then: ClosedThen, text: &str, service: Option<&str>) -> String {
    match then {
        ClosedThen::Wait => "wait".into(),
        ClosedThen::Tell => format!("tell: {}", text.trim()),
        ClosedThen::Send => format!("send to {}", service.unwrap_or_default()),
    }
}
