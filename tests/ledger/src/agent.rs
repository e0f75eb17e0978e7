//! Agents who accept everything, answer every message once and wrap up what is over, whatever happens to the server.
//!
//! They trust acknowledgements alone, and note each on disk. After a break they go on with the stream where they were,
//! or begin again from a snapshot, as the seed says.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use parlance_testkit::{
    Failure,
    http_client::Answer,
    person::{Person, Socket, next_frame},
};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    evidence::Frame,
    journal::{Entry, Journal},
    random::Chance,
    replica::Replica,
};

/// An agent asks no server longer than this before trying anew.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two tries of what has failed.
const BREATH: Duration = Duration::from_millis(50);
/// What is left to do is looked at this often when nothing comes.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What all desktops of a run share.
#[derive(Clone)]
pub struct Crew {
    /// Where the server is.
    pub address: SocketAddr,
    /// What was promised.
    pub journal: Journal,
    /// All go home.
    pub stop: CancellationToken,
    /// Moved on, it breaks every connection at once.
    pub storm: watch::Sender<u64>,
    /// Nobody does anything more: what is shown may be compared.
    pub hands_off: Arc<AtomicBool>,
}

/// A desktop, as others may look at it.
#[derive(Clone, Default)]
pub struct Desktop {
    /// Whose it is.
    pub name: String,
    shown: Arc<Mutex<Option<(Person, Replica)>>>,
    open_tasks: Arc<AtomicUsize>,
    trouble: Arc<Mutex<String>>,
}

impl Desktop {
    /// Who sits there, and what they see; nothing before the first sign-in.
    pub(crate) fn look(&self) -> Option<(Person, Replica)> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What broke the last connection.
    pub fn trouble(&self) -> String {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Messages to be answered, interactions to be wrapped up.
    pub fn open_tasks(&self) -> usize {
        self.open_tasks.load(Ordering::Relaxed)
    }
}

/// Opens a desktop.
pub fn open(crew: &Crew, name: &str, seed: u64) -> Desktop {
    let desktop = Desktop {
        name: name.to_owned(),
        ..Desktop::default()
    };
    let agent = Agent {
        crew: crew.clone(),
        desktop: desktop.clone(),
        chance: Chance::new(seed, name),
        person: None,
        replica: None,
        connections: 0,
        to_answer: BTreeMap::new(),
        answered: BTreeSet::new(),
        to_wrap_up: BTreeSet::new(),
        looked_into: BTreeSet::new(),
        disposition: Value::Null,
    };
    tokio::spawn(agent.live());
    desktop
}

struct Agent {
    crew: Crew,
    desktop: Desktop,
    chance: Chance,
    person: Option<Person>,
    replica: Option<Replica>,
    connections: u32,
    /// Customers' messages by id: where, and what they say.
    to_answer: BTreeMap<String, (String, String)>,
    answered: BTreeSet<String>,
    to_wrap_up: BTreeSet<String>,
    looked_into: BTreeSet<String>,
    disposition: Value,
}

impl Agent {
    async fn live(mut self) {
        let stop = self.crew.stop.clone();
        let live = async {
            loop {
                // A failure is a break of the connection: there is nothing to do but to begin again.
                if let Err(error) = self.work().await {
                    let mut trouble = self
                        .desktop
                        .trouble
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner);
                    *trouble = error.to_string();
                }
                tokio::time::sleep(BREATH).await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = live => {}
        }
    }

    async fn work(&mut self) -> Result<(), Failure> {
        let mut storm = self.crew.storm.subscribe();
        let mut socket = in_time(self.connect()).await?;
        loop {
            self.show();
            if !self.crew.hands_off.load(Ordering::Relaxed) {
                in_time(self.act()).await?;
                self.show();
            }
            tokio::select! {
                frame = next_frame(&mut socket) => {
                    if !self.hear(&frame?)? {
                        return Ok(());
                    }
                }
                _ = storm.changed() => return Ok(()),
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    fn show(&self) {
        let shown = self.person.clone().zip(self.replica.clone());
        *self.desktop.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        let open = self.to_answer.len() + self.to_wrap_up.len();
        self.desktop.open_tasks.store(open, Ordering::Relaxed);
    }

    async fn connect(&mut self) -> Result<Socket, Failure> {
        let person = if let Some(person) = &self.person {
            person.clone()
        } else {
            let person = Person::sign_in(self.crew.address, None, &self.desktop.name).await?;
            self.person.insert(person).clone()
        };
        self.connections += 1;
        if let Some(replica) = &self.replica
            && self.chance.percent(50)
        {
            return person.listen(replica.seq).await;
        }
        let (socket, desk) = person.connect().await?;
        // What was told before the snapshot may be outdated by what was missed.
        self.replica = Some(Replica::of(&desk));
        self.looked_into.clear();
        let services = desk["services"].as_array().into_iter().flatten();
        let mut dispositions =
            services.flat_map(|service| service["dispositions"].as_array().into_iter().flatten());
        self.disposition = dispositions
            .find(|disposition| disposition["kind"] == "final")
            .map_or(Value::Null, |disposition| disposition["id"].clone());
        Ok(socket)
    }

    /// Takes in a frame; `false` when the connection is of no more use.
    fn hear(&mut self, frame: &Value) -> Result<bool, Failure> {
        let kind = frame["kind"].as_str().unwrap_or_default();
        let Some(seq) = frame["seq"].as_i64().filter(|_| kind.contains('.')) else {
            match kind {
                "reset" => self.replica = None,
                "signed_out" => (self.person, self.replica) = (None, None),
                _ => return Ok(true),
            }
            return Ok(false);
        };
        let frame = Frame {
            seq,
            kind: kind.to_owned(),
            data: frame["data"].clone(),
        };
        self.crew.journal.note(Entry::Frame {
            connection: format!("{} {}", self.desktop.name, self.connections),
            seq,
            kind: frame.kind.clone(),
            data: frame.data.clone(),
        })?;
        if let Some(replica) = &mut self.replica {
            replica.apply(&frame);
        }
        if frame.kind == "message.changed" {
            self.consider(&frame.data);
        }
        Ok(true)
    }

    /// A customer's message is to be answered once.
    fn consider(&mut self, message: &Value) {
        let (Some(id), Some(interaction)) = (message["id"].as_str(), message["interaction_id"].as_str())
        else {
            return;
        };
        let held = self
            .replica
            .as_ref()
            .is_some_and(|replica| replica.desk.interactions.contains_key(interaction));
        if held && message["direction"] == "inbound" && !self.answered.contains(id) {
            let text = message["parts"][0]["text"].as_str().unwrap_or_default();
            self.to_answer
                .insert(id.to_owned(), (interaction.to_owned(), text.to_owned()));
        }
    }

    async fn act(&mut self) -> Result<(), Failure> {
        let Some((person, replica)) = self.person.clone().zip(self.replica.clone()) else {
            return Ok(());
        };
        if replica.desk.availability != "ready" {
            person.become_ready().await?;
        }
        for offer in replica.desk.offers.keys() {
            self.accept(&person, offer).await?;
        }
        for (interaction, (_, state)) in &replica.desk.interactions {
            if state == "active" && self.looked_into.insert(interaction.clone()) {
                let read = self.look_into(&person, interaction).await;
                if read.is_err() {
                    self.looked_into.remove(interaction);
                }
                read?;
            }
        }
        for (message, (interaction, text)) in self.to_answer.clone() {
            self.answer(&person, &message, &interaction, &text).await?;
        }
        for interaction in self.to_wrap_up.clone() {
            self.wrap_up(&person, &interaction).await?;
        }
        Ok(())
    }

    async fn accept(&mut self, person: &Person, offer: &str) -> Result<(), Failure> {
        let path = format!("/api/v1/offers/{offer}/accept");
        let answer = person.call("POST", &path, Some(json!({}))).await?;
        match answer.status {
            200 => {
                let accepted = Entry::Accepted(offer.to_owned());
                self.crew.journal.acknowledge(accepted).await
            }
            // It came back to the queue meanwhile; an event says so.
            404 | 409 => Ok(()),
            _ => self.refused("accepting", &answer),
        }
    }

    /// Reads what was said before the interaction came here.
    async fn look_into(&mut self, person: &Person, interaction: &str) -> Result<(), Failure> {
        let detail = person.get(&format!("/api/v1/interactions/{interaction}")).await?;
        for message in detail["messages"].as_array().into_iter().flatten() {
            if message["interaction_id"] == interaction {
                self.consider(message);
            }
        }
        Ok(())
    }

    async fn answer(
        &mut self,
        person: &Person,
        message: &str,
        interaction: &str,
        text: &str,
    ) -> Result<(), Failure> {
        // Not what the customer said: that may be another text by the next try.
        let words = format!("Answer to {message}");
        let client_msg_id = format!("re-{message}");
        let body = json!({ "client_msg_id": client_msg_id, "text": words });
        let path = format!("/api/v1/interactions/{interaction}/messages");
        // An impatient finger: the same reply over two connections at once.
        let twice = self.chance.percent(15);
        let (first, second) = tokio::join!(person.call("POST", &path, Some(body.clone())), async {
            if twice {
                person.call("POST", &path, Some(body.clone())).await.ok()
            } else {
                None
            }
        });
        let mut settled = false;
        for answer in [second, Some(first?)].into_iter().flatten() {
            match answer.status {
                202 => {
                    let stored: Value = serde_json::from_str(&answer.body)?;
                    let reply = Entry::Reply {
                        interaction_id: interaction.to_owned(),
                        client_msg_id: client_msg_id.clone(),
                        message_id: stored["id"].as_str().unwrap_or_default().to_owned(),
                        text: words.clone(),
                    };
                    self.crew.journal.acknowledge(reply).await?;
                    settled = true;
                    if text.starts_with("Bye") {
                        self.to_wrap_up.insert(interaction.to_owned());
                    }
                }
                // Somebody else has it, or it is over.
                403 | 404 | 409 => settled = true,
                _ => self.refused("a reply", &answer)?,
            }
        }
        if settled {
            self.to_answer.remove(message);
            self.answered.insert(message.to_owned());
        }
        Ok(())
    }

    async fn wrap_up(&mut self, person: &Person, interaction: &str) -> Result<(), Failure> {
        let end = person
            .call(
                "POST",
                &format!("/api/v1/interactions/{interaction}/end"),
                Some(json!({})),
            )
            .await?;
        if !matches!(end.status, 200 | 404 | 409) {
            self.refused("ending", &end)?;
        }
        let outcome = json!({ "disposition_id": self.disposition, "note": "All is well.", "finish": true });
        let path = format!("/api/v1/interactions/{interaction}/wrap-up");
        let answer = person.call("PUT", &path, Some(outcome)).await?;
        match answer.status {
            200 => {
                let done = Entry::WrappedUp(interaction.to_owned());
                self.crew.journal.acknowledge(done).await?;
            }
            404 | 409 => {}
            _ => self.refused("wrapping up", &answer)?,
        }
        self.to_wrap_up.remove(interaction);
        Ok(())
    }

    /// The server cannot do it now, or does not know us any more.
    fn refused(&mut self, what: &str, answer: &Answer) -> Result<(), Failure> {
        if answer.status == 401 {
            (self.person, self.replica) = (None, None);
        }
        Err(format!("{what} was answered {}: {}", answer.status, answer.body).into())
    }
}

/// Bounds what is asked of a server that may stand still.
async fn in_time<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::time::timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|_| Err("no answer in time".into()))
}
