//! The figures as a page that needs nothing beside it, light and dark.

use std::fmt::Write as _;

use super::{
    Played,
    report::{SERVICE_HEAD, TEAM_HEAD, service_cells, time},
};

const STYLE: &str = "
:root { color-scheme: light dark; --text: light-dark(#17201f, #e6edec); --dim: light-dark(#55625f, #9fb0ad);
  --ground: light-dark(#fff, #131817); --line: light-dark(#d8dfdd, #2f3937);
  --s0: light-dark(#006d7d, #61c6d1); --s1: light-dark(#8d5d1c, #cc9147); --s2: light-dark(#8050a0, #b38bd2);
  --s3: light-dark(#3e66b3, #799ee3); --s4: light-dark(#b63132, #d67069); --s5: light-dark(#317a4a, #5fb479); }
body { font: 14px/20px system-ui, sans-serif; color: var(--text); background: var(--ground); max-width: 980px; margin: 32px auto; padding: 0 20px; }
h1 { font-size: 22px; } h2 { font-size: 16px; margin-top: 32px; } p, caption { color: var(--dim); text-align: start; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin-top: 12px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: end; white-space: nowrap; font-weight: 400; }
thead th { color: var(--dim); } th:first-child { text-align: start; }
svg { width: 100%; height: auto; } svg text { fill: var(--dim); font-size: 12px; } svg .grid { stroke: var(--line); }
svg path { fill: none; stroke-width: 2; } .key { display: inline-block; width: 14px; height: 3px; margin-inline-end: 8px; vertical-align: middle; }
";
const DASHES: [&str; 3] = ["", "8 4", "2 4"];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The page.
#[must_use]
pub fn html(traffic: &str, played: &[Played]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Routing, simulated</title>\n<style>{STYLE}</style>\n<h1>Routing, simulated</h1>\n<p>{}</p>\n",
        escaped(traffic)
    );
    chart(&mut page, played);
    let all: Vec<Vec<String>> = played
        .iter()
        .map(|played| service_cells(played.name.clone(), &played.figures.total))
        .collect();
    table(&mut page, "All services", &SERVICE_HEAD, &all, true);
    for played in played {
        let _ = writeln!(
            page,
            "<h2>{} ({} agents)</h2>",
            escaped(&played.name),
            played.agents
        );
        table(
            &mut page,
            "Services",
            &SERVICE_HEAD,
            &played.service_rows(),
            false,
        );
        table(&mut page, "Teams", &TEAM_HEAD, &played.team_rows(), false);
    }
    page
}

fn table(page: &mut String, caption: &str, head: &[&str], rows: &[Vec<String>], keys: bool) {
    let _ = write!(
        page,
        "<div class=\"wide\"><table><caption>{caption}</caption><thead><tr>"
    );
    for cell in head {
        let _ = write!(page, "<th scope=\"col\">{cell}</th>");
    }
    page.push_str("</tr></thead><tbody>");
    for (place, row) in rows.iter().enumerate() {
        page.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let key = if keys && column == 0 {
                format!(
                    "<span class=\"key\" style=\"background: var(--s{})\"></span>",
                    place % 6
                )
            } else {
                String::new()
            };
            let cell = escaped(cell);
            let _ = if column == 0 {
                write!(page, "<th scope=\"row\">{key}{cell}</th>")
            } else {
                write!(page, "<td>{cell}</td>")
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 44.0;

/// How many were answered within which time.
#[allow(clippy::cast_precision_loss)] // pixels
fn chart(page: &mut String, played: &[Played]) {
    // Up to the time within which nearly all are answered in the slowest setting; the tail would press the rest together.
    let longest = played.iter().filter_map(|played| {
        let waits = &played.figures.answered_ms;
        waits
            .get((waits.len() * 97 / 100).min(waits.len().saturating_sub(1)))
            .copied()
    });
    let longest = longest.max().unwrap_or(0).max(10_000) as f64;
    let _ = write!(
        page,
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Share of customers who were answered within a time, by setting\">",
        LEFT + WIDTH + 20.0,
        HEIGHT + 40.0
    );
    for percent in [0, 25, 50, 75, 100] {
        let y = 10.0 + HEIGHT * (1.0 - f64::from(percent) / 100.0);
        let _ = write!(
            page,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{percent} %</text>",
            LEFT + WIDTH,
            LEFT - 6.0,
            y + 4.0
        );
    }
    for quarter in 0..=4 {
        let x = LEFT + WIDTH * f64::from(quarter) / 4.0;
        #[allow(clippy::cast_possible_truncation)] // milliseconds
        let at = time((longest * f64::from(quarter) / 4.0) as i64);
        let _ = write!(
            page,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{at}</text>",
            HEIGHT + 32.0
        );
    }
    for (place, played) in played.iter().enumerate() {
        let all = played.figures.total.arrived.max(1) as f64;
        let waits = &played.figures.answered_ms;
        let mut path = format!("M{LEFT} {}", 10.0 + HEIGHT);
        for step in 0..=300 {
            let within = longest * f64::from(step) / 300.0;
            let answered = waits.partition_point(|wait| *wait as f64 <= within) as f64 / all;
            let x = LEFT + WIDTH * f64::from(step) / 300.0;
            let _ = write!(path, "L{x:.1} {:.1}", 10.0 + HEIGHT * (1.0 - answered));
        }
        let _ = write!(
            page,
            "<path d=\"{path}\" stroke=\"var(--s{})\" stroke-dasharray=\"{}\"><title>{}</title></path>",
            place % 6,
            DASHES[place / 6 % DASHES.len()],
            escaped(&played.name)
        );
    }
    page.push_str("</svg>\n<p>Share of all customers who were answered within a time.</p>\n");
}
