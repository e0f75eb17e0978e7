//! What others' code may be in the program: licences that go with ours, no second TLS, and a reason for each.
//! `deny.toml` says the same to `cargo deny`, which knows advisories too; this needs nothing installed.

use std::{collections::BTreeSet, fs, process::Command};

use serde_json::Value;

use crate::files;

const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// TLS is rustls with ring, once.
const BANNED: [&str; 4] = ["openssl-sys", "aws-lc-sys", "aws-lc-rs", "native-tls"];

/// Packages that may not be there, and workspace dependencies without a reason.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let mut problems = reasons()?;
    for (name, licence) in packages()? {
        if BANNED.contains(&name.as_str()) {
            problems.push(format!("{name}: banned; TLS is rustls with ring"));
        }
        if !is_allowed(&licence) {
            problems.push(format!(
                "{name}: its licence `{licence}` is not on the list of xtask/src/licences.rs"
            ));
        }
    }
    Ok(problems)
}

/// Every dependency stands in the root manifest with a word on what it is for.
fn reasons() -> Result<Vec<String>, String> {
    let manifest = fs::read_to_string(files::root().join("Cargo.toml")).map_err(|error| error.to_string())?;
    let section = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let bare = section
        .lines()
        .filter(|line| line.contains(" = ") && !line.starts_with("parlance-"));
    let bare = bare.filter(|line| !line.starts_with('#') && !line.contains(" # "));
    Ok(bare
        .map(|line| {
            format!(
                "Cargo.toml: no reason beside `{}`",
                line.split(' ').next().unwrap_or(line)
            )
        })
        .collect())
}

fn packages() -> Result<BTreeSet<(String, String)>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
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
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    Ok(packages
        .iter()
        .map(|package| (text(&package["name"]), text(&package["license"])))
        .collect())
}

/// SPDX: `OR` leaves the choice, `AND` asks for all. Old manifests write `/` for `OR`.
fn is_allowed(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ");
    let words = licence.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) && rest.is_empty()
}

fn either(words: &mut &[&str]) -> bool {
    let mut allowed = both(words);
    while words.first() == Some(&"OR") {
        *words = &words[1..];
        allowed |= both(words);
    }
    allowed
}

fn both(words: &mut &[&str]) -> bool {
    let mut allowed = one(words);
    while words.first() == Some(&"AND") {
        *words = &words[1..];
        allowed &= one(words);
    }
    allowed
}

fn one(words: &mut &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return false;
    };
    *words = rest;
    if *first == "(" {
        let allowed = either(words);
        let closed = words.first() == Some(&")");
        *words = words.get(1..).unwrap_or_default();
        return allowed && closed;
    }
    let mut name = (*first).to_owned();
    if let [with, exception, rest @ ..] = *words
        && *with == "WITH"
    {
        name = format!("{name} WITH {exception}");
        *words = rest;
    }
    LICENCES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn a_choice_needs_one_a_sum_needs_all() {
        for fine in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "0BSD OR MIT",
        ] {
            assert!(is_allowed(fine), "{fine}");
        }
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR MIT"));
        for refused in [
            "AGPL-3.0",
            "MIT AND GPL-2.0",
            "none",
            "",
            "(MIT",
            "GPL-2.0 OR (MIT AND SSPL-1.0)",
        ] {
            assert!(!is_allowed(refused), "{refused}");
        }
    }
}
