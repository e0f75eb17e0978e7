//! Deliveries made by hand: signed as the platform signs, sent when the figure wants it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use parlance_simulator::signature_256;
use parlance_testkit::{
    Failure,
    http_client::{Connection, connect},
    meta::Meta,
};
use serde_json::json;

/// Makes deliveries for one page.
#[derive(Clone)]
pub(super) struct Hooks {
    address: SocketAddr,
    page_id: String,
    secret: String,
}

impl Hooks {
    pub(super) fn of(meta: &Meta, address: SocketAddr) -> Self {
        Self {
            address,
            page_id: meta.page_id.clone(),
            secret: meta.app_secret.clone(),
        }
    }

    /// A customer's text, as one delivery.
    pub(super) fn body(&self, customer: u64, number: u64, text: &str) -> String {
        let at = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        json!({ "object": "page", "entry": [{ "id": self.page_id, "time": at, "messaging": [{
            "sender": { "id": format!("77{customer:010}") },
            "recipient": { "id": self.page_id },
            "timestamp": at,
            "message": { "mid": format!("m_hand-{customer}-{number}"), "text": text },
        }]}]})
        .to_string()
    }

    /// Opens a connection to deliver over.
    pub(super) async fn connect(&self) -> Result<Connection, Failure> {
        connect(self.address).await
    }

    /// Delivers; says the status and how long the answer took.
    pub(super) async fn deliver(
        &self,
        over: &mut Connection,
        body: String,
    ) -> Result<(u16, Duration), Failure> {
        let request = http::Request::post(format!("/clientweb/fb/webhook/{}", self.page_id))
            .header("host", self.address.to_string())
            .header("content-type", "application/json")
            .header(
                "x-hub-signature-256",
                signature_256(&self.secret, body.as_bytes()),
            )
            .body(Full::new(Bytes::from(body)))?;
        let begun = Instant::now();
        over.ready().await?;
        let answer = over.send_request(request).await?;
        let took = begun.elapsed();
        let status = answer.status().as_u16();
        answer.into_body().collect().await?;
        Ok((status, took))
    }
}
