//! Reading a call: parameters come from the query and from JSON, form or multipart bodies alike.

use std::collections::BTreeMap;

use axum::extract::{FromRequest as _, Multipart, Request};
use bytes::Bytes;
use http::{Method, header};
use serde_json::Value;
use url::form_urlencoded;

use super::error::{GraphError, GraphResult};

/// Largest body: 25 MB of file and the fields around it.
pub(crate) const MAX_BODY: usize = 27 << 20;

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
}

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct GraphCall {
    pub method: Method,
    /// The path without version and slashes at its ends.
    pub path: Vec<String>,
    params: BTreeMap<String, Value>,
    pub upload: Option<Upload>,
    pub bearer: Option<String>,
}

impl GraphCall {
    /// A call without a body, as batch parts and tests make them.
    pub fn new(method: Method, path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let mut call = Self {
            method,
            path: segments(path),
            params: BTreeMap::new(),
            upload: None,
            bearer: None,
        };
        call.add_form(query.as_bytes());
        call
    }

    pub fn add_form(&mut self, form: &[u8]) {
        for (name, value) in form_urlencoded::parse(form) {
            self.params
                .insert(name.into_owned(), Value::String(value.into_owned()));
        }
    }

    /// The token, from header, query or body.
    pub fn token(&self) -> Option<String> {
        self.bearer.clone().or_else(|| self.text("access_token"))
    }

    /// A parameter as text; numbers and booleans are written out.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.params.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// A parameter as JSON; in forms the value is a JSON string.
    pub fn json(&self, name: &str) -> GraphResult<Option<Value>> {
        match self.params.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| GraphError::param(format!("Param {name} must be a valid JSON value."))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// A parameter as JSON if it is JSON, otherwise as text.
    pub fn json_or_text(&self, name: &str) -> Option<Value> {
        match self.params.get(name)? {
            Value::Null => None,
            Value::String(text) => {
                Some(serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())))
            }
            value => Some(value.clone()),
        }
    }

    /// A parameter as a list: `a,b`, a JSON list, or one word.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        let words = |text: &str| -> Vec<String> {
            text.split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        match self.params.get(name)? {
            Value::Array(items) => Some(
                items
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            ),
            Value::String(text) if text.trim_start().starts_with('[') => {
                serde_json::from_str(text).ok().or_else(|| Some(words(text)))
            }
            Value::String(text) => Some(words(text)),
            _ => None,
        }
    }

    /// Path segments, for matching.
    pub fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}

/// Splits a path and drops a version such as `v26.0`.
fn segments(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(decode)
        .collect();
    if parts.first().is_some_and(|first| is_version(first)) {
        parts.remove(0);
    }
    parts
}

fn decode(part: &str) -> String {
    form_urlencoded::parse(part.replace('+', "%2B").as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

/// Whether a path segment is an API version.
pub(crate) fn is_version(part: &str) -> bool {
    let Some((major, minor)) = part.strip_prefix('v').and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(major) && digits(minor)
}

/// Reads an HTTP request.
pub(crate) async fn parse(request: Request) -> GraphResult<GraphCall> {
    let mut call = GraphCall::new(request.method().clone(), request.uri().path());
    call.bearer = bearer(&request);
    let query = request.uri().query().unwrap_or_default().to_owned();
    let content_type = header_text(&request, header::CONTENT_TYPE).to_ascii_lowercase();
    if content_type.starts_with("multipart/form-data") {
        read_multipart(&mut call, request).await?;
    } else {
        let body = axum::body::to_bytes(request.into_body(), MAX_BODY)
            .await
            .map_err(|_| {
                GraphError::param("The request body is too large or was cut off.").with_status(413)
            })?;
        read_body(&mut call, &content_type, &body)?;
    }
    // What stands in the address wins.
    call.add_form(query.as_bytes());
    if call.method == Method::POST
        && let Some(method) = call.text("method")
    {
        call.method = method.to_uppercase().parse().unwrap_or(Method::POST);
    }
    Ok(call)
}

fn header_text(request: &Request, name: header::HeaderName) -> &str {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn bearer(request: &Request) -> Option<String> {
    let (scheme, token) = header_text(request, header::AUTHORIZATION).split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
    known.then(|| token.trim().to_owned())
}

fn read_body(call: &mut GraphCall, content_type: &str, body: &[u8]) -> GraphResult<()> {
    if body.is_empty() {
        return Ok(());
    }
    if content_type.starts_with("application/json") {
        let value: Value = serde_json::from_slice(body)
            .map_err(|error| GraphError::param(format!("The request body is not valid JSON: {error}")))?;
        let Value::Object(map) = value else {
            return Err(GraphError::param("The request body must be a JSON object."));
        };
        call.params.extend(map);
    } else {
        call.add_form(body);
    }
    Ok(())
}

async fn read_multipart(call: &mut GraphCall, request: Request) -> GraphResult<()> {
    let broken = |_| GraphError::param("The multipart body cannot be read.");
    // The extractor's own limit is lifted to ours by a layer of the router.
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| GraphError::param("The multipart body cannot be read."))?;
    let mut total = 0;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        let bytes = field.bytes().await.map_err(|_| too_large())?;
        total += bytes.len();
        if total > MAX_BODY {
            return Err(too_large());
        }
        if name == "filedata" {
            let name = file_name.unwrap_or_else(|| "file".to_owned());
            call.upload = Some(Upload {
                name,
                content_type,
                bytes,
            });
        } else {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            call.params.insert(name, Value::String(text));
        }
    }
    Ok(())
}

fn too_large() -> GraphError {
    GraphError::param_sub(2_018_109, "Attachment size exceeds allowable limit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_version_or_none_is_accepted() {
        for path in [
            "/v26.0/me/messages",
            "/v9.0/me/messages",
            "/me/messages",
            "me/messages/",
        ] {
            assert_eq!(GraphCall::new(Method::POST, path).path, ["me", "messages"]);
        }
        assert!(!is_version("v26") && !is_version("vx.0") && !is_version("26.0"));
    }

    #[test]
    fn lists_come_as_words_or_json() {
        let call = GraphCall::new(Method::GET, "/x?a=messages,message_reads&b=%5B%22messages%22%5D");
        assert_eq!(
            call.list("a"),
            Some(vec!["messages".into(), "message_reads".into()])
        );
        assert_eq!(call.list("b"), Some(vec!["messages".into()]));
        assert_eq!(call.list("c"), None);
    }

    #[test]
    fn form_values_may_be_json() {
        let mut call = GraphCall::new(Method::POST, "/me/messages");
        call.add_form(b"recipient=%7B%22id%22%3A%2224%22%7D&message=nope");
        assert_eq!(call.json("recipient"), Ok(Some(serde_json::json!({"id": "24"}))));
        assert_eq!(call.json("message").map_err(|error| error.code), Err(100));
        assert_eq!(call.json("tag"), Ok(None));
    }
}
