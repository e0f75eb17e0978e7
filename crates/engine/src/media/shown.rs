//! A person looks at what only the platform keeps: it is passed on and stored nowhere.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, future::poll_fn, stream};
use parlance_channel::{call::ByteStream, fetch::FetchError};
use parlance_core::{
    MessageId,
    message::{MediaState, Part},
};
use parlance_store::{StoreError, WorkError};
use std::io;

use super::{clean_name, kind};
use crate::{Engine, Refusal, UseCaseError, identity::Person, messages::visible};

const NOT_FOUND: Refusal = Refusal::not_found("This file");

/// A file of the platform's, opened.
pub struct ShownFile {
    /// MIME type by content.
    pub mime: String,
    /// File name as data: never a path.
    pub name: String,
    first: Bytes,
    rest: ByteStream,
}

impl Engine {
    /// Opens a file that is only shown, for a person who may see its message. `place` is the part's in the message.
    pub async fn open_shown(
        &self,
        person: &Person,
        id: MessageId,
        place: usize,
    ) -> Result<ShownFile, UseCaseError> {
        let person = person.clone();
        let (url, name) = self
            .read(move |read, _| {
                let message = visible(read, &person, id)?;
                let media = message.parts.get(place).and_then(Part::media);
                let shown = media.filter(|media| media.state == MediaState::Linked);
                let found = shown.and_then(|media| Some((media.source_url.clone()?, media.name.clone())));
                found.ok_or(NOT_FOUND)
            })
            .await?;
        let limit = self.media_limits().max_download_bytes;
        let mut fetched = self.media().fetch(&url, limit).await.map_err(refusal)?;
        let mut first = Vec::new();
        while first.len() < kind::HEAD_BYTES {
            match poll_fn(|cx| fetched.stream.poll_next_unpin(cx)).await {
                Some(Ok(piece)) => first.extend_from_slice(&piece),
                Some(Err(error)) => return Err(WorkError::Store(StoreError::Unavailable(error.to_string()))),
                None => break,
            }
        }
        let name = clean_name(name.or(fetched.name).as_deref().unwrap_or("file"));
        let (mime, _) = kind::of_content(&first, &name);
        Ok(ShownFile {
            mime,
            name,
            first: first.into(),
            rest: fetched.stream,
        })
    }
}

impl ShownFile {
    /// Its bytes.
    pub fn into_stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        stream::once(async move { Ok(self.first) }).chain(self.rest)
    }
}

fn refusal(error: FetchError) -> UseCaseError {
    match error {
        FetchError::Unavailable => WorkError::Store(StoreError::Unavailable(error.to_string())),
        _ => WorkError::Refused(NOT_FOUND),
    }
}
