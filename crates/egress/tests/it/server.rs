//! A server that answers what it is told and shows what it got.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use parlance_channel::BoxFuture;
use parlance_egress::{Egress, EgressSettings, Lookup, PrivateTargets};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};

/// What to do with a request.
pub enum Answer {
    /// These bytes, then close.
    Bytes(Vec<u8>),
    /// Never answer, keep the connection.
    Silence,
    /// Close without an answer.
    HangUp,
}

impl Answer {
    pub fn status(line: &str, headers: &str, body: &[u8]) -> Self {
        let head = format!(
            "HTTP/1.1 {line}\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        Answer::Bytes([head.as_bytes(), body].concat())
    }
    pub fn ok(body: &[u8]) -> Self {
        Self::status("200 OK", "", body)
    }
}

pub struct Server {
    pub at: SocketAddr,
    requests: mpsc::UnboundedReceiver<String>,
}

impl Server {
    /// Answers each connection's first request with `answer(path)`.
    pub async fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let (tell, requests) = mpsc::unbounded_channel();
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (tell, answer) = (tell.clone(), Arc::clone(&answer));
                tokio::spawn(async move {
                    let request = read_request(&mut socket).await;
                    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                    let _ = tell.send(request);
                    match answer(&path) {
                        Answer::Bytes(bytes) => {
                            let _ = socket.write_all(&bytes).await;
                            let _ = socket.shutdown().await;
                        }
                        Answer::Silence => std::future::pending::<()>().await,
                        Answer::HangUp => {}
                    }
                });
            }
        });
        Self { at, requests }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    pub async fn request(&mut self) -> String {
        self.requests.recv().await.expect("the server runs")
    }
}

pub async fn read_request(socket: &mut (impl AsyncRead + Unpin)) -> String {
    let mut got = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&got).into_owned();
        if let Some(head) = text.find("\r\n\r\n") {
            let length = text
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length:")?
                        .trim()
                        .parse()
                        .ok()
                })
                .unwrap_or(0usize);
            if got.len() >= head + 4 + length {
                return text;
            }
        }
        match socket.read(&mut piece).await {
            Ok(0) | Err(_) => return text,
            Ok(n) => got.extend_from_slice(&piece[..n]),
        }
    }
}

/// Answers every name with these addresses and counts.
#[derive(Clone)]
pub struct Names(pub Vec<IpAddr>, pub Arc<AtomicUsize>);

impl Names {
    pub fn to(addresses: &[&str]) -> Self {
        Self(
            addresses.iter().map(|text| text.parse().unwrap()).collect(),
            Arc::default(),
        )
    }
    pub fn asked(&self) -> usize {
        self.1.load(Ordering::SeqCst)
    }
}

impl Lookup for Names {
    fn lookup(&self, _: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        self.1.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(self.0.clone()) })
    }
}

pub fn settings(base: &str) -> EgressSettings {
    let mut settings = EgressSettings::new("Parlance/test", vec![base.parse().unwrap()]);
    settings.media_suffixes = vec![".cdn.example".into()];
    settings
}

pub fn trusting(server: &Server) -> Egress {
    let mut settings = settings(&server.url("/"));
    settings.private_targets = PrivateTargets::Named(vec![("127.0.0.1".into(), server.at.port())]);
    Egress::new(settings).unwrap()
}
