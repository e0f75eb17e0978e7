//! What both tests of `kill -9` begin with: a company at a simulated Meta, its agents, and the server they lose.

use std::sync::Arc;

use parlance_testkit::{
    Failure,
    meta::Meta,
    program::{Program, Setup, tested_binary},
};
use tokio_util::sync::CancellationToken;

use crate::{answerer::answer_everything, answers::Answers};

/// So many more messages may be written while the server is away.
const MEANWHILE: usize = 3;

/// A company whose agents answer everything.
pub struct Scene {
    /// The outside world.
    pub meta: Arc<Meta>,
    /// The server.
    pub program: Program,
    /// What the agents have answered.
    pub answers: Arc<Answers>,
    stop: CancellationToken,
}

impl Scene {
    /// Opens the company at a platform that may have a past. Customers write at most `ahead` messages more than are
    /// answered.
    pub async fn open(meta: Meta, agents: usize, ahead: usize) -> Result<Self, Failure> {
        let meta = Arc::new(meta);
        let program = Program::start(Setup {
            binary: tested_binary()?,
            graph_url: format!("http://{}", meta.address),
            contact_center: meta.contact_center(agents),
            environment: vec![],
        })
        .await?;
        meta.point_at(program.address).await?;
        let answers = Arc::new(Answers::new(ahead));
        let stop = CancellationToken::new();
        for number in 0..agents {
            tokio::spawn(answer_everything(
                program.address,
                format!("agent{number}"),
                Arc::clone(&answers),
                stop.clone(),
            ));
        }
        Ok(Self {
            meta,
            program,
            answers,
            stop,
        })
    }

    /// Kills the server each time so many answers have been acknowledged: then work is under way everywhere, and
    /// customers go on writing while it is away.
    pub async fn kill_after(&mut self, counts: impl IntoIterator<Item = usize>) -> Result<(), Failure> {
        for count in counts {
            self.answers.at_least(count).await?;
            self.answers.let_run_ahead(MEANWHILE);
            self.program.kill_and_start().await?;
            self.meta.simulator.retry_now();
        }
        Ok(())
    }

    /// The agents go home.
    pub fn close_desks(&self) {
        self.stop.cancel();
    }
}
