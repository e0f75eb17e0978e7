//! People and programs that make requests. A test reads: who does what, what comes back.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::app::{App, PASSWORD};

#[derive(Clone)]
pub struct Actor {
    app: Arc<App>,
    pub cookie: Option<String>,
    pub bearer: Option<String>,
    pub origin: Option<String>,
    pub host: String,
    pub content_type: String,
    pub forwarded_for: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
    pub fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
    pub fn message(&self) -> String {
        self.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
    /// `field: code` of every fault.
    pub fn faults(&self) -> Vec<String> {
        let fields = self.json()["error"]["fields"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        fields
            .iter()
            .map(|fault| {
                format!(
                    "{}: {}",
                    fault["field"].as_str().unwrap(),
                    fault["code"].as_str().unwrap()
                )
            })
            .collect()
    }
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.json()
    }
    /// Refused with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!(
            (self.status.as_u16(), self.code().as_str()),
            (status, code),
            "{}",
            self.text
        );
        self
    }
    /// Refused because of exactly these faults.
    #[track_caller]
    pub fn invalid(self, faults: &[&str]) {
        assert_eq!(self.status.as_u16(), 422, "{}", self.text);
        assert_eq!(self.faults(), faults, "{}", self.text);
    }
}

impl Actor {
    pub fn new(app: Arc<App>) -> Self {
        Self {
            app,
            cookie: None,
            bearer: None,
            origin: Some("https://desk.example.com".into()),
            host: "desk.example.com".into(),
            content_type: "application/json".into(),
            forwarded_for: None,
        }
    }

    pub async fn request(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header(header::HOST, &self.host)
            .header("x-request-id", "req1")
            .header(header::USER_AGENT, "Firefox/140.0 Linux");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(key) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        if let Some(origin) = &self.origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(address) = &self.forwarded_for {
            request = request.header("x-forwarded-for", address);
        }
        if let Some(body) = &body {
            request = request
                .header(header::CONTENT_TYPE, &self.content_type)
                .header(header::CONTENT_LENGTH, body.len());
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path, None).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.request(Method::POST, path, Some(body.to_string())).await
    }
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.request(Method::PATCH, path, Some(body.to_string())).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.request(Method::PUT, path, Some(body.to_string())).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.request(Method::DELETE, path, None).await
    }

    /// Tries to sign in; keeps the cookie when it works.
    pub async fn try_sign_in(&mut self, tenant: &str, username: &str, password: &str) -> Answer {
        let body = json!({ "tenant": tenant, "username": username, "password": password });
        let answer = self.post("session", body).await;
        self.keep_cookie(&answer);
        answer
    }

    #[track_caller]
    pub fn keep_cookie(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(pair.to_owned());
        }
    }

    pub async fn sign_in(&mut self, tenant: &str, username: &str, password: &str) {
        self.try_sign_in(tenant, username, password).await.ok();
    }

    /// Proves by the usual password who they are.
    pub async fn confirm(&self) {
        let body = json!({ "password": PASSWORD });
        self.post("session/confirm", body).await.ok();
    }

    pub async fn is_signed_in(&self) -> bool {
        self.get("session").await.status == StatusCode::OK
    }

    /// The items of a list.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        self.get(path).await.ok()["items"].as_array().unwrap().clone()
    }
}

impl Actor {
    /// A command without a body.
    pub async fn request_empty(&self, path: &str) -> Answer {
        self.request(Method::POST, path, None).await
    }
}
