//! One run: everybody works, everything breaks, everything settles, the journals are compared.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use parlance_simulator::{Facts, facts};
use parlance_testkit::{
    Failure,
    meta::Meta,
    program::{Program, Setup},
};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    agent::{self, Crew, Desktop},
    backup::Copy,
    customers::{self, Crowd},
    evidence::Evidence,
    faults::{self, Stage},
    journal::{self, Journal},
    place::{Place, Store},
    plan::Plan,
    points::Points,
    random::Chance,
    rules::{self, Finding},
    viewers,
};

/// A slow machine may take so long to come to the end of everything.
const PATIENCE: Duration = Duration::from_mins(6);
/// Less is left to do every so often, or something is stuck.
const SETTLED_WITHIN: Duration = Duration::from_mins(1);
/// Nothing changed for so long: it is over.
const QUIET: Duration = Duration::from_millis(600);
/// What waits for its time is not waited for: the clock moves on, each time by so much more. What began while the clock
/// was an hour ahead waits for that hour.
const LEAP_MS: i64 = 70_000;
/// What the service asks of its agents.
const SERVICE: &str = r#"after_call_work = "0s"
dispositions = [{ name = "Done", kind = "final" }]"#;

/// How a run is made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program, built with its named points.
    pub binary: PathBuf,
    /// Faults in a run.
    pub faults: usize,
    /// Customers and what they do.
    pub crowd: Crowd,
    /// Agents.
    pub agents: usize,
    /// Points that are set until everything has settled, with their actions.
    pub points: Vec<(String, String)>,
    /// Where everything is stored.
    pub store: Store,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// What went wrong, and what that led to.
    pub faults: Vec<String>,
    /// Events that the platform told.
    pub events: usize,
    /// What was acknowledged: events by 200, replies by 202, accepted offers.
    pub acknowledged: usize,
    /// What must not be.
    pub findings: Vec<Finding>,
    /// How long it took.
    pub took: Duration,
    /// Where journals, database and log are, when they are worth a look.
    pub kept: Option<PathBuf>,
}

/// Runs a plan.
pub async fn run(plan: &Plan, settings: &Settings) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let folder = tempfile::Builder::new()
        .prefix(&format!("ledger-{}-", plan.seed))
        .tempdir()?;
    let mut scene = Scene::open(plan.seed, settings, &folder).await?;
    let told = scene.break_everything(plan, settings, folder.path()).await;
    let faults = match told {
        Ok(faults) => faults,
        Err(error) => {
            let log = scene.program.log();
            return Err(format!("seed {}: {error}\n{}", plan.seed, tail(&log)).into());
        }
    };
    let evidence = scene.gather(folder.path()).await?;
    let mut findings = rules::check(&evidence);
    for copy in std::mem::take(&mut scene.copies) {
        findings.extend(copy.check(&scene.program, &evidence.platform).await?);
    }
    findings.append(&mut scene.unsettled);
    let acknowledged_events = evidence
        .platform
        .told
        .iter()
        .filter(|told| told.acknowledged)
        .count();
    let kept = if findings.is_empty() {
        None
    } else {
        scene.keep(folder)?
    };
    Ok(Outcome {
        faults,
        events: evidence.platform.told.len(),
        acknowledged: acknowledged_events
            + evidence.desks.replies.len()
            + evidence.desks.accepted_offers.len(),
        findings,
        took: begun.elapsed(),
        kept,
    })
}

/// The program with its named points: `PARLANCE_BIN`, or the one that `scripts/ledger` has built beside this.
pub fn binary() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os("PARLANCE_BIN") {
        return Ok(path.into());
    }
    let own = std::env::current_exe()?;
    let found = own
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("parlance-failpoints"))
        .find(|path| path.exists());
    found.ok_or_else(|| "the program with named points is not built: run `scripts/ledger build` first".into())
}

struct Scene {
    place: Place,
    meta: Arc<Meta>,
    program: Program,
    points: Points,
    crew: Crew,
    desktops: Vec<Desktop>,
    clock_ms: i64,
    unsettled: Vec<Finding>,
    copies: Vec<Copy>,
}

impl Scene {
    async fn open(seed: u64, settings: &Settings, folder: &TempDir) -> Result<Self, Failure> {
        let folder = folder.path();
        let meta = Arc::new(Meta::start_in(Some(folder.join("platform"))).await?);
        let place = Place::make(settings.store, seed)?;
        let mut environment = place.environment();
        let file = folder.join("points");
        environment.push(("FAILPOINTS_FILE".to_owned(), file.display().to_string()));
        let points = Points::begin(&file)?;
        let program = Program::start(Setup {
            binary: faults::deaf(&settings.binary, folder)?,
            graph_url: format!("http://{}", meta.address),
            contact_center: meta.contact_center_with(settings.agents, SERVICE),
            environment,
        })
        .await?;
        meta.point_at(program.address).await?;
        for (point, action) in &settings.points {
            points.set(point, Some(action.clone()))?;
        }
        let crew = Crew {
            address: program.address,
            journal: Journal::begin(&folder.join("desks.jsonl"))?,
            stop: CancellationToken::new(),
            storm: watch::Sender::new(0),
            hands_off: Arc::new(AtomicBool::new(false)),
        };
        let mut desktops: Vec<Desktop> = (0..settings.agents)
            .map(|number| agent::open(&crew, &format!("agent{number}"), seed))
            .collect();
        desktops.push(agent::open(&crew, "vera", seed));
        Ok(Self {
            place,
            meta,
            program,
            points,
            crew,
            desktops,
            clock_ms: 0,
            unsettled: Vec::new(),
            copies: Vec::new(),
        })
    }

    async fn break_everything(
        &mut self,
        plan: &Plan,
        settings: &Settings,
        folder: &Path,
    ) -> Result<Vec<String>, Failure> {
        let enough = CancellationToken::new();
        let crowd = tokio::spawn(customers::write(
            Arc::clone(&self.meta),
            settings.crowd,
            plan.seed,
            enough.clone(),
        ));
        let mut told = Vec::new();
        let mut stage = Stage {
            meta: &self.meta,
            points: &self.points,
            crew: &self.crew,
            chance: Chance::new(plan.seed, "stage"),
            clock_ms: 0,
            folder,
            place: &self.place,
            copies: Vec::new(),
        };
        for step in &plan.steps {
            tokio::time::sleep(Duration::from_millis(step.pause_ms)).await;
            if self.program.ends_within(Duration::ZERO).await {
                return Err(format!("the program ended by itself before: {}", step.fault).into());
            }
            let came = stage.carry_out(&mut self.program, &step.fault).await?;
            told.push(match came {
                Some(came) => format!("{} ({came})", step.fault),
                None => step.fault.to_string(),
            });
        }
        enough.cancel();
        crowd.await??;
        faults::end_all(&stage).await?;
        self.clock_ms = stage.clock_ms;
        self.copies = stage.copies;
        self.settle().await?;
        // A new process would count their passings anew.
        for (point, _) in &settings.points {
            self.points.set(point, None)?;
        }
        // What was promised must be in the file, not in somebody's memory.
        self.program.kill_and_start().await?;
        self.settle().await?;
        Ok(told)
    }

    /// Waits until nothing waits any more, or patience ends: then the rules say what is stuck.
    async fn settle(&mut self) -> Result<(), Failure> {
        let begun = Instant::now();
        let (mut least, mut moved) = (i64::MAX, begun);
        let truth = self.place.truth(&self.program.data_dir());
        let mut quiet_since: Option<Instant> = None;
        let mut leap_at = begun + Duration::from_secs(3);
        let mut leap_ms = 0;
        while moved.elapsed() < SETTLED_WITHIN && begun.elapsed() < PATIENCE {
            let untold = self.meta.simulator.overview().events_waiting;
            let tasks: usize = self.desktops.iter().map(Desktop::open_tasks).sum();
            let waiting = truth.waiting()?;
            let over = untold == 0 && tasks == 0 && waiting.is_over();
            let left = waiting.sum() + i64::try_from(untold + tasks)?;
            if left < least {
                (least, moved) = (left, Instant::now());
            }
            match (over, quiet_since) {
                (true, Some(since)) if since.elapsed() > QUIET => return Ok(()),
                (true, None) => quiet_since = Some(Instant::now()),
                (true, Some(_)) => {}
                (false, _) => {
                    quiet_since = None;
                    self.meta.simulator.retry_now();
                    // Not over the heads of agents whose desktops ring: they would miss their offers.
                    if Instant::now() > leap_at && waiting.interactions == 0 {
                        leap_ms += LEAP_MS;
                        self.clock_ms += leap_ms;
                        self.points.set_clock(self.clock_ms)?;
                        leap_at = Instant::now() + Duration::from_secs(2);
                    }
                }
            }
            // Other processes settle: there is no event here to wait for.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let busy = self.desktops.iter().filter(|desktop| desktop.open_tasks() > 0);
        self.unsettled.extend(busy.map(|desktop| Finding {
            rule: "unsettled",
            what: format!(
                "{} has {} things left to do; last trouble: {}",
                desktop.name,
                desktop.open_tasks(),
                desktop.trouble()
            ),
        }));
        Ok(())
    }

    async fn gather(&self, folder: &Path) -> Result<Evidence, Failure> {
        self.crew.hands_off.store(true, Ordering::Relaxed);
        let truth = self.place.truth(&self.program.data_dir());
        let before = truth.read()?;
        let interactions: Vec<String> = before.interactions.into_iter().map(|(id, _)| id).collect();
        let agents: Vec<Desktop> = self.desktops.clone();
        let mut seen = viewers::look(self.program.address, &agents, &interactions).await?;
        // A conversation without an interaction is nobody's.
        let shown = before
            .messages
            .into_iter()
            .filter(|message| message.interaction_id.is_some());
        seen.stored_before = shown.map(|message| message.id).collect();
        // First nobody is shown anything more, then the database is read: what was shown must be in it.
        self.crew.stop.cancel();
        self.crew.journal.close();
        // What was acknowledged before is in it; what it calls sent, the platform has taken by then.
        let told = facts(&folder.join("platform"))?.told;
        let stored = truth.read()?;
        let accepted = facts(&folder.join("platform"))?.accepted;
        Ok(Evidence {
            platform: Facts { accepted, told },
            desks: journal::read(&folder.join("desks.jsonl"))?,
            stored,
            seen,
        })
    }

    /// Leaves everything where it is, with the program's data and log beside the journals.
    fn keep(self, folder: TempDir) -> Result<Option<PathBuf>, Failure> {
        let kept = folder.keep();
        std::fs::write(kept.join("server.log"), self.program.log())?;
        // A database on a server is gone with the run; its rows are in the findings.
        for entry in std::fs::read_dir(self.program.data_dir())? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), kept.join(entry.file_name()))?;
            }
        }
        Ok(Some(kept))
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.crew.stop.cancel();
    }
}

fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
