//! The one way a channel reaches the network, so that it can be tested without one. `parlance-egress` implements it.

use std::{fmt, future::Future, io, pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method};

/// A future behind a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Bytes that come piece by piece.
pub type ByteStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Bytes to be sent that need not be in memory: a stored attachment.
pub trait ByteSource: Send + Sync {
    /// Exact size in bytes.
    fn size_bytes(&self) -> u64;
    /// Opens it from the beginning; may be called again for another try.
    fn open(&self) -> BoxFuture<'_, io::Result<ByteStream>>;
}

/// A source that is in memory already.
#[derive(Debug, Clone)]
pub struct BytesSource(pub Bytes);

impl ByteSource for BytesSource {
    fn size_bytes(&self) -> u64 {
        self.0.len() as u64
    }
    fn open(&self) -> BoxFuture<'_, io::Result<ByteStream>> {
        let once = Once(Some(self.0.clone()));
        Box::pin(async move { Ok(Box::pin(once) as ByteStream) })
    }
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = io::Result<Bytes>;
    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<Bytes>>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// A call to a platform. Secrets go in headers marked sensitive or in the body, never in the URL.
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Absolute address.
    pub url: String,
    /// Headers; `Content-Type` of the body is set by the caller's implementation.
    pub headers: HeaderMap,
    /// Body.
    pub body: HttpBody,
    /// Whole time allowed, connection included, in milliseconds.
    pub timeout_ms: u64,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &path)
            .finish_non_exhaustive()
    }
}

/// The body of a call.
pub enum HttpBody {
    /// None.
    Empty,
    /// `application/json`.
    Json(Bytes),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`.
    Multipart(Vec<FormPart>),
}

/// One field of a multipart form.
pub struct FormPart {
    /// Field name.
    pub name: String,
    /// Field value.
    pub value: FormValue,
}

/// The value of a multipart field.
pub enum FormValue {
    /// Text.
    Text(String),
    /// A file.
    File {
        /// Its bytes.
        source: Arc<dyn ByteSource>,
        /// Its name, as data.
        file_name: String,
        /// Its MIME type.
        mime: String,
    },
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct HttpResponse {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Whole body, after decompression, within the implementation's limit.
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpFailure {
    /// The host's name could not be looked up.
    #[error("the host name could not be looked up")]
    Dns,
    /// The address is one this class of call must not reach, or is not a valid address.
    #[error("the address is not allowed")]
    Refused,
    /// Nobody answered at the address.
    #[error("no connection to the host")]
    Connect,
    /// The secure connection failed: certificate, name or protocol.
    #[error("the secure connection failed")]
    Tls,
    /// No answer in time.
    #[error("no answer in time")]
    Timeout {
        /// The request may have left before that.
        may_have_arrived: bool,
    },
    /// The answer was larger than allowed.
    #[error("the answer was too large")]
    TooLarge,
    /// The bytes to send could not be read; nothing complete has left.
    #[error("the attachment could not be read")]
    Source,
    /// The connection broke after the request may have left.
    #[error("the connection broke")]
    Broken,
}

impl HttpFailure {
    /// Whether the platform may have acted on the request.
    #[must_use]
    pub const fn may_have_arrived(self) -> bool {
        match self {
            HttpFailure::Timeout { may_have_arrived } => may_have_arrived,
            HttpFailure::TooLarge | HttpFailure::Broken => true,
            HttpFailure::Dns
            | HttpFailure::Refused
            | HttpFailure::Connect
            | HttpFailure::Tls
            | HttpFailure::Source => false,
        }
    }
}

/// Makes one HTTP call: no redirects, no retries, no cookies.
pub trait HttpCaller: Send + Sync {
    /// Calls; an answer of any status is `Ok`.
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>>;
}
