//! With the feature: the `fail` crate behind the points.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Points that the file has set, with their actions.
static SET: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Reads what the environment says about points; once, at the start of the program.
pub fn start() {
    // The scenario ends with the process: nobody takes its points back.
    std::mem::forget(fail::FailScenario::setup());
    if let Some(file) = std::env::var_os("FAILPOINTS_FILE").map(PathBuf::from) {
        obey(&file);
        // Without this thread the points of the start stay as they are.
        let _ = std::thread::Builder::new()
            .name("failpoints".to_owned())
            .spawn(move || {
                loop {
                    std::thread::sleep(LOOK_EVERY);
                    obey(&file);
                }
            });
    }
}

/// The word that a point was set to return.
#[must_use]
pub fn value(point: &str) -> Option<String> {
    fail::eval(point, |word| {
        if word.as_deref() == Some("abort") {
            eprintln!("failpoint {point}: the process ends here");
            std::process::abort();
        }
        word.unwrap_or_default()
    })
}

/// Sets what the file says. A line that stays the same keeps its counts.
fn obey(file: &Path) {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let wanted: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| line.trim().split_once('='))
        .map(|(point, action)| (point.to_owned(), action.to_owned()))
        .collect();
    let mut set = SET.lock().unwrap_or_else(PoisonError::into_inner);
    for gone in set.keys().filter(|point| !wanted.contains_key(*point)) {
        fail::remove(gone);
    }
    for (point, action) in &wanted {
        if set.get(point) != Some(action)
            && let Err(error) = fail::cfg(point.as_str(), action)
        {
            eprintln!("failpoint {point}: {error}");
        }
    }
    *set = wanted;
}
