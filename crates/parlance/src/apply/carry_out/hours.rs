//! Calendars, and what services do outside their hours.

use parlance_api::hours::{CalendarInput, WaitingRules, WhenClosed};
use parlance_core::hours::OpeningHours;
use parlance_engine::{Refusal, admin::calendars};

use super::{Names, Work};
use crate::apply::{
    document::{Calendar, Service},
    plan::Step,
};

fn input(wanted: &Calendar) -> CalendarInput {
    CalendarInput {
        name: Some(wanted.name.clone()),
        hours: Some(OpeningHours {
            zone: wanted.zone.clone(),
            weekly: wanted.weekly.clone(),
            days: wanted.days.clone(),
        }),
        expected_updated_at: None,
    }
}

impl Work<'_> {
    pub(super) fn make_calendar(&mut self, index: usize) -> Result<(), Refusal> {
        let wanted = input(&self.document.calendars[index]);
        calendars::create(self.tx, self.env, &self.ctx, &self.who, &wanted).map(drop)
    }

    pub(super) fn set_calendar(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.calendars[step.index];
        let id = names.calendar(&wanted.name)?;
        // Its name leads to it in whatever letters: it stays as it is.
        let wanted = CalendarInput {
            name: None,
            ..input(wanted)
        };
        calendars::change(self.tx, self.env, &self.ctx, &self.who, id, &wanted).map(drop)
    }

    /// The rules of a service with what the step changes of them.
    pub(super) fn waiting_rules(
        &self,
        step: &Step,
        wanted: &Service,
        names: &Names,
    ) -> Result<Option<WaitingRules>, Refusal> {
        let changes = |field: &str| step.changes.iter().any(|change| change.field == field);
        if !["calendar", "closed", "told"].into_iter().any(changes) {
            return Ok(None);
        }
        let row = self.tx.service(&self.ctx, names.service(&wanted.name)?)?;
        let mut rules = row.map(|row| row.waiting).unwrap_or_default();
        if let Some(name) = wanted.calendar.as_ref().filter(|_| changes("calendar")) {
            rules.calendar_id = if name.is_empty() {
                None
            } else {
                Some(names.calendar(name)?)
            };
        }
        if let Some(closed) = wanted.closed.as_ref().filter(|_| changes("closed")) {
            let service = closed.service.as_ref();
            rules.closed = WhenClosed {
                then: closed.then,
                text: closed.text.clone(),
                service_id: service.map(|name| names.service(name)).transpose()?,
            };
        }
        if let Some(told) = wanted.told.as_ref().filter(|_| changes("told")) {
            rules.told = told.rules();
        }
        Ok(Some(rules))
    }
}
