//! Hosting a simulator on a listener. Unlike a plain router this can cut a connection without an answer,
//! which a fault may ask for.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use crate::SimulatorError;
use crate::graph::Cut;
use crate::pages::PageAssets;
use crate::simulator::Simulator;

/// How long a connection may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long open calls may take to end at a stop.
const GRACE: Duration = Duration::from_secs(3);

/// The service's way to say: close this connection, answer nothing.
#[derive(Debug, thiserror::Error)]
#[error("the connection was cut on purpose")]
struct CutOnPurpose;

/// Serves a simulator until `shutdown` is cancelled, then lets open calls end and stops it.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    simulator: Simulator,
    listener: TcpListener,
    assets: Arc<dyn PageAssets>,
    shutdown: CancellationToken,
) -> Result<(), SimulatorError> {
    let router = simulator.router(assets);
    let connections = TaskTracker::new();
    loop {
        let stream = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => return Err(SimulatorError::Listener(error)),
            },
        };
        connections.spawn(connection(stream, router.clone(), shutdown.clone()));
    }
    // Open event streams end when the simulator's own work stops.
    simulator.platform.stop.cancel();
    connections.close();
    let _ = tokio::time::timeout(GRACE, connections.wait()).await;
    simulator.shutdown().await;
    Ok(())
}

/// A client that went away before it was accepted, or a moment without free descriptors.
fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) || matches!(error.raw_os_error(), Some(23 | 24))
}

async fn connection(stream: TcpStream, router: Router, shutdown: CancellationToken) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let router = router.clone();
        async move {
            let answered: Result<_, Infallible> = router.oneshot(request.map(Body::new)).await;
            let response = answered.unwrap_or_else(|never| match never {});
            if response.extensions().get::<Cut>().is_some() {
                Err(CutOnPurpose)
            } else {
                Ok(response)
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let result = tokio::select! {
        result = &mut connection => result,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "a connection to the simulator ended early");
    }
}
