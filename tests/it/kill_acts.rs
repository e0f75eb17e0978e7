//! `kill -9` while customers change their minds, agents answer with buttons, another app holds some chats and the past is
//! being imported: each act stands once, in its last state.

use std::{collections::HashMap, sync::Arc};

use parlance_testkit::{Failure, meta::Meta, person::Person, program::Program};
use serde_json::{Value, json};

use crate::{
    answerer::answer_to,
    answers::Answers,
    kill::{transcripts, wait_until},
    scene::Scene,
};

const CUSTOMERS: usize = 18;
const ROUNDS: usize = 6;
const AGENTS: usize = 3;
const KILLS: usize = 4;
/// So many acts wait for an answer at most: every kill falls into the middle.
const AHEAD: usize = 8;
/// Chats that another app holds for a while.
const ASIDE: usize = 4;
/// Conversations from before the page was linked.
const PAST_THREADS: usize = 80;
const PAST_MESSAGES: usize = 400;
/// The platform's own inbox, an app among others.
const INBOX: &str = "263902037430900";
const HEART: &str = "❤";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_act_stands_once_when_the_server_is_killed() -> Result<(), Failure> {
    let meta = Meta::start().await?;
    meta.simulator
        .make_history(&meta.page_id, PAST_THREADS, PAST_MESSAGES)
        .await?;
    let mut scene = Scene::open(meta, AGENTS, AHEAD).await?;
    begin_import(&scene.program).await?;
    let crowd = tokio::spawn(act_everything(
        Arc::clone(&scene.meta),
        Arc::clone(&scene.answers),
    ));
    scene.kill_after((0..KILLS).map(|kill| 8 + kill * 16)).await?;
    let said = crowd.await??;
    let Scene { meta, program, .. } = &scene;
    let settled = || {
        meta.simulator.retry_now();
        said.iter()
            .filter(|act| act.waits)
            .all(|act| answers(meta, act) > 0)
    };
    if let Err(error) = wait_until(settled, "every act answered at the platform").await {
        let missing: Vec<&Act> = said
            .iter()
            .filter(|act| act.waits && answers(meta, act) == 0)
            .collect();
        let shown: Vec<String> = transcripts(program)
            .await?
            .iter()
            .map(Value::to_string)
            .filter(|message| {
                let mut texts = missing.iter().flat_map(|act| act.texts());
                texts.any(|text| message.contains(text))
            })
            .collect();
        return Err(format!("{error}; missing: {missing:?}\n{shown:#?}\n{}", program.log()).into());
    }
    scene.close_desks();
    check_the_records(meta, program, &said).await?;
    check_the_past(program).await
}

/// What a customer has said, as it stands in the end.
#[derive(Debug, Clone)]
struct Act {
    /// What it said first.
    first: String,
    /// What it says now; nothing once it was taken back.
    last: Option<String>,
    /// Somebody answers it.
    waits: bool,
}

impl Act {
    fn new(first: String) -> Self {
        Self {
            last: Some(first.clone()),
            first,
            waits: true,
        }
    }
    fn texts(&self) -> impl Iterator<Item = &str> {
        let last = self.last.as_deref().filter(|last| *last != self.first);
        std::iter::once(self.first.as_str()).chain(last)
    }
}

/// Customers write, change, take back, react and write where somebody else holds the chat, in turns.
async fn act_everything(meta: Arc<Meta>, answered: Arc<Answers>) -> Result<Vec<Act>, Failure> {
    let mut phones = Vec::new();
    for number in 0..CUSTOMERS + ASIDE {
        let person = meta
            .simulator
            .create_customer(Some(&format!("Customer {number}")))
            .await?;
        phones.push(meta.simulator.open_chat(person, &meta.page_id).await?);
    }
    let (open, aside) = phones.split_at(CUSTOMERS);
    let mut acts = Vec::new();
    for round in 0..ROUNDS {
        for (number, phone) in open.iter().enumerate() {
            let waiting = acts.iter().filter(|act: &&Act| act.waits).count();
            answered.turn_to_write(waiting).await?;
            acts.push(act(&meta, phone, number, round).await?);
        }
        for (number, phone) in aside.iter().enumerate() {
            acts.push(write_aside(&meta, phone, number, round).await?);
        }
    }
    Ok(acts)
}

async fn act(meta: &Meta, phone: &str, number: usize, round: usize) -> Result<Act, Failure> {
    let simulator = &meta.simulator;
    let mut act = match round % 3 {
        0 => Act::new(format!("message {round} of customer {number}.")),
        1 => Act::new(format!("slip {round} of customer {number}.")),
        _ => Act::new(format!("show {round} to customer {number}.")),
    };
    simulator.say(phone, &act.first).await?;
    match round % 3 {
        0 => {
            let changed = format!("message {round} of customer {number}, changed.");
            simulator.edit_last(phone, &changed).await?;
            act.last = Some(changed);
        }
        1 => {
            simulator.take_back_last(phone).await?;
            (act.last, act.waits) = (None, false);
        }
        _ => {
            let answer = simulator
                .chat(phone)?
                .messages
                .into_iter()
                .rev()
                .find(|message| message.by_page);
            if let Some(answer) = answer {
                simulator.react(phone, &answer.mid, Some("👍")).await?;
                simulator.react(phone, &answer.mid, Some(HEART)).await?;
            }
        }
    }
    Ok(act)
}

/// While the inbox holds the chat nobody here answers; freed, the chat goes on.
async fn write_aside(meta: &Meta, phone: &str, number: usize, round: usize) -> Result<Act, Failure> {
    let last = round + 1 == ROUNDS;
    meta.simulator
        .set_thread_owner(phone, if last { None } else { Some(INBOX) })
        .await?;
    let mut act = Act::new(format!("aside {round} of customer {number}."));
    act.waits = last;
    meta.simulator.say(phone, &act.first).await?;
    Ok(act)
}

/// How many answers to an act have arrived: whichever of its texts the agent saw.
fn answers(meta: &Meta, act: &Act) -> usize {
    let wanted: Vec<String> = act.texts().map(answer_to).collect();
    let messages = meta.simulator.all_messages(&meta.page_id);
    let by_page = messages.iter().filter(|(_, message)| message.by_page);
    by_page
        .filter(|(_, message)| {
            let shown = serde_json::to_string(message).unwrap_or_default();
            wanted.iter().any(|answer| shown.contains(answer.as_str()))
        })
        .count()
}

async fn check_the_records(meta: &Meta, program: &Program, said: &[Act]) -> Result<(), Failure> {
    let messages = transcripts(program).await?;
    let inbound: Vec<&Value> = messages
        .iter()
        .filter(|message| message["direction"] == "inbound")
        .collect();
    let mut texts: HashMap<&str, usize> = HashMap::new();
    for message in &inbound {
        if let Some(text) = message["parts"][0]["text"].as_str() {
            *texts.entry(text).or_default() += 1;
        }
    }
    for act in said.iter().filter(|act| act.waits) {
        let last = act.last.as_deref().unwrap_or_default();
        assert_eq!(
            texts.get(last),
            Some(&1),
            "{last:?} stands once, as it was changed"
        );
        if last != act.first {
            assert_eq!(texts.get(act.first.as_str()), None, "{:?} was changed", act.first);
        }
    }
    let gone = said.iter().filter(|act| act.last.is_none()).count();
    let taken_back = inbound
        .iter()
        .filter(|message| message["taken_back"] == true)
        .count();
    assert_eq!(
        taken_back, gone,
        "each message taken back stands once, without its words"
    );
    for act in said.iter().filter(|act| act.last.is_none()) {
        assert_eq!(
            texts.get(act.first.as_str()),
            None,
            "{:?} was taken back",
            act.first
        );
    }
    check_the_reactions(meta, &messages);
    for act in said {
        let marked = messages.iter().any(|message| {
            let shown = message.to_string();
            message["possible_duplicate"] == true && act.texts().any(|text| shown.contains(&answer_to(text)))
        });
        let count = answers(meta, act);
        let most = if marked { 2 } else { 1 };
        assert!(
            count <= most,
            "{:?} was answered {count} times, unmarked",
            act.first
        );
    }
    Ok(())
}

/// Every reaction that a phone shows stands at its message, the newest of them alone.
fn check_the_reactions(meta: &Meta, messages: &[Value]) {
    let given = meta.simulator.all_messages(&meta.page_id);
    let given = given
        .iter()
        .filter(|(_, message)| message.by_page && message.customer_reaction.is_some())
        .count();
    let shown: Vec<&Value> = messages
        .iter()
        .filter(|message| {
            message["reactions"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        })
        .collect();
    assert!(given > 0, "customers have reacted");
    assert_eq!(shown.len(), given);
    for message in shown {
        assert_eq!(message["reactions"], json!([HEART]));
    }
}

async fn begin_import(program: &Program) -> Result<(), Failure> {
    let vera = Person::sign_in(program.address, None, "vera").await?;
    let accounts = vera.get("/api/v1/accounts").await?;
    let path = imports_of(&accounts);
    vera.post(&path, json!({})).await.map(|_| ())
}

fn imports_of(accounts: &Value) -> String {
    format!(
        "/api/v1/accounts/{}/imports",
        accounts["items"][0]["id"].as_str().unwrap_or_default()
    )
}

/// The import went on after every kill and brought each message once; a second one finds nothing that is missing.
async fn check_the_past(program: &Program) -> Result<(), Failure> {
    let vera = Person::sign_in(program.address, None, "vera").await?;
    let path = imports_of(&vera.get("/api/v1/accounts").await?);
    let first = ended(&vera, &path, 1).await?;
    let told = first["added"].as_u64().unwrap_or(0) + first["known"].as_u64().unwrap_or(0);
    assert!(told >= PAST_MESSAGES as u64, "{first}");
    vera.post(&path, json!({})).await?;
    let second = ended(&vera, &path, 2).await?;
    assert_eq!(second["added"], 0, "{second}");
    assert!(second["known"].as_u64() >= Some(PAST_MESSAGES as u64), "{second}");
    Ok(())
}

/// The newest import of the past, once so many have ended.
async fn ended(vera: &Person, path: &str, count: usize) -> Result<Value, Failure> {
    let until = tokio::time::Instant::now() + std::time::Duration::from_mins(2);
    loop {
        let list = vera.get(path).await?;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        let past: Vec<&Value> = items.iter().filter(|item| item["kind"] == "demand").collect();
        if past.len() >= count && past.iter().all(|item| item["finished_at"].is_number()) {
            assert!(past.iter().all(|item| item["state"] == "done"), "{list}");
            return Ok(past[0].clone());
        }
        if tokio::time::Instant::now() > until {
            return Err(format!("the import does not end: {list}").into());
        }
        // Another process works: there is no event here to wait for.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}
