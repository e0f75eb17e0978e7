//! Files from the platforms' CDNs, streamed with a cap.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, header};
use parlance_channel::{BoxFuture, FetchError, Fetched, MediaFetcher};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::{
    client::{Client, TOTAL},
    target::{Target, TargetError},
};

/// Redirects followed, each target checked anew. Nothing is sent along that would be a secret elsewhere.
const REDIRECTS: usize = 3;

/// The media class.
pub(crate) struct Media {
    client: Arc<Client>,
}

impl Media {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client: Arc::new(client),
        }
    }

    async fn open(&self, url: &str, max_bytes: u64) -> Result<Fetched, FetchError> {
        let mut target = self.client.target(url).map_err(refused)?;
        for _ in 0..=REDIRECTS {
            let at = target.url.clone();
            let answer = self.get(target).await?;
            let status = answer.status();
            if status.is_redirection() {
                target = self.next(&at, answer.headers())?;
            } else if status.is_success() {
                return fetched(&at, answer, max_bytes);
            } else if status.is_client_error() && !matches!(status.as_u16(), 408 | 425 | 429) {
                return Err(FetchError::Gone(status.as_u16()));
            } else {
                return Err(FetchError::Unavailable);
            }
        }
        Err(FetchError::Refused("too many redirects"))
    }

    async fn get(&self, target: Target) -> Result<reqwest::Response, FetchError> {
        self.client
            .request(Method::GET, target)
            .timeout(TOTAL)
            .send()
            .await
            .map_err(|error| match crate::classify::failure(&error) {
                parlance_channel::HttpFailure::Refused => FetchError::Refused("not on the public internet"),
                _ => FetchError::Unavailable,
            })
    }

    fn next(&self, at: &Url, headers: &HeaderMap) -> Result<Target, FetchError> {
        let place = headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok());
        let url = place
            .and_then(|place| at.join(place).ok())
            .ok_or(FetchError::Refused("a redirect to nowhere"))?;
        self.client.target(url.as_str()).map_err(refused)
    }
}

impl MediaFetcher for Media {
    fn fetch<'a>(&'a self, url: &'a str, max_bytes: u64) -> BoxFuture<'a, Result<Fetched, FetchError>> {
        Box::pin(self.open(url, max_bytes))
    }
}

fn refused(error: TargetError) -> FetchError {
    match error {
        TargetError::Dns => FetchError::Unavailable,
        TargetError::NotAnAddress => FetchError::Refused("not a web address"),
        TargetError::Credentials => FetchError::Refused("holds a user name or password"),
        TargetError::NotHttps => FetchError::Refused("not https"),
        TargetError::Port => FetchError::Refused("not port 443"),
        TargetError::Host => FetchError::Refused("not a host of the platform"),
        TargetError::NotPublic => FetchError::Refused("not on the public internet"),
    }
}

fn fetched(at: &Url, answer: reqwest::Response, max_bytes: u64) -> Result<Fetched, FetchError> {
    let headers = answer.headers();
    // Nothing was asked for compressed, so a compressed answer is a trick.
    let encoding = headers
        .get(header::CONTENT_ENCODING)
        .map(http::HeaderValue::as_bytes);
    if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case(b"identity")) {
        return Err(FetchError::Refused("compressed without being asked"));
    }
    let size_bytes = answer.content_length();
    if size_bytes.is_some_and(|size| size > max_bytes) {
        return Err(FetchError::TooLarge { max_bytes });
    }
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let name = text(header::CONTENT_DISPOSITION)
        .and_then(|value| disposition_name(&value))
        .or_else(|| path_name(at));
    let content_type = text(header::CONTENT_TYPE);
    let stream = Box::pin(Capped {
        body: Box::pin(answer.bytes_stream()),
        left: max_bytes,
        ended: false,
    });
    Ok(Fetched {
        content_type,
        name,
        size_bytes,
        stream,
    })
}

/// `filename*=UTF-8''…` before `filename="…"` (RFC 6266).
fn disposition_name(value: &str) -> Option<String> {
    let parameter = |name: &str| {
        value.split(';').find_map(|part| {
            let (key, text) = part.trim().split_once('=')?;
            key.eq_ignore_ascii_case(name)
                .then(|| text.trim().trim_matches('"').to_owned())
        })
    };
    let extended = parameter("filename*").and_then(|text| {
        let encoded = text.split_once("''")?.1;
        Some(percent_decode_str(encoded).decode_utf8().ok()?.into_owned())
    });
    extended
        .or_else(|| parameter("filename"))
        .and_then(|name| last_segment(&name))
}

fn path_name(url: &Url) -> Option<String> {
    let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
    last_segment(&percent_decode_str(last).decode_utf8_lossy())
}

fn last_segment(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    (!clean.trim_matches(['.', ' ']).is_empty()).then_some(clean)
}

/// Ends with an error as soon as more than the allowed bytes have come.
struct Capped<S> {
    body: Pin<Box<S>>,
    left: u64,
    ended: bool,
}

impl<S: Stream<Item = Result<Bytes, reqwest::Error>>> Stream for Capped<S> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        match self.body.as_mut().poll_next(context) {
            Poll::Ready(Some(Ok(bytes))) => {
                let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
                    self.ended = true;
                    return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::FileTooLarge))));
                };
                self.left = left;
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(Some(Err(error))) => {
                self.ended = true;
                let kind = if error.is_timeout() {
                    io::ErrorKind::TimedOut
                } else {
                    io::ErrorKind::ConnectionReset
                };
                Poll::Ready(Some(Err(io::Error::from(kind))))
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_answer_or_the_address() {
        let name = |value: &str| disposition_name(value);
        assert_eq!(
            name("attachment; filename=\"invoice 7.pdf\"").as_deref(),
            Some("invoice 7.pdf")
        );
        let both = "attachment; filename=\"x\"; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf";
        assert_eq!(name(both).as_deref(), Some("Rechnung März.pdf"));
        assert_eq!(
            name("attachment; filename=\"../../etc/passwd\"").as_deref(),
            Some("passwd")
        );
        assert_eq!(name("inline"), None);
        let url = |text: &str| path_name(&Url::parse(text).unwrap());
        assert_eq!(
            url("https://cdn.fbsbx.com/v/t59/invoice-7.pdf/invoice-7.pdf?dl=1").as_deref(),
            Some("invoice-7.pdf")
        );
        assert_eq!(
            url("https://cdn.fbsbx.com/a%2F..%2Fb.png").as_deref(),
            Some("b.png")
        );
        assert_eq!(url("https://cdn.fbsbx.com/"), None);
        assert_eq!(url("https://cdn.fbsbx.com/%2e%2e%2f%2e"), None);
    }
}
