//! Hosts a simulator in memory with the pages of a built web app, for work on the pages:
//! `cargo run -p parlance-simulator --example host -- web/dist 127.0.0.1:9090`.

use std::path::PathBuf;
use std::sync::Arc;

use parlance_simulator::{PageAssets, Simulator, SimulatorConfig, serve};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

struct Folder(PathBuf);

impl PageAssets for Folder {
    fn get(&self, path: &str) -> Option<(String, Vec<u8>)> {
        if path.split('/').any(|part| part == "..") {
            return None;
        }
        let bytes = std::fs::read(self.0.join(path)).ok()?;
        let content_type = match path.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        Some((content_type.to_owned(), bytes))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "web/dist".to_owned()));
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:9090".to_owned());
    let listener = TcpListener::bind(&address).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let simulator = Simulator::start(SimulatorConfig::new(&url)).await?;
    let stop = CancellationToken::new();
    tokio::spawn({
        let stop = stop.clone();
        async move {
            let _ = tokio::signal::ctrl_c().await;
            stop.cancel();
        }
    });
    println!("{url}");
    serve(simulator, listener, Arc::new(Folder(folder)), stop).await?;
    Ok(())
}
