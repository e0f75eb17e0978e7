//! A scripted platform, for the tests of all channels of the family.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, header::AUTHORIZATION};
use parlance_channel::{
    BoxFuture, HttpCaller, HttpFailure, HttpRequest, HttpResponse,
    call::{FormValue, HttpBody},
};
use serde_json::Value;

use super::MetaSettings;
use crate::Deps;

/// What the platform got, in a form that is easy to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub method: String,
    pub url: String,
    pub bearer: String,
    /// JSON, form or multipart, each as text.
    pub body: String,
}

impl Seen {
    /// Path without query and version.
    pub fn path(&self) -> &str {
        let path = self.url.split('?').next().unwrap_or_default();
        path.split_once("/v26.0/").map_or(path, |(_, path)| path)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

pub type Answer = Result<HttpResponse, HttpFailure>;

#[expect(
    clippy::unnecessary_wraps,
    reason = "scripts answer like the network, which may fail"
)]
pub fn json(status: u16, body: &str) -> Answer {
    Ok(HttpResponse {
        status,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    })
}

pub fn refusal(status: u16, code: i64, subcode: i64) -> Answer {
    let subcode = if subcode == 0 {
        String::new()
    } else {
        format!(",\"error_subcode\":{subcode}")
    };
    let body = format!(
        r#"{{"error":{{"message":"translated","type":"OAuthException","code":{code}{subcode},"fbtrace_id":"AbCdEf0123"}}}}"#
    );
    json(status, &body)
}

type Script = Box<dyn Fn(&Seen) -> Answer + Send + Sync>;

pub struct Platform {
    script: Script,
    seen: Mutex<Vec<Seen>>,
}

impl Platform {
    pub fn new(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            script: Box::new(script),
            seen: Mutex::default(),
        })
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn deps(self: &Arc<Self>) -> Deps {
        Deps {
            http: self.clone(),
            meta: settings(),
        }
    }
}

impl HttpCaller for Platform {
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Answer> {
        let bearer = request.headers.get(AUTHORIZATION).map(|value| {
            assert!(value.is_sensitive(), "the token's header must not be printed");
            value.to_str().unwrap().trim_start_matches("Bearer ").to_owned()
        });
        let body = match request.body {
            HttpBody::Empty => String::new(),
            HttpBody::Json(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            HttpBody::Form(fields) => fields
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("&"),
            HttpBody::Multipart(parts) => {
                let show = |value: &FormValue| match value {
                    FormValue::Text(text) => text.clone(),
                    FormValue::File {
                        source,
                        file_name,
                        mime,
                    } => {
                        format!("{} bytes, {file_name}, {mime}", source.size_bytes())
                    }
                };
                parts
                    .iter()
                    .map(|part| format!("{}: {}", part.name, show(&part.value)))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
        };
        let seen = Seen {
            method: request.method.to_string(),
            url: request.url,
            bearer: bearer.unwrap_or_default(),
            body,
        };
        let answer = (self.script)(&seen);
        self.seen.lock().unwrap().push(seen);
        Box::pin(async move { answer })
    }
}

pub fn settings() -> MetaSettings {
    MetaSettings {
        graph_url: "https://graph.facebook.com".parse().unwrap(),
        graph_version: "v26.0".into(),
    }
}
