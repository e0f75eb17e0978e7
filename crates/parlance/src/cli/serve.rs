//! `parlance serve`

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Common, Failure};
use crate::{config::Config, signals, telemetry, wiring};

/// Run the server
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port to listen on [default: 127.0.0.1:8420]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Address under which browsers and platforms reach this server, e.g. https://chat.example.com
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Where the database is: sqlite:/var/lib/parlance/parlance.db or postgres://user:password@host/parlance
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// `human` or `json`
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let sources = common
        .sources()
        .flag("--listen", "listen", args.listen)
        .flag("--public-url", "public_url", args.public_url)
        .flag("--database-url", "database_url", args.database_url)
        .flag("--log-format", "log.format", args.log_format)
        .flag("--log-level", "log.level", args.log_level);
    let config = Config::load(&sources)?;
    let _logs = telemetry::install_logs(&config.log);
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = bind(&config).await?;
        let stop = CancellationToken::new();
        signals::stop_on_signals(stop.clone())?;
        wiring::run(config, listener, stop).await?;
        Ok(())
    })
}

pub(super) async fn bind(config: &Config) -> Result<TcpListener, Failure> {
    let address = config.server.listen;
    TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!(
            "Cannot listen on {address}: {error}. Choose another address with --listen."
        ))
    })
}
