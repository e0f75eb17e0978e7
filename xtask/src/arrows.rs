//! Which of our crates may use which. `cargo metadata` is compared with the table; `docs/ARCHITECTURE.md` shows it.

use std::{collections::BTreeMap, fmt::Write as _, process::Command};

use serde_json::Value;

use crate::files;

/// One crate's rule.
struct Rule {
    name: &'static str,
    /// Of ours, what it may use.
    uses: &'static [&'static str],
    /// Of ours, what its tests may use besides.
    tests_use: &'static [&'static str],
    /// What it must never know.
    never: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "core",
        uses: &[],
        tests_use: &[],
        never: "I/O, async, a clock of its own",
    },
    Rule {
        name: "age",
        uses: &[],
        tests_use: &[],
        never: "what it encrypts",
    },
    Rule {
        name: "api",
        uses: &["core"],
        tests_use: &[],
        never: "stores, HTTP, SQL",
    },
    Rule {
        name: "routing",
        uses: &["core"],
        tests_use: &[],
        never: "stores, channels, async",
    },
    Rule {
        name: "channel",
        uses: &["core"],
        tests_use: &[],
        never: "any channel's implementation",
    },
    Rule {
        name: "store",
        uses: &["core", "api", "words"],
        tests_use: &[],
        never: "any database",
    },
    Rule {
        name: "failpoints",
        uses: &[],
        tests_use: &[],
        never: "what happens at its points",
    },
    Rule {
        name: "crc-fast",
        uses: &[],
        tests_use: &[],
        never: "what it is a checksum of",
    },
    Rule {
        name: "egress",
        uses: &["core", "channel"],
        tests_use: &[],
        never: "stores, engine, a channel's name",
    },
    Rule {
        name: "pictures",
        uses: &[],
        tests_use: &[],
        never: "rows, files, HTTP",
    },
    Rule {
        name: "words",
        uses: &[],
        tests_use: &[],
        never: "rows, a database, what a text is part of",
    },
    Rule {
        name: "hours",
        uses: &["core"],
        tests_use: &[],
        never: "rows, what closes outside the hours",
    },
    Rule {
        name: "engine",
        uses: &[
            "core",
            "hours",
            "api",
            "routing",
            "store",
            "channel",
            "pictures",
            "failpoints",
            "words",
        ],
        tests_use: &["store-sqlite", "store-postgres", "store-files", "channels"],
        never: "axum, SQL, a channel's name",
    },
    Rule {
        name: "channels",
        uses: &["core", "channel"],
        tests_use: &["simulator", "egress"],
        never: "engine, store, the HTTP server; other channels outside their family's folder",
    },
    Rule {
        name: "store-sql",
        uses: &["core", "api", "store", "words"],
        tests_use: &[],
        never: "a driver, engine, HTTP",
    },
    Rule {
        name: "store-sqlite",
        uses: &["core", "store", "store-sql", "failpoints"],
        tests_use: &["api"],
        never: "what the statements are about, engine, HTTP",
    },
    Rule {
        name: "store-postgres",
        uses: &["core", "store", "store-sql", "failpoints"],
        tests_use: &["api", "store-postgres"],
        never: "what the statements are about, engine, HTTP",
    },
    Rule {
        name: "store-copy",
        uses: &["store"],
        tests_use: &["core", "api", "store-sqlite", "store-postgres"],
        never: "what the rows are about, any database",
    },
    Rule {
        name: "store-files",
        uses: &["store"],
        tests_use: &[],
        never: "rows, engine, HTTP",
    },
    Rule {
        name: "store-objects",
        uses: &["store"],
        tests_use: &[],
        never: "rows, engine, a client of its own",
    },
    Rule {
        name: "mail",
        uses: &[],
        tests_use: &[],
        never: "rows, rules, what a mail is about",
    },
    Rule {
        name: "realtime",
        uses: &["core", "api", "store"],
        tests_use: &["store-sqlite"],
        never: "SQL, channels",
    },
    Rule {
        name: "http",
        uses: &["core", "api", "engine", "realtime", "channel", "store"],
        tests_use: &["store-sqlite", "store-files", "channels"],
        never: "SQL, a channel's name, the web bundle",
    },
    Rule {
        name: "simulator",
        uses: &[],
        tests_use: &[],
        never: "anything of ours: it is the outside world",
    },
    Rule {
        name: "web-assets",
        uses: &[],
        tests_use: &[],
        never: "anything: a change elsewhere must not embed the web app anew",
    },
    Rule {
        name: "parlance",
        uses: &["*"],
        tests_use: &[],
        never: "business rules",
    },
];

/// Packages that are no part of the program: they may use what they like.
const TOOLS: [&str; 5] = [
    "xtask",
    "parlance-testkit",
    "parlance-ledger",
    "parlance-bench",
    "parlance-fuzz",
];

/// Arrows that are not in the table, and rules of crates that do not exist.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let used = dependencies()?;
    let mut problems = Vec::new();
    for (package, dependencies) in &used {
        let Some(rule) = RULES.iter().find(|rule| rule.name == short(package)) else {
            if !TOOLS.contains(&package.as_str()) {
                problems.push(format!(
                    "{package}: not in the table of xtask/src/arrows.rs; say what it may use"
                ));
            }
            continue;
        };
        for dependency in dependencies.iter().filter(|dependency| !rule.allows(dependency)) {
            problems.push(format!(
                "{package} must not use {}{}; it may use: {} (xtask/src/arrows.rs)",
                dependency.package,
                if dependency.only_in_tests { " in tests" } else { "" },
                rule.uses.join(", ")
            ));
        }
    }
    Ok(problems)
}

/// The table as Markdown.
pub(crate) fn markdown() -> String {
    let mut table = String::from("| Crate | May use (of ours) | Must never know |\n| --- | --- | --- |\n");
    for Rule {
        name,
        uses,
        tests_use,
        never,
    } in RULES
    {
        let uses = match uses {
            [] => "nothing".to_owned(),
            ["*"] => "all".to_owned(),
            names => names.join(", "),
        };
        let tests = if tests_use.is_empty() {
            String::new()
        } else {
            format!(" (tests: {})", tests_use.join(", "))
        };
        let _ = writeln!(table, "| {name} | {uses}{tests} | {never} |");
    }
    table
}

impl Rule {
    fn allows(&self, dependency: &Dependency) -> bool {
        let named = |names: &[&str]| names.contains(&"*") || names.contains(&short(&dependency.package));
        named(self.uses) || (dependency.only_in_tests && named(self.tests_use))
    }
}

/// `parlance-core` → `core`; the binary keeps its name.
fn short(package: &str) -> &str {
    package.strip_prefix("parlance-").unwrap_or(package)
}

struct Dependency {
    package: String,
    only_in_tests: bool,
}

/// Our packages and which of ours they use.
fn dependencies() -> Result<BTreeMap<String, Vec<Dependency>>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(files::root())
        .output()
        .map_err(|error| format!("cargo metadata cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let ours: Vec<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let used = packages.iter().map(|package| {
        let dependencies = list(&package["dependencies"])
            .iter()
            .filter(|dependency| ours.contains(&text(&dependency["name"])))
            .map(|dependency| Dependency {
                package: text(&dependency["name"]),
                only_in_tests: dependency["kind"] == "dev",
            })
            .collect();
        (text(&package["name"]), dependencies)
    });
    Ok(used.collect())
}
