//! The rules of the house, checked; and what is generated from them.
//!
//! `cargo xtask tidy` checks, `cargo xtask gen` writes the parts of documents that come from the rules. The same checks
//! are a test of this package, so `make test` cannot pass over an untidy tree.

mod arrows;
mod documents;
mod evidence;
mod files;
mod licences;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match command.as_str() {
        "tidy" => tidy(),
        "gen" => documents::write().map_err(|error| vec![error]),
        _ => Err(vec!["usage: cargo xtask tidy | gen".to_owned()]),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Every rule; all breaches at once.
fn tidy() -> Result<(), Vec<String>> {
    let checks = [
        arrows::check,
        words::check,
        licences::check,
        documents::check,
        evidence::check,
    ];
    let problems: Vec<String> = checks
        .into_iter()
        .flat_map(|check| check().unwrap_or_else(|error| vec![error]))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        if let Err(problems) = super::tidy() {
            panic!("\n{}\n", problems.join("\n"));
        }
    }
}
