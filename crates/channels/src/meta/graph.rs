//! The Graph API: one call, one answer.
//!
//! Tokens travel in the `Authorization` header, never in an address. `appsecret_proof` goes along whenever the app
//! secret is known.

use std::{fmt::Write as _, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use parlance_channel::{
    HttpCaller, HttpRequest,
    call::{FormPart, HttpBody},
};
use parlance_core::health::Usage;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};

use super::{
    MetaSettings,
    error::{GraphError, GraphFailure},
    json::{Node, Object},
    proof::appsecret_proof,
    usage,
};

/// Time for calls that carry no file.
const CALL_MS: u64 = 10_000;
/// Time for calls that carry a file: Meta itself takes up to 75 s for a film.
const UPLOAD_MS: u64 = 100_000;
/// Everything but the characters an address leaves alone (RFC 3986, unreserved).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Whose word a call is.
#[derive(Clone)]
pub struct Credentials {
    /// The access token.
    pub token: SecretString,
    /// The app secret, for the proof.
    pub app_secret: Option<SecretString>,
}

/// Calls the Graph API.
#[derive(Clone)]
pub struct Graph {
    http: Arc<dyn HttpCaller>,
    base: String,
}

/// The answer to a call that the Graph API accepted.
#[derive(Debug)]
pub struct GraphAnswer {
    /// The JSON text of the answer, known to be an object.
    text: String,
    /// Meta is about to refuse: leave the account alone for so long.
    pub slow_down_ms: Option<u64>,
    /// How much of Meta's limits is used, as far as the answer told.
    pub usage: Vec<Usage>,
}

impl GraphAnswer {
    /// The answer's object.
    #[must_use]
    pub fn object(&self) -> Object<'_> {
        Node::parse(&self.text)
            .ok()
            .and_then(Node::object)
            .unwrap_or_default()
    }
}

impl Graph {
    /// A client for the configured address and version.
    #[must_use]
    pub fn new(http: Arc<dyn HttpCaller>, settings: &MetaSettings) -> Self {
        let base = format!(
            "{}/{}",
            settings.graph_url.as_str().trim_end_matches('/'),
            settings.graph_version
        );
        Self { http, base }
    }

    /// `GET path?query`.
    pub async fn get(
        &self,
        who: &Credentials,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<GraphAnswer, GraphFailure> {
        self.call(who, Method::GET, path, query, HttpBody::Empty).await
    }

    /// `POST path?query` with a body.
    pub async fn post(
        &self,
        who: &Credentials,
        path: &[&str],
        query: &[(&str, &str)],
        body: HttpBody,
    ) -> Result<GraphAnswer, GraphFailure> {
        self.call(who, Method::POST, path, query, body).await
    }

    /// `DELETE path?query` with a body.
    pub async fn delete(
        &self,
        who: &Credentials,
        path: &[&str],
        query: &[(&str, &str)],
        body: HttpBody,
    ) -> Result<GraphAnswer, GraphFailure> {
        self.call(who, Method::DELETE, path, query, body).await
    }

    async fn call(
        &self,
        who: &Credentials,
        method: Method,
        path: &[&str],
        query: &[(&str, &str)],
        body: HttpBody,
    ) -> Result<GraphAnswer, GraphFailure> {
        let timeout_ms = if matches!(body, HttpBody::Multipart(_)) {
            UPLOAD_MS
        } else {
            CALL_MS
        };
        let request = HttpRequest {
            method,
            url: self.url(who, path, query),
            headers: headers(&who.token),
            body,
            timeout_ms,
        };
        let answer = self.http.call(request).await.map_err(GraphFailure::Network)?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let Some(object) = Node::parse(&text).ok().and_then(Node::object) else {
            return Err(GraphFailure::unreadable(answer.status, &answer.headers));
        };
        // The body decides: errors have come with status 200.
        if let Some(error) = GraphError::read(answer.status, &object) {
            return Err(GraphFailure::error(error, &answer.headers));
        }
        if !(200..300).contains(&answer.status) {
            return Err(GraphFailure::unreadable(answer.status, &answer.headers));
        }
        Ok(GraphAnswer {
            slow_down_ms: usage::pause_ms(&answer.headers),
            usage: usage::told(&answer.headers),
            text,
        })
    }

    fn url(&self, who: &Credentials, path: &[&str], query: &[(&str, &str)]) -> String {
        let mut url = self.base.clone();
        for segment in path {
            // Writing to a String cannot fail.
            let _ = write!(url, "/{}", utf8_percent_encode(segment, ESCAPED));
        }
        let proof = who
            .app_secret
            .as_ref()
            .map(|secret| appsecret_proof(secret, &who.token));
        let proof = proof.as_deref().map(|proof| ("appsecret_proof", proof));
        for (at, (name, value)) in query.iter().copied().chain(proof).enumerate() {
            let sign = if at == 0 { '?' } else { '&' };
            let _ = write!(url, "{sign}{name}={}", utf8_percent_encode(value, ESCAPED));
        }
        url
    }
}

fn headers(token: &SecretString) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    // A token with characters no header can hold is answered by Meta like any other bad token: by its absence.
    if let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret().trim())) {
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    headers
}

/// A JSON body.
#[must_use]
pub fn json_body(value: &impl serde::Serialize) -> HttpBody {
    HttpBody::Json(Bytes::from(
        serde_json::to_vec(value).expect("wire types have text keys and finite numbers"),
    ))
}

/// A field of a multipart form that holds JSON.
#[must_use]
pub fn json_part(name: &str, value: &impl serde::Serialize) -> FormPart {
    let text = serde_json::to_string(value).expect("wire types have text keys and finite numbers");
    FormPart {
        name: name.to_owned(),
        value: parlance_channel::call::FormValue::Text(text),
    }
}
