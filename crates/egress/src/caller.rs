//! Calls with a whole answer: platform and user classes.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use parlance_channel::{BoxFuture, HttpCaller, HttpFailure, HttpRequest, HttpResponse, call::HttpBody};

use crate::{
    classify::failure,
    client::{Client, TOTAL},
    multipart,
    target::TargetError,
};

/// Most bytes of an answer.
const ANSWER: usize = 1_000_000;
/// Uploads of attachments take longer than other calls.
const UPLOAD: Duration = Duration::from_mins(2);

/// A client for calls whose answer is small.
pub(crate) struct Caller {
    client: Arc<Client>,
}

impl Caller {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client: Arc::new(client),
        }
    }

    pub(crate) async fn check(&self, url: &str) -> Result<(), TargetError> {
        let target = self.client.target(url)?;
        self.client.check_name(&target).await
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        let target = self.client.target(&request.url).map_err(|error| match error {
            TargetError::Dns => HttpFailure::Dns,
            _ => HttpFailure::Refused,
        })?;
        let longest = if matches!(request.body, HttpBody::Multipart(_)) {
            UPLOAD
        } else {
            TOTAL
        };
        let timeout = Duration::from_millis(request.timeout_ms).min(longest);
        let mut call = self
            .client
            .request(request.method, target)
            .headers(request.headers)
            .timeout(timeout);
        call = match request.body {
            HttpBody::Empty => call,
            HttpBody::Json(json) => call
                .header(http::header::CONTENT_TYPE, "application/json")
                .body(json),
            HttpBody::Form(fields) => call.form(&fields),
            HttpBody::Multipart(parts) => call.multipart(multipart::form(parts).await?),
        };
        let answer = call.send().await.map_err(|error| failure(&error))?;
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let body = read(answer).await?;
        Ok(HttpResponse {
            status,
            headers,
            body,
        })
    }
}

impl HttpCaller for Caller {
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(self.send(request))
    }
}

/// Reads an answer up to the limit. Nothing is ever decompressed, because nothing is asked for compressed.
async fn read(mut answer: reqwest::Response) -> Result<Bytes, HttpFailure> {
    let mut body = BytesMut::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| failure(&error))? {
        if body.len() + piece.len() > ANSWER {
            return Err(HttpFailure::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}
