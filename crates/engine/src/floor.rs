//! The floor's workers: routing, deadlines, desktops that come and go.

use std::sync::Arc;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    Engine,
    dispatch::worker as dispatch_worker,
    presence::{PresenceInbox, run as presence_run},
    timers,
    wake::Wakers,
};

/// Starts them. Call [`crate::presence::reset_after_start`] before, and accept sockets after it. They end at shutdown;
/// what they were doing is finished first.
pub fn start_floor_workers(
    engine: &Engine,
    wakers: &Arc<Wakers>,
    inbox: PresenceInbox,
    shutdown: &CancellationToken,
) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(dispatch_worker::work(
            engine.clone(),
            Arc::clone(wakers),
            shutdown.clone(),
        )),
        tokio::spawn(timers::work(engine.clone(), Arc::clone(wakers), shutdown.clone())),
        tokio::spawn(presence_run(engine.clone(), inbox, shutdown.clone())),
    ]
}
