//! Reading in pieces, from anywhere.

use std::{io, sync::Arc};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, path::Path};
use parlance_store::files::{BoxFuture, FileReader};

use crate::problem;

pub(crate) struct ObjectReader {
    store: Arc<dyn ObjectStore>,
    path: Path,
    size: u64,
    at: u64,
    /// The request under way; none before the first piece and after a seek.
    stream: Option<BoxStream<'static, object_store::Result<Bytes>>>,
}

/// Asks only how large it is: a seek may follow.
pub(crate) async fn open(store: Arc<dyn ObjectStore>, path: Path) -> io::Result<ObjectReader> {
    let size = store.head(&path).await.map_err(problem::io)?.size;
    Ok(ObjectReader {
        store,
        path,
        size,
        at: 0,
        stream: None,
    })
}

impl FileReader for ObjectReader {
    fn size_bytes(&self) -> u64 {
        self.size
    }

    fn next(&mut self) -> BoxFuture<'_, io::Result<Option<Vec<u8>>>> {
        Box::pin(async move {
            if self.at >= self.size {
                return Ok(None);
            }
            let stream = match &mut self.stream {
                Some(stream) => stream,
                none => {
                    let options = GetOptions {
                        range: (self.at > 0).then_some(GetRange::Offset(self.at)),
                        ..GetOptions::default()
                    };
                    let answer = self
                        .store
                        .get_opts(&self.path, options)
                        .await
                        .map_err(problem::io)?;
                    none.insert(answer.into_stream())
                }
            };
            match stream.next().await {
                Some(Ok(piece)) => {
                    self.at += piece.len() as u64;
                    Ok(Some(piece.into()))
                }
                Some(Err(error)) => {
                    self.stream = None;
                    Err(problem::io(error))
                }
                None => Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the store sent less than it has",
                )),
            }
        })
    }

    fn seek(&mut self, to: u64) -> BoxFuture<'_, io::Result<()>> {
        self.stream = None;
        self.at = to;
        Box::pin(async { Ok(()) })
    }
}
