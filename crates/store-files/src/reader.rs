//! Reading in pieces.

use std::{
    io::{self, SeekFrom},
    path::Path,
};

use parlance_store::files::{BoxFuture, FileReader};
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncSeekExt as _},
};

/// Bytes in one piece.
const PIECE: usize = 64 * 1024;

pub(crate) struct DiskReader {
    file: File,
    size: u64,
}

pub(crate) async fn open(path: &Path) -> io::Result<DiskReader> {
    let file = File::open(path).await?;
    let size = file.metadata().await?.len();
    Ok(DiskReader { file, size })
}

impl FileReader for DiskReader {
    fn size_bytes(&self) -> u64 {
        self.size
    }

    fn next(&mut self) -> BoxFuture<'_, io::Result<Option<Vec<u8>>>> {
        Box::pin(async move {
            let mut piece = vec![0; PIECE];
            let read = self.file.read(&mut piece).await?;
            piece.truncate(read);
            Ok((read > 0).then_some(piece))
        })
    }

    fn seek(&mut self, to: u64) -> BoxFuture<'_, io::Result<()>> {
        Box::pin(async move { self.file.seek(SeekFrom::Start(to)).await.map(drop) })
    }
}
