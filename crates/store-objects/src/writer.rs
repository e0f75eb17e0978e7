//! Writing: collected, put whole or in parts, seen at the end.

use std::{io, mem, sync::Arc};

use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _, path::Path};
use parlance_store::files::{BoxFuture, FileWriter};

use crate::problem;

/// Bytes of one part: S3 wants 5 MiB at least, some stores want all parts alike.
const PART: usize = 8 * 1024 * 1024;

pub(crate) struct ObjectWriter {
    store: Arc<dyn ObjectStore>,
    path: Path,
    waiting: Vec<u8>,
    /// Begun when there is more than one part.
    upload: Option<Box<dyn MultipartUpload>>,
}

pub(crate) const fn begin(store: Arc<dyn ObjectStore>, path: Path) -> ObjectWriter {
    ObjectWriter {
        store,
        path,
        waiting: Vec::new(),
        upload: None,
    }
}

impl ObjectWriter {
    async fn put_part(&mut self, part: Vec<u8>) -> io::Result<()> {
        let upload = match &mut self.upload {
            Some(upload) => upload,
            none => none.insert(self.store.put_multipart(&self.path).await.map_err(problem::io)?),
        };
        upload.put_part(part.into()).await.map_err(problem::io)
    }

    async fn put_all(&mut self) -> io::Result<()> {
        let rest = mem::take(&mut self.waiting);
        if self.upload.is_none() {
            let put = self.store.put(&self.path, rest.into()).await;
            return put.map(drop).map_err(problem::io);
        }
        if !rest.is_empty() {
            self.put_part(rest).await?;
        }
        if let Some(upload) = &mut self.upload {
            upload.complete().await.map_err(problem::io)?;
        }
        self.upload = None;
        Ok(())
    }
}

impl FileWriter for ObjectWriter {
    fn write<'a>(&'a mut self, mut bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            while self.waiting.len() + bytes.len() > PART {
                let (now, later) = bytes.split_at(PART - self.waiting.len());
                self.waiting.extend_from_slice(now);
                bytes = later;
                let part = mem::take(&mut self.waiting);
                self.put_part(part).await?;
            }
            self.waiting.extend_from_slice(bytes);
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> BoxFuture<'static, io::Result<()>> {
        Box::pin(async move { self.put_all().await })
    }
}

impl Drop for ObjectWriter {
    /// Tells the store to forget the parts. What it is not told, it forgets by the bucket's rule for unfinished uploads.
    fn drop(&mut self) {
        let (Some(mut upload), Ok(runtime)) = (self.upload.take(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        runtime.spawn(async move {
            if let Err(error) = upload.abort().await {
                tracing::info!(error = %problem::words(&error), "an unfinished upload could not be taken back");
            }
        });
    }
}
