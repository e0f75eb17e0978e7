//! `parlance routing simulate`: traffic played against one or several settings, by the rules of the real floor.
//!
//! Settings come from a tenant's store and from apply files; everything goes by its name, so that the same traffic can
//! be played against all of them.

mod page;
mod recorded;
mod report;
mod rules;
#[cfg(test)]
mod tests;
mod traffic;

use std::collections::BTreeMap;

use parlance_core::ServiceId;
use parlance_routing::simulate::{Arrival, Figures, simulate};

pub use page::html;
pub use recorded::{Day, read_day};
pub use report::{json, text};
pub use rules::{Rules, of_file, of_tenant};
pub use traffic::{Generated, per_hour};

/// A setting with what came of the traffic in it.
#[derive(Debug)]
pub struct Played {
    /// Its name.
    pub name: String,
    /// Agents in it.
    pub agents: usize,
    /// The figures.
    pub figures: Figures,
    /// Names of services.
    pub services: BTreeMap<ServiceId, String>,
    /// Names of teams, by their ids' words.
    pub teams: BTreeMap<String, String>,
}

/// Plays the same arrivals against a setting.
#[must_use]
pub fn play(rules: &Rules, day: Option<&Day>, length_ms: i64, ring_ms: i64, arrivals: &[Arrival]) -> Played {
    let setting = rules.setting(day, length_ms, ring_ms);
    let targets = rules.targets();
    let played = simulate(&setting, arrivals);
    let target = |service| targets.get(&service).copied().unwrap_or(0);
    Played {
        name: rules.name.clone(),
        agents: setting.shifts.len(),
        figures: Figures::of(&setting, &played, target),
        services: rules.service_names(),
        teams: rules.team_names(),
    }
}
