//! The figures as text and as JSON.

use std::fmt::Write as _;

use parlance_routing::simulate::{GroupFigures, ServiceFigures};
use serde_json::{Value, json};

use super::Played;

/// `4.2 s`, `3 min 10 s`, `1 h 02 min`.
pub(super) fn time(ms: i64) -> String {
    let seconds = (ms + 500) / 1_000;
    match seconds {
        0..60 => format!("{}.{} s", ms.max(0) / 1_000, ms.max(0) % 1_000 / 100),
        60..3_600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3_600, seconds / 60 % 60),
    }
}

pub(super) fn share(percent: Option<f64>) -> String {
    percent.map_or_else(|| "-".into(), |percent| format!("{percent:.1} %"))
}

pub(super) const SERVICE_HEAD: [&str; 10] = [
    "",
    "chats",
    "answered",
    "abandoned",
    "left",
    "service level",
    "mean wait",
    "half",
    "90 %",
    "longest",
];
pub(super) const TEAM_HEAD: [&str; 5] = ["", "agents", "chats", "occupancy", "room in use"];

pub(super) fn service_cells(name: String, figures: &ServiceFigures) -> Vec<String> {
    let waits = figures.waits;
    vec![
        name,
        figures.arrived.to_string(),
        figures.answered.to_string(),
        figures.abandoned.to_string(),
        figures.left.to_string(),
        share(figures.service_level),
        time(waits.mean_ms),
        time(waits.p50_ms),
        time(waits.p90_ms),
        time(waits.longest_ms),
    ]
}

pub(super) fn team_cells(name: String, figures: &GroupFigures) -> Vec<String> {
    vec![
        name,
        figures.agents.to_string(),
        figures.chats.to_string(),
        share(Some(figures.occupancy)),
        share(Some(figures.load)),
    ]
}

impl Played {
    pub(super) fn service_rows(&self) -> Vec<Vec<String>> {
        let services = self.figures.services.iter();
        services
            .map(|(id, figures)| service_cells(self.services.get(id).cloned().unwrap_or_default(), figures))
            .collect()
    }

    pub(super) fn team_name(&self, figures: &GroupFigures) -> String {
        let name = figures
            .team
            .and_then(|team| self.teams.get(&team.to_string()).cloned());
        name.unwrap_or_else(|| "without a team".into())
    }

    pub(super) fn team_rows(&self) -> Vec<Vec<String>> {
        let groups = self.figures.groups.iter();
        groups
            .map(|group| team_cells(self.team_name(group), group))
            .collect()
    }
}

fn table(text: &mut String, head: &[&str], rows: &[Vec<String>]) {
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let all: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let width = |column: usize| {
        all.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for row in all {
        let mut line = String::new();
        for (place, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = if place == 0 {
                write!(line, "{cell:<width$}")
            } else {
                write!(line, "  {cell:>width$}")
            };
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

/// For a terminal: the settings side by side, then each with its services and teams.
#[must_use]
pub fn text(traffic: &str, played: &[Played]) -> String {
    let mut text = format!("{traffic}\n\n");
    let all: Vec<Vec<String>> = played
        .iter()
        .map(|played| service_cells(played.name.clone(), &played.figures.total))
        .collect();
    table(&mut text, &SERVICE_HEAD, &all);
    for played in played {
        let _ = writeln!(text, "\n{} ({} agents)\n", played.name, played.agents);
        table(&mut text, &SERVICE_HEAD, &played.service_rows());
        text.push('\n');
        table(&mut text, &TEAM_HEAD, &played.team_rows());
    }
    text
}

fn service_json(name: Option<&String>, figures: &ServiceFigures) -> Value {
    json!({
        "service": name,
        "arrived": figures.arrived,
        "answered": figures.answered,
        "abandoned": figures.abandoned,
        "left": figures.left,
        "service_level_percent": figures.service_level,
        "wait_mean_ms": figures.waits.mean_ms,
        "wait_p50_ms": figures.waits.p50_ms,
        "wait_p90_ms": figures.waits.p90_ms,
        "wait_longest_ms": figures.waits.longest_ms,
    })
}

/// For programs.
#[must_use]
pub fn json(traffic: &str, played: &[Played]) -> Value {
    let settings = played.iter().map(|played| {
        let figures = &played.figures;
        let services = figures.services.iter();
        let groups = figures.groups.iter();
        json!({
            "setting": played.name,
            "agents": played.agents,
            "total": service_json(None, &figures.total),
            "services": services
                .map(|(id, figures)| service_json(played.services.get(id), figures))
                .collect::<Vec<_>>(),
            "teams": groups
                .map(|group| json!({
                    "team": played.team_name(group),
                    "agents": group.agents,
                    "chats": group.chats,
                    "occupancy_percent": group.occupancy,
                    "room_in_use_percent": group.load,
                }))
                .collect::<Vec<_>>(),
        })
    });
    json!({ "traffic": traffic, "settings": settings.collect::<Vec<_>>() })
}
