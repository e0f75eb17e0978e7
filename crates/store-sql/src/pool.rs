//! The queues before a database and the threads behind them: one that writes, perhaps one that keeps deliveries beside
//! it, a few that read.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{Builder, JoinHandle},
};

use parlance_store::{
    StoreError,
    unit::{ReadUnit, WriteUnit},
};

/// Units of work in one commit, at most.
pub const MAX_BATCH: usize = 512;
/// Units of work that may wait before new ones are refused.
const WRITE_QUEUE: usize = 16_384;
/// Reads that may wait before new ones are refused.
const READ_QUEUE: usize = 4_096;
/// Connections that read.
const READERS: usize = 4;

/// The units of work that wait for the writer.
pub struct Waiting(Receiver<Box<dyn WriteUnit>>);

impl Waiting {
    /// Waits for units and takes all that are there, up to [`MAX_BATCH`]; `false`: the store closes. No timer: a group
    /// forms while the one before it is being flushed.
    pub fn next_group(&self, group: &mut Vec<Box<dyn WriteUnit>>) -> bool {
        let Ok(first) = self.0.recv() else { return false };
        group.push(first);
        while group.len() < MAX_BATCH {
            let Ok(next) = self.0.try_recv() else { break };
            group.push(next);
        }
        true
    }
}

/// How a thread that reads gets a connection, and reads on it.
pub trait Reads: Send + Sync + 'static {
    /// A connection.
    type Connection;
    /// Opens one.
    fn open(&self) -> Result<Self::Connection, StoreError>;
    /// Runs a read on one snapshot; says whether the connection is still good.
    fn run(&self, connection: &Self::Connection, unit: Box<dyn ReadUnit>) -> bool;
}

/// Runs a unit that reads; its panic is told and costs nobody else anything. Says whether it went well.
pub fn caught(read: impl FnOnce()) -> bool {
    let ran = catch_unwind(AssertUnwindSafe(read)).is_ok();
    if !ran {
        tracing::error!("a read panicked");
    }
    ran
}

/// A queue's beginning; none when it is closed.
type Inlet<U> = Mutex<Option<SyncSender<Box<U>>>>;

/// The running threads. Closed (or dropped), they finish what waits and end.
pub struct Pool {
    write: Inlet<dyn WriteUnit>,
    /// Deliveries, where they do not wait with the other units.
    keep: Option<Inlet<dyn WriteUnit>>,
    read: Inlet<dyn ReadUnit>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    /// Starts a thread that runs `write`, perhaps one that runs `keep`, and threads that read.
    pub fn start(
        write: impl FnOnce(Waiting) + Send + 'static,
        keep: Option<impl FnOnce(Waiting) + Send + 'static>,
        reads: impl Reads,
    ) -> std::io::Result<Self> {
        let (write_sender, writer) = writing("store-writer", write)?;
        let (keep_sender, keeper) = keep
            .map(|keep| writing("store-keeper", keep))
            .transpose()?
            .unzip();
        let (read_sender, read_queue) = sync_channel(READ_QUEUE);
        let (reads, read_queue) = (Arc::new(reads), Arc::new(Mutex::new(read_queue)));
        let mut threads: Vec<_> = std::iter::once(writer).chain(keeper).collect();
        for number in 0..READERS {
            let (reads, queue) = (reads.clone(), read_queue.clone());
            let name = format!("store-reader-{number}");
            threads.push(Builder::new().name(name).spawn(move || serve(&*reads, &queue))?);
        }
        Ok(Self {
            write: Mutex::new(Some(write_sender)),
            keep: keep_sender.map(|sender| Mutex::new(Some(sender))),
            read: Mutex::new(Some(read_sender)),
            threads: Mutex::new(threads),
        })
    }

    /// Queues a unit of work.
    pub fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        hand_over(&self.write, unit)
    }

    /// Queues a delivery.
    pub fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        hand_over(self.keep.as_ref().unwrap_or(&self.write), unit)
    }

    /// Queues a read.
    pub fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        hand_over(&self.read, unit)
    }

    /// Finishes what is queued and ends the threads; later calls are refused.
    pub fn close(&self) {
        for queue in self.keep.iter().chain([&self.write]) {
            drop(queue.lock().ok().and_then(|mut queue| queue.take()));
        }
        drop(self.read.lock().ok().and_then(|mut queue| queue.take()));
        let threads = self
            .threads
            .lock()
            .map(|mut threads| std::mem::take(&mut *threads))
            .unwrap_or_default();
        for thread in threads {
            let _ = thread.join();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

/// A thread that writes what comes through a queue.
type Writing = (SyncSender<Box<dyn WriteUnit>>, JoinHandle<()>);

fn writing(name: &str, write: impl FnOnce(Waiting) + Send + 'static) -> std::io::Result<Writing> {
    let (sender, queue) = sync_channel(WRITE_QUEUE);
    let thread = Builder::new()
        .name(name.into())
        .spawn(move || write(Waiting(queue)))?;
    Ok((sender, thread))
}

/// Hands a unit to a queue without waiting.
fn hand_over<U: ?Sized>(queue: &Inlet<U>, unit: Box<U>) -> Result<(), StoreError> {
    let guard = queue
        .lock()
        .map_err(|_| StoreError::Unavailable("a store thread has panicked".into()))?;
    let Some(sender) = guard.as_ref() else {
        return Err(StoreError::Unavailable("closed".into()));
    };
    sender.try_send(unit).map_err(|error| match error {
        TrySendError::Full(_) => StoreError::Busy,
        TrySendError::Disconnected(_) => StoreError::Unavailable("a store thread has ended".into()),
    })
}

/// One thread that reads: a connection that is not good any more is given up.
fn serve<R: Reads>(reads: &R, queue: &Mutex<Receiver<Box<dyn ReadUnit>>>) {
    let mut connection: Option<R::Connection> = None;
    loop {
        let Ok(unit) = queue.lock().unwrap_or_else(PoisonError::into_inner).recv() else {
            return;
        };
        if connection.is_none() {
            match reads.open() {
                Ok(opened) => connection = Some(opened),
                Err(error) => {
                    unit.fail(error);
                    continue;
                }
            }
        }
        if let Some(open) = &connection
            && !reads.run(open, unit)
        {
            connection = None;
        }
    }
}
