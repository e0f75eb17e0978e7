//! Logs: lines for people or JSON for machines, in UTC, written by a thread of their own.
//!
//! What may stand in them is fixed by the security rules: ids, never texts, names, tokens, queries or headers.

use std::{
    io::{self, Write},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use tracing_subscriber::{
    Layer as _, fmt, fmt::MakeWriter, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::config::sections::{Log, LogFormat};

/// Installs the process's logs: JSON to standard output, lines for people to standard error. Panics are logged too.
/// Keep the guard: what is buffered is written when it is dropped.
#[must_use]
pub fn install(log: &Log) -> LogGuard {
    let (writer, guard) = match log.format {
        LogFormat::Json => Buffered::start(io::stdout()),
        LogFormat::Human => Buffered::start(io::stderr()),
    };
    let layer = match log.format {
        LogFormat::Json => fmt::layer()
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .with_writer(writer)
            .boxed(),
        LogFormat::Human => fmt::layer()
            .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
            .with_writer(writer)
            .boxed(),
    };
    // A second installation in one process (tests start several servers) keeps the first.
    let _ = tracing_subscriber::registry()
        .with(layer.with_filter(log.level.clone()))
        .try_init();
    log_panics();
    guard
}

/// A panic is a line in the log like everything else. Its message is not shown: it may hold what a user wrote.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a task panicked");
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
}

/// Past this a writer waits for the disk or terminal, so that a flood cannot take all memory.
const MOST_BUFFERED: usize = 1 << 20;

/// Lines go into a buffer and are written by one thread: a request never waits for a terminal or pipe.
#[derive(Clone)]
struct Buffered(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Something to write, or room again.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lines: Vec<u8>,
    closed: bool,
}

/// Writes what is left when it is dropped.
pub struct LogGuard {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    finished: AtomicBool,
}

impl Buffered {
    fn start(out: impl Write + Send + 'static) -> (Self, LogGuard) {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let writing = shared.clone();
        let thread = std::thread::Builder::new()
            .name("log".into())
            .spawn(move || writing.run(out))
            .ok();
        (
            Self(shared.clone()),
            LogGuard {
                shared,
                thread,
                finished: AtomicBool::new(false),
            },
        )
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, mut out: impl Write) {
        let mut taken = Vec::new();
        loop {
            {
                let mut state = self.lock();
                while state.lines.is_empty() && !state.closed {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                if state.lines.is_empty() {
                    return;
                }
                std::mem::swap(&mut taken, &mut state.lines);
            }
            self.changed.notify_all();
            // There is nobody to tell when the log itself cannot be written.
            let _ = out.write_all(&taken).and_then(|()| out.flush());
            taken.clear();
        }
    }
}

impl Drop for LogGuard {
    fn drop(&mut self) {
        if self.finished.swap(true, Ordering::Relaxed) {
            return;
        }
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Write for &Buffered {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut state = self.0.lock();
        while state.lines.len() > MOST_BUFFERED && !state.closed {
            state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Ok(line.len());
        }
        let was_empty = state.lines.is_empty();
        state.lines.extend_from_slice(line);
        drop(state);
        if was_empty {
            self.0.changed.notify_all();
        }
        Ok(line.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Buffered {
    type Writer = &'a Buffered;
    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);
    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_of_every_thread_is_written_before_the_guard_is_gone() {
        let kept = Kept::default();
        let (writer, guard) = Buffered::start(kept.clone());
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let writer = writer.clone();
                scope.spawn(move || {
                    for line in 0..1000 {
                        (&writer)
                            .write_all(format!("{thread}-{line}\n").as_bytes())
                            .unwrap();
                    }
                });
            }
        });
        drop(guard);
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 4000);
        assert!(text.contains("3-999\n"));
        // Afterwards lines are dropped, not kept for nobody.
        (&writer).write_all(b"late").unwrap();
    }
}
