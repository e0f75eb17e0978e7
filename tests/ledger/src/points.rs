//! Sets named points in the running program, by the file that it looks at.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use parlance_testkit::Failure;

/// The points that are set now.
pub(crate) struct Points {
    file: PathBuf,
    set: Mutex<BTreeMap<String, String>>,
}

impl Points {
    /// None yet.
    pub(crate) fn begin(file: &Path) -> Result<Self, Failure> {
        std::fs::write(file, "")?;
        Ok(Self {
            file: file.to_owned(),
            set: Mutex::default(),
        })
    }

    /// Sets a point, or takes it back.
    pub(crate) fn set(&self, point: &str, action: Option<String>) -> Result<(), Failure> {
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        match action {
            Some(action) => set.insert(point.to_owned(), action),
            None => set.remove(point),
        };
        let lines: Vec<String> = set
            .iter()
            .map(|(point, action)| format!("{point}={action}"))
            .collect();
        let text = lines.join("\n");
        // Whole or not at all: the program reads it at any moment.
        let fresh = self.file.with_extension("new");
        std::fs::write(&fresh, text)?;
        std::fs::rename(fresh, &self.file)?;
        Ok(())
    }

    /// Moves the program's clock by so many milliseconds from the machine's.
    pub(crate) fn set_clock(&self, by_ms: i64) -> Result<(), Failure> {
        self.set("clock", (by_ms != 0).then(|| format!("return({by_ms})")))
    }
}
