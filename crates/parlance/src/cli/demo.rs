//! `parlance demo`

use tokio_util::sync::CancellationToken;

use super::{Common, Failure, simulator::bind};
use crate::{
    config::Config,
    demo::{self, Listeners},
    signals, telemetry,
};

/// Run Parlance and a simulated Meta with a seeded company; again goes on where it was
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port of Parlance [default: 127.0.0.1:8420]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// error, warn, info, debug or trace [default: warn]
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

/// A folder of its own: the demonstration's people have well-known passwords.
const FOLDER: &str = "./parlance-demo";

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let folder = common.data_dir.clone().unwrap_or_else(|| FOLDER.into());
    let sources = common
        .sources()
        .flag("--data-dir", "data_dir", Some(folder))
        .flag("--listen", "listen", args.listen)
        .flag(
            "--log-level",
            "log.level",
            Some(args.log_level.unwrap_or_else(|| "warn".into())),
        );
    let mut config = Config::load(&sources)?;
    let _logs = telemetry::install_logs(&config.log);
    tokio::runtime::Runtime::new()?.block_on(async {
        let listeners = Listeners {
            parlance: super::serve::bind(&config).await?,
            simulator: bind(config.simulator.listen).await?,
        };
        let meta = format!("http://{}", listeners.simulator.local_addr()?);
        config.meta.graph_url = meta.parse()?;
        config.media.private_targets = true;
        let open = !config.server.listen.ip().is_loopback();
        let stop = CancellationToken::new();
        signals::stop_on_signals(stop.clone())?;
        demo::run(config, listeners, stop, |welcome| {
            let _ = super::print(&welcome);
            if open {
                eprintln!("  Others can reach this demonstration, and its passwords are well known.\n");
            }
        })
        .await?;
        super::print("\n  Stopped. Nothing is lost.\n")
    })
}
