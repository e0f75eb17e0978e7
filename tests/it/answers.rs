//! Which texts of customers have an answer that the server has acknowledged, for everybody who waits for that.

use std::{collections::HashSet, sync::Mutex, time::Duration};

use parlance_testkit::Failure;
use tokio::sync::watch;

/// A bound for a hanging test, not a measure.
const PATIENCE: Duration = Duration::from_mins(3);

#[derive(Debug, Clone, Copy)]
struct Progress {
    answered: usize,
    /// So many more than are answered may be written.
    ahead: usize,
}

/// Answers the server has acknowledged, by the text they answer.
pub struct Answers {
    texts: Mutex<HashSet<String>>,
    progress: watch::Sender<Progress>,
}

impl Answers {
    /// None yet.
    pub fn new(ahead: usize) -> Self {
        Self {
            texts: Mutex::default(),
            progress: watch::Sender::new(Progress { answered: 0, ahead }),
        }
    }

    /// A text has its answer.
    pub fn acknowledge(&self, text: &str) {
        let mut texts = self.texts.lock().unwrap();
        texts.insert(text.to_owned());
        let answered = texts.len();
        self.progress.send_modify(|progress| progress.answered = answered);
    }

    /// Whether a text has its answer.
    pub fn has(&self, text: &str) -> bool {
        self.texts.lock().unwrap().contains(text)
    }

    /// All texts that have one.
    pub fn all(&self) -> HashSet<String> {
        self.texts.lock().unwrap().clone()
    }

    /// Customers may write so many more without being answered.
    pub fn let_run_ahead(&self, more: usize) {
        self.progress.send_modify(|progress| progress.ahead += more);
    }

    /// Waits until so many texts have an answer.
    pub async fn at_least(&self, count: usize) -> Result<(), Failure> {
        self.until(|progress| progress.answered >= count).await
    }

    /// Waits until a customer may write: the agents are not further behind than the test wants, so that the server has
    /// something to do to the end.
    pub async fn turn_to_write(&self, written: usize) -> Result<(), Failure> {
        self.until(|progress| written < progress.answered + progress.ahead)
            .await
    }

    async fn until(&self, holds: impl Fn(&Progress) -> bool) -> Result<(), Failure> {
        let mut progress = self.progress.subscribe();
        let waited = tokio::time::timeout(PATIENCE, progress.wait_for(|now| holds(now))).await;
        match waited {
            Ok(Ok(_)) => Ok(()),
            _ => Err(format!("waited too long: {:?}", *self.progress.borrow()).into()),
        }
    }
}
