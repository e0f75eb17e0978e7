//! Which services are closed now.

use std::{collections::HashMap, sync::Arc};

use parlance_core::{
    ServiceId, TenantCtx, Timestamp,
    wait_reason::{WaitReason, Waits},
};
use parlance_hours::{Zone, is_open, opens_at, spoken};
use parlance_store::{Read, calendars::RuledService};

use crate::{Env, Refusal};

/// A service's closed time.
#[derive(Debug, Clone)]
pub(crate) struct ClosedTime {
    zone: Arc<Zone>,
    /// Its end; `None`: not within two years.
    pub(crate) opens_at: Option<Timestamp>,
}

impl ClosedTime {
    /// The closed time that a service is in; `None`: it is open.
    pub(super) fn of(service: &RuledService, now: Timestamp) -> Option<Self> {
        let hours = service.hours.as_ref()?;
        // A zone that the system has lost since: nobody waits for ever because of it.
        let zone = Zone::named(&hours.zone)?;
        (!is_open(hours, &zone, now)).then(|| Self {
            opens_at: opens_at(hours, &zone, now),
            zone,
        })
    }

    /// The opening in words of a language.
    pub(super) fn opening(&self, language: Option<&str>, now: Timestamp) -> Option<String> {
        let at = self.opens_at?;
        Some(spoken(language, &self.zone, now, at))
    }
}

/// The services that are closed.
#[derive(Debug, Default)]
pub(crate) struct Closed(HashMap<ServiceId, ClosedTime>);

impl Closed {
    pub(crate) fn has(&self, service: ServiceId) -> bool {
        self.0.contains_key(&service)
    }

    /// When the first of these services opens.
    pub(crate) fn next_opening(&self, services: impl Iterator<Item = ServiceId>) -> Option<Timestamp> {
        services
            .filter_map(|service| self.0.get(&service)?.opens_at)
            .min()
    }

    /// Why a chat waits whose service is closed.
    pub(crate) fn why(&self, service: ServiceId, now: Timestamp) -> Option<Waits> {
        let closed = self.0.get(&service)?;
        let sentence = match closed.opening(None, now) {
            Some(opening) => format!("Its service is closed and opens {opening}."),
            None => "Its service is closed.".to_owned(),
        };
        Some(Waits {
            reason: WaitReason::Closed {
                opens_at: closed.opens_at,
            },
            next_step_at: None,
            sentence,
        })
    }
}

/// The services that are closed now.
pub(crate) fn closed_services(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Closed, Refusal> {
    let services = read.ruled_services(ctx)?;
    Ok(Closed(
        services
            .iter()
            .filter_map(|service| Some((service.id, ClosedTime::of(service, env.now)?)))
            .collect(),
    ))
}
