//! Writing: beside, flushed, renamed.

use std::{
    io,
    path::{Path, PathBuf},
};

use parlance_store::files::{BoxFuture, FileWriter};
use tokio::{
    fs::{self, File, OpenOptions},
    io::AsyncWriteExt as _,
};

/// Where unfinished files lie.
pub(crate) const INCOMING: &str = "incoming";

pub(crate) struct DiskWriter {
    file: File,
    unfinished: Unfinished,
    place: PathBuf,
}

/// Removes an unfinished file when it is dropped.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // What cannot be removed now is swept later.
            let _ = std::fs::remove_file(path);
        }
    }
}

pub(crate) async fn begin(root: &Path, place: PathBuf, number: u64) -> io::Result<DiskWriter> {
    let path = root
        .join(INCOMING)
        .join(format!("{}-{number}", std::process::id()));
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)
        .await?;
    Ok(DiskWriter {
        file,
        unfinished: Unfinished(Some(path)),
        place,
    })
}

impl FileWriter for DiskWriter {
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(self.file.write_all(bytes))
    }

    fn finish(mut self: Box<Self>) -> BoxFuture<'static, io::Result<()>> {
        Box::pin(async move {
            self.file.flush().await?;
            self.file.sync_all().await?;
            let folder = self
                .place
                .parent()
                .ok_or_else(|| io::Error::other("a stored file has a folder"))?
                .to_owned();
            fs::create_dir_all(&folder).await?;
            if let Some(path) = &self.unfinished.0 {
                fs::rename(path, &self.place).await?;
            }
            self.unfinished.0 = None;
            sync_folders(&folder).await
        })
    }
}

/// Flushes the folder that holds the name, and those above it, which may be new: as far up as the root's child.
async fn sync_folders(folder: &Path) -> io::Result<()> {
    for folder in folder.ancestors().take(3) {
        File::open(folder).await?.sync_all().await?;
    }
    Ok(())
}
