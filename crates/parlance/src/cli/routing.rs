//! `parlance routing`: what the rules of routing would do.

use std::{fs, path::PathBuf};

use clap::Subcommand;
use parlance_core::{TenantCtx, Timestamp};
use parlance_engine::Refusal;

use super::{Common, Failure, print};
use crate::{
    apply::read::read,
    config::rule,
    doctor::days_from_civil,
    what_if::{self, Day, Generated, Rules},
    wiring::Parlance,
};

/// Try out rules of routing
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: RoutingCommand,
}

#[derive(Debug, Subcommand)]
enum RoutingCommand {
    /// Play recorded or made-up traffic against one or several settings, and compare waits, service level and occupancy
    Simulate(Box<Simulate>),
}

#[derive(Debug, clap::Args)]
struct Simulate {
    /// Short name of the tenant whose present configuration is a setting
    tenant: Option<String>,
    /// An apply file as a further setting; may be repeated
    #[arg(long = "apply", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Further settings: every agent has room for so many chats, e.g. 2,3,4
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    chats_at_once: Vec<u32>,
    /// Further settings: so many agents, the first ones or all several times over, e.g. 18,20,22
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    agents: Vec<usize>,
    /// Play what the tenant's customers wrote on this day (UTC), with the agents who were there
    #[arg(long, value_name = "YYYY-MM-DD", requires = "tenant", conflicts_with_all = ["per_hour", "hours", "talk", "after_call_work", "seed"])]
    day: Option<String>,
    /// Chats an hour, shared evenly by all services; or by service, e.g. Orders=80,Returns=40
    #[arg(long, value_name = "N", default_value = "60")]
    per_hour: String,
    /// So long customers come, hours
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(i64).range(1..=10_000))]
    hours: i64,
    /// Mean length of a conversation
    #[arg(long, value_name = "TIME", default_value = "5min", value_parser = span)]
    talk: i64,
    /// Length of the after-call work
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = span)]
    after_call_work: i64,
    /// Mean time after which customers give up [default: they never do]
    #[arg(long, value_name = "TIME", value_parser = span)]
    patience: Option<i64>,
    /// How long agents let a chat ring before they accept it
    #[arg(long, value_name = "TIME", default_value = "4s", value_parser = span)]
    ring: i64,
    /// The same number, the same customers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Write a page with a chart
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn span(text: &str) -> Result<i64, String> {
    let millis = rule::millis(text).and_then(|millis| i64::try_from(millis).ok());
    millis.ok_or_else(|| "it must be a time with its unit, such as 20s or 5min".to_owned())
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let RoutingCommand::Simulate(args) = args.command;
    if args.tenant.is_none() && args.files.is_empty() {
        return Err(Failure::new(
            "There is nothing to simulate: name a tenant, or give an apply file with --apply.",
        ));
    }
    let (mut settings, day) = match &args.tenant {
        Some(tenant) => {
            let (rules, day) = of_store(common, &args, tenant)?;
            (vec![rules], day)
        }
        None => (Vec::new(), None),
    };
    for file in &args.files {
        let name = file.file_name().unwrap_or(file.as_os_str());
        settings.push(what_if::of_file(
            name.to_string_lossy().into_owned(),
            &read(file)?,
        ));
    }
    let first = settings[0].clone();
    settings.extend(args.chats_at_once.iter().map(|room| first.with_room(*room)));
    settings.extend(args.agents.iter().map(|count| first.with_agents(*count)));
    for rules in &settings {
        if rules.agents.is_empty() || rules.services.is_empty() {
            return Err(Failure::new(format!(
                "The setting `{}` has {} agents and {} services: it needs some of both.",
                rules.name,
                rules.agents.len(),
                rules.services.len()
            )));
        }
    }
    let (arrivals, length_ms, traffic) = match &day {
        Some(day) => {
            let told = format!(
                "Traffic: the {} chats of {}.",
                day.arrivals.len(),
                args.day.as_deref().unwrap_or_default()
            );
            (day.arrivals.clone(), DAY_MS, told)
        }
        None => generated(&args, &first)?,
    };
    if arrivals.is_empty() {
        return Err(Failure::new(
            "Nobody wrote in that time: there is nothing to play.",
        ));
    }
    let played: Vec<_> = settings
        .iter()
        .map(|rules| what_if::play(rules, day.as_ref(), length_ms, args.ring, &arrivals))
        .collect();
    if let Some(file) = &args.html {
        fs::write(file, what_if::html(&traffic, &played))
            .map_err(|error| Failure::new(format!("{}: cannot be written: {error}", file.display())))?;
    }
    if args.json {
        return print(&format!("{:#}\n", what_if::json(&traffic, &played)));
    }
    print(&what_if::text(&traffic, &played))
}

fn generated(
    args: &Simulate,
    rules: &Rules,
) -> Result<(Vec<parlance_routing::simulate::Arrival>, i64, String), Failure> {
    let per_hour = what_if::per_hour(&args.per_hour, rules)
        .map_err(|problem| Failure::new(format!("--per-hour: {problem}.")))?;
    let arrivals = Generated {
        length_ms: args.hours * HOUR_MS,
        talk_ms: args.talk,
        after_call_work_ms: args.after_call_work,
        patience_ms: args.patience,
        seed: args.seed,
    }
    .arrivals(&per_hour);
    let told = format!(
        "Traffic: {} chats in {} h, made up with seed {}.",
        arrivals.len(),
        args.hours,
        args.seed
    );
    // Agents stay until the last customer is served: who comes at the end is not worse off than the others.
    Ok((arrivals, i64::MAX / 4, told))
}

fn of_store(common: &Common, args: &Simulate, tenant: &str) -> Result<(Rules, Option<Day>), Failure> {
    let from = args
        .day
        .as_deref()
        .map(|day| {
            midnight(day)
                .ok_or_else(|| Failure::new(format!("--day: `{day}` is not a day such as 2026-11-20.")))
        })
        .transpose()?;
    let config = common.load()?;
    let (slug, patience) = (tenant.to_owned(), args.patience);
    super::block_on(async {
        let parlance = Parlance::open_beside(&config).await?;
        let read = parlance.engine().read(move |read, env| {
            let Some(tenant) = read.tenant_by_slug(&slug)? else {
                return Ok(None);
            };
            let ctx = TenantCtx::new(tenant.id);
            let rules = what_if::of_tenant(read, &ctx)?;
            let day = from
                .map(|from| what_if::read_day(read, &ctx, from, from.plus_ms(DAY_MS), patience, env.now))
                .transpose()?;
            Ok::<_, Refusal>(Some((rules, day)))
        });
        let found = read.await?;
        found.ok_or_else(|| Failure::new(format!("There is no tenant `{tenant}`.")))
    })
}

/// The beginning of a day, UTC.
fn midnight(day: &str) -> Option<Timestamp> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, of_month) = (parts.next()??, parts.next()??, parts.next()??);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1970..=9999).contains(&year) || !(1..=longest).contains(&of_month) {
        return None;
    }
    let days = days_from_civil(year, month, of_month);
    Some(Timestamp::from_millis(days * DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight() {
        let at = |day| midnight(day).map(Timestamp::as_millis);
        assert_eq!(at("1970-01-01"), Some(0));
        assert_eq!(at("2026-11-23"), Some(20_780 * DAY_MS));
        assert_eq!(at("2024-02-29"), Some(19_782 * DAY_MS));
        for wrong in ["2026-02-29", "2026-13-01", "tomorrow", "2026-11", "2026-11-31"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
