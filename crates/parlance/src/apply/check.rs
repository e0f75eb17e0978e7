//! What a document must obey by itself, before anything is compared: names are unique, references lead somewhere.

use std::collections::HashSet;

use super::document::Document;

/// Every breach, in sentences; empty when it is sound. References may also lead to what the tenant already has, so
/// `known` tells those names.
pub fn check(document: &Document, known: &Known) -> Vec<String> {
    let mut problems = Vec::new();
    if !is_slug(&document.tenant.slug) {
        problems.push(format!(
            "tenant: `{}` is no short name: 1 to 40 lower-case letters, digits and `-`",
            document.tenant.slug
        ));
    }
    let mut unique = |what: &str, names: Vec<&String>| {
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name.to_lowercase()) {
                problems.push(format!("{what} `{name}` stands there twice"));
            }
        }
    };
    unique("team", document.teams.iter().map(|team| &team.name).collect());
    unique("skill", document.skills.iter().map(|skill| &skill.name).collect());
    unique("user", document.users.iter().map(|user| &user.username).collect());
    unique(
        "Not Ready reason",
        document
            .not_ready_reasons
            .iter()
            .map(|reason| &reason.name)
            .collect(),
    );
    unique(
        "calendar",
        document.calendars.iter().map(|calendar| &calendar.name).collect(),
    );
    unique(
        "service",
        document.services.iter().map(|service| &service.name).collect(),
    );
    unique(
        "account",
        document.accounts.iter().map(|account| &account.name).collect(),
    );
    unique(
        "scenario entry",
        document.entries.iter().map(|entry| &entry.name).collect(),
    );
    unique(
        "article",
        document.articles.iter().map(|article| &article.name).collect(),
    );
    references(document, known, &mut problems);
    problems
}

/// Names that the tenant has already, in lower case.
#[derive(Debug, Default)]
pub struct Known {
    /// Teams.
    pub teams: HashSet<String>,
    /// Skills, those of services included.
    pub skills: HashSet<String>,
    /// Users' sign-in names.
    pub users: HashSet<String>,
    /// Calendars.
    pub calendars: HashSet<String>,
    /// Services.
    pub services: HashSet<String>,
    /// Accounts.
    pub accounts: HashSet<String>,
}

fn references(document: &Document, known: &Known, problems: &mut Vec<String>) {
    let names = |own: Vec<&String>, known: &HashSet<String>| -> HashSet<String> {
        own.into_iter()
            .map(|name| name.to_lowercase())
            .chain(known.iter().cloned())
            .collect()
    };
    let teams = names(
        document.teams.iter().map(|team| &team.name).collect(),
        &known.teams,
    );
    let calendars = names(
        document.calendars.iter().map(|calendar| &calendar.name).collect(),
        &known.calendars,
    );
    let services = names(
        document.services.iter().map(|service| &service.name).collect(),
        &known.services,
    );
    let users = names(
        document.users.iter().map(|user| &user.username).collect(),
        &known.users,
    );
    let accounts = names(
        document.accounts.iter().map(|account| &account.name).collect(),
        &known.accounts,
    );
    // Each service brings a skill of its name.
    let mut skills = names(
        document.skills.iter().map(|skill| &skill.name).collect(),
        &known.skills,
    );
    skills.extend(
        document
            .services
            .iter()
            .map(|service| service.name.to_lowercase()),
    );

    let mut lead = |from: String, what: &str, name: &str, there: &HashSet<String>| {
        if !there.contains(&name.to_lowercase()) {
            problems.push(format!(
                "{from} names the {what} `{name}`, which neither the file nor the tenant has"
            ));
        }
    };
    for team in &document.teams {
        for name in team.supervisors.iter().flatten() {
            lead(format!("team `{}`", team.name), "user", name, &users);
        }
    }
    for user in &document.users {
        let from = || format!("user `{}`", user.username);
        if let Some(name) = &user.team {
            lead(from(), "team", name, &teams);
        }
        for name in user.skills.iter().flat_map(|skills| skills.keys()) {
            lead(from(), "skill", name, &skills);
        }
    }
    for service in &document.services {
        let from = || format!("service `{}`", service.name);
        if let Some(name) = service.calendar.as_ref().filter(|name| !name.is_empty()) {
            lead(from(), "calendar", name, &calendars);
        }
        if let Some(name) = service.closed.as_ref().and_then(|closed| closed.service.as_ref()) {
            lead(from(), "service", name, &services);
        }
        for name in service.teams.iter().flatten() {
            lead(from(), "team", name, &teams);
        }
        for name in service.required_skills.iter().flat_map(|skills| skills.keys()) {
            lead(from(), "skill", name, &skills);
        }
        for step in service.steps.iter().flatten() {
            for name in &step.teams {
                lead(from(), "team", name, &teams);
            }
            for name in step.levels.keys() {
                lead(from(), "skill", name, &skills);
            }
        }
    }
    for article in &document.articles {
        for name in article.services.iter().flatten() {
            lead(format!("article `{}`", article.name), "service", name, &services);
        }
    }
    for entry in &document.entries {
        let from = || format!("scenario entry `{}`", entry.name);
        if let Some(name) = &entry.service {
            lead(from(), "service", name, &services);
        }
        for name in entry.required_skills.iter().flat_map(|skills| skills.keys()) {
            lead(from(), "skill", name, &skills);
        }
        for name in entry.accounts.iter().flatten() {
            lead(from(), "account", name, &accounts);
        }
    }
}

fn is_slug(slug: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=40).contains(&slug.len()) && slug.bytes().all(fine) && !slug.starts_with('-') && !slug.ends_with('-')
}
