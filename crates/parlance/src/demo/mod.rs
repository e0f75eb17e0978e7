//! The demonstration: Parlance and a simulated Meta in one process, with a company, its people and waiting customers.
//!
//! Everything is kept in the data folder: a second start goes on where the first one was.

mod seed;
mod welcome;
mod world;

use std::sync::Arc;

use parlance_engine::RequireSecondFactor;
use parlance_simulator::{Simulator, SimulatorConfig};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    apply,
    cli::Failure,
    config::Config,
    data_dir,
    web_app::EmbeddedApp,
    wiring::{Parlance, Surroundings},
};
pub use seed::users;

/// The two listeners of the demonstration.
pub struct Listeners {
    /// Of Parlance.
    pub parlance: TcpListener,
    /// Of the simulated Meta.
    pub simulator: TcpListener,
}

/// Runs until `stop`; `tell` gets the welcome once everything is ready.
pub async fn run(
    mut config: Config,
    listeners: Listeners,
    stop: CancellationToken,
    tell: impl FnOnce(String),
) -> Result<(), Failure> {
    // Everybody may sign in as anybody here: a second factor would keep them out and protect nothing.
    config.security.require_second_factor = RequireSecondFactor::Nobody;
    data_dir::prepare(&config.storage.data_dir)?;
    let meta = format!("http://{}", listeners.simulator.local_addr()?);
    let address = listeners.parlance.local_addr()?;
    let base = config.server.base_url(address);
    let simulator = Simulator::start(SimulatorConfig {
        data_dir: Some(config.storage.data_dir.join("simulator")),
        ..SimulatorConfig::new(meta.clone())
    })
    .await?;
    let simulator_stop = CancellationToken::new();
    let simulator_task = tokio::spawn(parlance_simulator::serve(
        simulator.clone(),
        listeners.simulator,
        Arc::new(EmbeddedApp),
        simulator_stop.clone(),
    ));

    let place = world::found(&simulator).await?;
    let surroundings = Surroundings {
        demo_users: seed::users(),
        ..Surroundings::default()
    };
    let parlance = Parlance::open(&config, address, surroundings).await?;
    apply::run(parlance.engine(), seed::document(&place)?, false).await?;
    let ending = stop.clone();
    let server = tokio::spawn(async move {
        let result = parlance.serve(&config, listeners.parlance, ending.clone()).await;
        // Whatever ended the server ends the demonstration.
        ending.cancel();
        result
    });
    let connected = world::connect(&simulator, &place, &base).await;
    let waiting = world::let_customers_in(&simulator, &place).await;
    match (connected, waiting) {
        (Ok(()), Ok(news)) => tell(welcome::text(&base, &meta, news)),
        (Err(error), _) | (_, Err(error)) => {
            stop.cancel();
            let _ = server.await;
            return Err(error.into());
        }
    }
    server.await??;
    simulator_stop.cancel();
    simulator_task.await??;
    Ok(())
}
