//! Rules about text: how long a file may be, and words that must not stand in the tree.

use crate::files::{self, File};

/// The longest file of code. Past this it is about more than one thing.
const MOST_LINES: usize = 600;
const CODE: [&str; 8] = ["rs", "ts", "tsx", "js", "mjs", "css", "sh", "sql"];

/// Every breach, with file and line.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let files = files::all()?;
    let generated = |file: &&File| {
        file.path.ends_with("Cargo.lock")
            || file.path.ends_with("package-lock.json")
            || file.path.contains("/schema.ts")
    };
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| !generated(file)) {
        too_long(file, &mut problems);
        forbidden_words(file, &mut problems);
        channel_names(file, &mut problems);
    }
    for lock in files
        .iter()
        .filter(|file| file.path.ends_with("package-lock.json"))
    {
        if lock.text.contains("\"resolved\": \"http") {
            problems.push(format!(
                "{}: names download addresses; install with the .npmrc beside it (omit-lockfile-registry-resolved)",
                lock.path
            ));
        }
    }
    Ok(problems)
}

fn too_long(file: &File, problems: &mut Vec<String>) {
    let lines = file.text.lines().count();
    // A migration is one act and is never changed afterwards, not even to split it; nor is what a release made of it.
    if file.path.contains("/migrations/") || file.path.contains("/tests/fixtures/") {
        return;
    }
    if file.has_extension(&CODE) && lines > MOST_LINES {
        problems.push(format!(
            "{}: {lines} lines, at most {MOST_LINES}; is it still about one thing?",
            file.path
        ));
    }
}

/// Words are put together here, so that this file does not hold them.
fn forbidden_words(file: &File, problems: &mut Vec<String>) {
    let unfinished = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["todo", "!("],
        ["unimple", "mented!("],
        ["dbg", "!("],
    ];
    let places = [["/ro", "ot/"], ["/ho", "me/"], ["/wo", "rk/"], ["/Us", "ers/"]];
    let hosts = [
        ["registry.npm", "js.org"],
        ["index.crates", ".io"],
        ["static.crates", ".io"],
        ["deb.debian", ".org"],
    ];
    let code = file.has_extension(&CODE);
    for (number, line) in file.text.lines().enumerate() {
        let mut complain = |word: &str, why: &str| {
            problems.push(format!("{}:{}: `{word}`: {why}", file.path, number + 1));
        };
        let found = |words: &[[&str; 2]]| {
            words
                .iter()
                .map(|halves| halves.concat())
                .find(|word| line.contains(word))
        };
        if let Some(word) = found(&unfinished).filter(|_| code) {
            complain(&word, "finish it, or file it where work is planned");
        }
        if let Some(word) = found(&places) {
            complain(&word, "a path of one machine");
        }
        if let Some(word) = found(&hosts) {
            complain(
                &word,
                "packages come from whatever registry the clients are set up for",
            );
        }
    }
}

/// Crates and folders that may say what a channel is called.
const KNOW_CHANNELS: [&str; 6] = [
    "crates/channels/",
    "crates/simulator/",
    "crates/parlance/",
    "xtask/",
    "web/src/simulator/",
    "web/gallery/",
];

/// Only the channels' own folders know the channels' names: a new channel is a new folder and one line.
fn channel_names(file: &File, problems: &mut Vec<String>) {
    let program = (file.path.starts_with("crates/") || file.path.starts_with("web/src/"))
        && file.has_extension(&["rs", "ts", "tsx"]);
    let test = ["tests", "test.", "fixtures", "contract", "compliance", "examples"];
    if !program
        || KNOW_CHANNELS.iter().any(|known| file.path.starts_with(known))
        || test.iter().any(|part| file.path.contains(part))
    {
        return;
    }
    let names = ["messenger", "facebook", "instagram", "whatsapp", "telegram"];
    for (number, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            return;
        }
        let lower = line.to_lowercase();
        let comment = ["//", "*", "/*"]
            .iter()
            .any(|mark| lower.trim_start().starts_with(mark));
        if let Some(name) = names.into_iter().find(|name| !comment && lower.contains(name)) {
            problems.push(format!(
                "{}:{}: `{name}`: a channel's name outside its folder; ask its descriptor",
                file.path,
                number + 1
            ));
        }
    }
}
