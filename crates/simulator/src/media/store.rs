//! Keeps the bytes of files, on disk beside the journal or in memory.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use bytes::Bytes;

use crate::SimulatorError;

/// Files by id.
pub(crate) struct MediaStore {
    dir: Option<PathBuf>,
    memory: Mutex<HashMap<String, Bytes>>,
}

impl MediaStore {
    pub fn open(data_dir: Option<&Path>) -> Result<Self, SimulatorError> {
        let dir = data_dir.map(|dir| dir.join("media"));
        if let Some(dir) = &dir {
            std::fs::create_dir_all(dir).map_err(|source| SimulatorError::Data {
                path: dir.clone(),
                source,
            })?;
        }
        Ok(Self {
            dir,
            memory: Mutex::default(),
        })
    }

    /// Keeps a file. On disk it is whole and synced, or absent.
    pub async fn put(&self, id: &str, bytes: Bytes) -> std::io::Result<()> {
        let Some(dir) = self.dir.clone() else {
            self.memory
                .lock()
                .expect("no panic while holding it")
                .insert(id.to_owned(), bytes);
            return Ok(());
        };
        let id = id.to_owned();
        let write = move || {
            let fresh = dir.join(format!("{id}.new"));
            let mut file = std::fs::File::create(&fresh)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&fresh, dir.join(&id))?;
            std::fs::File::open(&dir)?.sync_all()
        };
        tokio::task::spawn_blocking(write)
            .await
            .map_err(std::io::Error::other)?
    }

    pub async fn get(&self, id: &str) -> Option<Bytes> {
        match &self.dir {
            None => self
                .memory
                .lock()
                .expect("no panic while holding it")
                .get(id)
                .cloned(),
            // Ids come from the world, which made them itself: plain hex, no path.
            Some(dir) => tokio::fs::read(dir.join(id)).await.ok().map(Bytes::from),
        }
    }
}
