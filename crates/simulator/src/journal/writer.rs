//! A thread that writes whatever is waiting, then syncs once: many transactions share one fsync.

use std::fs::File;
use std::io::Write as _;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread::JoinHandle;

use tokio::sync::watch;

use super::{Progress, Receipt};

/// Bytes gathered before a sync is forced.
const GROUP_BYTES: usize = 4 << 20;

/// Appends lines to a file; whoever waits for a line's receipt knows that it is on disk.
pub struct Writer {
    state: Mutex<State>,
    progress: watch::Receiver<Progress>,
}

struct State {
    sender: Option<mpsc::Sender<Vec<u8>>>,
    thread: Option<JoinHandle<()>>,
    appended: u64,
}

impl Writer {
    /// Starts the thread that writes.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(file: File) -> std::io::Result<Self> {
        let (sender, lines) = mpsc::channel::<Vec<u8>>();
        let (report, progress) = watch::channel(Progress::default());
        let thread = std::thread::Builder::new()
            .name("simulator-journal".to_owned())
            .spawn(move || write_groups(file, &lines, &report))?;
        let state = State {
            sender: Some(sender),
            thread: Some(thread),
            appended: 0,
        };
        Ok(Self {
            state: Mutex::new(state),
            progress,
        })
    }

    /// Hands over a line with its end.
    pub fn append(&self, line: Vec<u8>) -> Receipt {
        let mut state = self.state.lock().expect("no panic while holding it");
        state.appended += 1;
        if let Some(sender) = &state.sender {
            // A stopped writer shows in the progress: the receipt will never be redeemed.
            let _ = sender.send(line);
        }
        Receipt {
            seq: state.appended,
            progress: Some(self.progress.clone()),
        }
    }

    /// Waits for everything handed over and stops. Later lines are refused.
    pub fn close(&self) {
        let mut state = self.state.lock().expect("no panic while holding it");
        state.sender = None;
        if let Some(thread) = state.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

fn write_groups(mut file: File, lines: &mpsc::Receiver<Vec<u8>>, report: &watch::Sender<Progress>) {
    let mut durable = 0_u64;
    while let Ok(mut group) = lines.recv() {
        let mut count = 1;
        while group.len() < GROUP_BYTES
            && let Ok(line) = lines.try_recv()
        {
            group.extend_from_slice(&line);
            count += 1;
        }
        if let Err(error) = file.write_all(&group).and_then(|()| file.sync_data()) {
            tracing::error!(%error, "the simulator's journal cannot be written");
            report.send_modify(|progress| progress.failed = Some(error.to_string().into()));
            return;
        }
        durable += count;
        report.send_modify(|progress| progress.durable = durable);
    }
}
