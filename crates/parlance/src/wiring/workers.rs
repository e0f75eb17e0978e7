//! The workers: started before anything is served, ended after it.

use std::{sync::Arc, time::Duration};

use parlance_engine::{
    Engine,
    floor::start_floor_workers,
    health::start_health_worker,
    history::fill_gaps,
    inbound::start_inbound_worker,
    jobs::start_job_worker,
    outbound::{hold_back_restored, start_action_worker, start_outbox_worker},
    presence::{presence_queue, reset_after_start},
};
use parlance_http::Desktops;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Parlance, RunError, accounts};

/// Workers finish what they are doing; a call to a platform may take this long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Everything that runs in the background.
pub(super) struct Workers {
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

/// Brings memory and presence up to date with the database and starts the workers.
pub(super) async fn start(parlance: &Parlance) -> Result<Workers, RunError> {
    let Parlance {
        engine, hub, wakers, ..
    } = parlance;
    let stop = CancellationToken::new();
    engine.reload_accounts().await?;
    reset_after_start(engine).await?;
    if let Some(held) = hold_back_restored(engine).await? {
        tracing::warn!(
            held,
            "this is a restored backup: what waited to be sent is held back for agents to decide"
        );
    }
    fill_gaps(engine).await;
    let (presence, inbox) = presence_queue();
    hub.attach(Arc::new(Desktops::new(engine.clone(), Arc::new(presence))));
    let mut tasks = start_floor_workers(engine, wakers, inbox, &stop);
    tasks.push(start_inbound_worker(Engine::clone(engine), wakers, stop.clone()));
    tasks.push(start_outbox_worker(Engine::clone(engine), wakers, stop.clone()));
    tasks.push(start_action_worker(Engine::clone(engine), stop.clone()));
    tasks.push(start_job_worker(Engine::clone(engine), wakers, stop.clone()));
    tasks.push(start_health_worker(Engine::clone(engine), stop.clone()));
    tasks.push(parlance.disk.clone().start_watch(stop.clone()));
    tasks.push(accounts::start_watch(engine.clone(), stop.clone()));
    Ok(Workers { stop, tasks })
}

impl Workers {
    /// Ends them; one that does not end is left behind with the process.
    pub(super) async fn end(self) {
        self.stop.cancel();
        let ended = async {
            for task in self.tasks {
                if let Err(error) = task.await {
                    tracing::error!(%error, "a worker had panicked");
                }
            }
        };
        if tokio::time::timeout(PATIENCE, ended).await.is_err() {
            tracing::warn!("some workers did not end in time; their work goes on at the next start");
        }
    }
}
