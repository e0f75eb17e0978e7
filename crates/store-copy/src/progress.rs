//! How far a copy is: one small file, replaced after each batch.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use parlance_store::tables::Cell;
use serde::{Deserialize, Serialize};

use super::CopyError;

/// Where a table is.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Place {
    After(Vec<Cell>),
    Finished,
}

/// The file and what is in it.
pub(super) struct Progress {
    path: PathBuf,
    tables: BTreeMap<String, Place>,
    is_new: bool,
}

impl Progress {
    pub(super) fn open(path: &Path) -> Result<Self, CopyError> {
        let fault = |error| CopyError::Progress(path.display().to_string(), error);
        let (tables, is_new) = match fs::read(path) {
            Ok(bytes) => (
                serde_json::from_slice(&bytes).map_err(|error| fault(error.into()))?,
                false,
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (BTreeMap::new(), true),
            Err(error) => return Err(fault(error)),
        };
        Ok(Self {
            path: path.to_owned(),
            tables,
            is_new,
        })
    }

    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// From now on this copy is the one that goes on.
    pub(super) fn begin(&mut self) -> Result<(), CopyError> {
        self.is_new = false;
        self.keep()
    }

    /// The key after which a table goes on; `None` when it is finished.
    pub(super) fn place_of(&self, table: &str) -> Option<Vec<Cell>> {
        match self.tables.get(table) {
            None => Some(Vec::new()),
            Some(Place::After(key)) => Some(key.clone()),
            Some(Place::Finished) => None,
        }
    }

    pub(super) fn reached(&mut self, table: &str, key: Vec<Cell>) -> Result<(), CopyError> {
        self.tables.insert(table.to_owned(), Place::After(key));
        self.keep()
    }

    pub(super) fn finished(&mut self, table: &str) -> Result<(), CopyError> {
        self.tables.insert(table.to_owned(), Place::Finished);
        self.keep()
    }

    pub(super) fn remove(self) -> Result<(), CopyError> {
        fs::remove_file(&self.path).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: io::Error) -> CopyError {
        CopyError::Progress(self.path.display().to_string(), error)
    }

    /// After a cut of the power the old place is as good as the new one: rows that are there stay.
    fn keep(&self) -> Result<(), CopyError> {
        let fresh = self.path.with_extension("new");
        let write = || -> io::Result<()> {
            let mut file = File::create(&fresh)?;
            file.write_all(&serde_json::to_vec(&self.tables)?)?;
            file.sync_all()?;
            fs::rename(&fresh, &self.path)
        };
        write().map_err(|error| self.fault(error))
    }
}
