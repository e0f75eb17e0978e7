//! `parlance simulator`: a Meta to practise on, and crowds of customers in it.

use std::{io::Write as _, net::SocketAddr, sync::Arc};

use clap::Subcommand;
use parlance_simulator::{CrowdParams, CrowdProgress, Simulator, SimulatorConfig};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Common, Failure};
use crate::{config::Config, data_dir, signals, telemetry, web_app::EmbeddedApp};

/// Run a simulated Meta: Graph API, webhooks, customers' phones, app dashboard
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    /// Address and port to listen on [default: 127.0.0.1:8421]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Address under which its pages and media are reached [default: the listening address]
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Keep nothing: forget everything at the end
    #[arg(long)]
    in_memory: bool,
    /// `human` or `json`
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    #[command(subcommand)]
    command: Option<SimulatorCommand>,
}

#[derive(Debug, Subcommand)]
enum SimulatorCommand {
    /// Let a crowd of customers write to a page of a running simulator
    Crowd(CrowdArgs),
}

#[derive(Debug, clap::Args)]
struct CrowdArgs {
    /// How many customers
    #[arg(long, default_value_t = 20)]
    customers: u32,
    /// Messages per second over all customers, e.g. 20/s or 90/min
    #[arg(long, default_value = "2/s", value_parser = per_second)]
    rate: f64,
    /// Messages per customer
    #[arg(long, default_value_t = 4)]
    messages: u32,
    /// Id of the page they write to [default: the first one]
    #[arg(long)]
    page: Option<String>,
    /// The same seed gives the same customers and words
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write on without waiting for answers
    #[arg(long)]
    no_wait: bool,
    /// Where the simulator is [default: where `simulator.listen` says]
    #[arg(long, value_name = "URL")]
    simulator: Option<String>,
}

/// `20/s`, `90/min`, or a bare number per second.
fn per_second(text: &str) -> Result<f64, String> {
    let wrong = || format!("`{text}` is no rate; write it like 20/s or 90/min");
    let (number, seconds) = match text.split_once('/') {
        None | Some((_, "s")) => (text.trim_end_matches("/s"), 1.0),
        Some((number, "min")) => (number, 60.0),
        Some(_) => return Err(wrong()),
    };
    number
        .trim()
        .parse::<f64>()
        .map(|number| number / seconds)
        .map_err(|_| wrong())
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let sources = common
        .sources()
        .flag("--listen", "simulator.listen", args.listen)
        .flag("--log-format", "log.format", args.log_format);
    let config = Config::load(&sources)?;
    let _logs = telemetry::install_logs(&config.log);
    let runtime = tokio::runtime::Runtime::new()?;
    match args.command {
        None => runtime.block_on(host(&config, args.address, args.in_memory)),
        Some(SimulatorCommand::Crowd(crowd)) => runtime.block_on(send_crowd(&config, crowd)),
    }
}

async fn host(config: &Config, address: Option<String>, in_memory: bool) -> Result<(), Failure> {
    let listener = bind(config.simulator.listen).await?;
    let listening = listener.local_addr()?;
    let address = address.unwrap_or_else(|| format!("http://{listening}"));
    let mut settings = SimulatorConfig::new(address.clone());
    if !in_memory {
        data_dir::prepare(&config.storage.data_dir)?;
        settings.data_dir = Some(config.storage.data_dir.join("simulator"));
    }
    let simulator = Simulator::start(settings).await?;
    let stop = CancellationToken::new();
    signals::stop_on_signals(stop.clone())?;
    tracing::info!(address = %listening, url = %address, "the simulator listens");
    parlance_simulator::serve(simulator, listener, Arc::new(EmbeddedApp), stop).await?;
    tracing::info!("the simulator has stopped");
    Ok(())
}

/// Listens, or says what to do.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!(
            "Cannot listen on {address}: {error}. Is it running already? Choose another address with \
             --set simulator.listen=ADDR."
        ))
    })
}

async fn send_crowd(config: &Config, args: CrowdArgs) -> Result<(), Failure> {
    let simulator = args
        .simulator
        .unwrap_or_else(|| format!("http://{}", config.simulator.listen));
    let params = CrowdParams {
        page_id: args.page,
        customers: args.customers,
        rate: args.rate,
        messages: args.messages,
        seed: args.seed,
        wait_for_answer: !args.no_wait,
        ..CrowdParams::default()
    };
    let stop = CancellationToken::new();
    signals::stop_on_signals(stop.clone())?;
    let done = parlance_simulator::run_crowd(&simulator, &params, stop, report).await?;
    eprintln!();
    super::print(&format!(
        "{} of {} messages written, {} delivered, {} answers; {} customers finished, {} gave up, in {:.1} s.\n",
        done.sent, done.planned, done.delivered, done.answers, done.finished, done.gave_up, done.seconds
    ))
}

/// One line that is written over and over.
fn report(progress: &CrowdProgress) {
    let CrowdProgress {
        sent,
        planned,
        delivered,
        answers,
        waiting,
        ..
    } = progress;
    eprint!("\r{sent}/{planned} written, {delivered} delivered, {answers} answers, {waiting} waiting   ");
    let _ = std::io::stderr().flush();
}

#[cfg(test)]
mod tests {
    use super::per_second;

    #[test]
    fn rates_have_a_unit_or_are_per_second() {
        assert_eq!(per_second("20/s"), Ok(20.0));
        assert_eq!(per_second("90/min"), Ok(1.5));
        assert_eq!(per_second("0.5"), Ok(0.5));
        assert!(per_second("20/h").is_err() && per_second("many").is_err());
    }
}
