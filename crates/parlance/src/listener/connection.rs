//! One connection: TLS if asked for, then HTTP/1.1 until it ends, is idle too long, or the server stops.

use std::{net::SocketAddr, pin::pin, sync::Arc};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use super::{Limits, Tls, gate::Pass, guarded::Guarded};

/// What all connections share.
pub(super) struct Connection {
    pub(super) router: Router,
    pub(super) tls: Option<Arc<Tls>>,
    pub(super) limits: Limits,
    /// The server stops: finish what is under way.
    pub(super) stop: CancellationToken,
    /// The deadline has passed: end now.
    pub(super) cut: CancellationToken,
}

impl Connection {
    /// Runs a connection to its end.
    pub(super) async fn run(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, pass: Pass) {
        // Answers are small; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let serving = async {
            match &self.tls {
                None => self.speak(Guarded::new(stream, pass), peer).await,
                Some(tls) => match tokio::time::timeout(self.limits.header_timeout, tls.accept(stream)).await
                {
                    Ok(Ok(stream)) => self.speak(Guarded::new(stream, pass), peer).await,
                    Ok(Err(error)) => tracing::debug!(%error, "TLS handshake failed"),
                    Err(_) => tracing::debug!("TLS handshake took too long"),
                },
            }
        };
        tokio::select! {
            () = self.cut.cancelled() => {}
            () = serving => {}
        }
    }

    async fn speak<S>(&self, stream: S, peer: SocketAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let router = self.router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request.map(Body::new))
        });
        let serving = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.header_timeout)
            .max_buf_size(self.limits.header_bytes)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut serving = pin!(serving);
        let result = tokio::select! {
            result = serving.as_mut() => result,
            () = self.stop.cancelled() => {
                serving.as_mut().graceful_shutdown();
                serving.await
            }
        };
        if let Err(error) = result {
            tracing::debug!(%error, "connection ended early");
        }
    }
}
