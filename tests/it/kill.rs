//! `kill -9` in the middle of a 500-message crowd: nothing is lost, nothing is doubled.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use parlance_testkit::{Failure, meta::Meta, person::Person, program::Program};
use serde_json::Value;

use crate::{answerer::answer_to, answers::Answers, scene::Scene};

const CUSTOMERS: usize = 50;
const MESSAGES_EACH: usize = 10;
const AGENTS: usize = 5;
const KILLS: usize = 4;
/// So many messages wait for an answer at most: every kill falls into the middle.
const AHEAD: usize = 100;
/// A bound for a hanging test, not a measure.
const PATIENCE: Duration = Duration::from_mins(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_doubled_when_the_server_is_killed() -> Result<(), Failure> {
    let mut scene = Scene::open(Meta::start().await?, AGENTS, AHEAD).await?;
    let crowd = tokio::spawn(write_everything(
        Arc::clone(&scene.meta),
        Arc::clone(&scene.answers),
    ));
    scene.kill_after((0..KILLS).map(|kill| 40 + kill * 90)).await?;
    let written = crowd.await??;
    assert_eq!(written.len(), CUSTOMERS * MESSAGES_EACH);

    let Scene {
        meta,
        program,
        answers,
        ..
    } = &scene;
    let all_answered = || {
        meta.simulator.retry_now();
        answers_at_meta(meta).len() == written.len()
    };
    if let Err(error) = wait_until(all_answered, "every message answered at the platform").await {
        let missing = missing(meta, &written);
        return Err(format!(
            "{error}; {} missing, e.g. {:?}\n{}",
            missing.len(),
            missing.first(),
            program.log()
        )
        .into());
    }
    scene.close_desks();
    check_the_records(program, &written).await?;
    check_the_answers(meta, program, &written, answers).await
}

/// Every customer writes numbered messages, one after the other; the platform remembers each before it is delivered.
async fn write_everything(meta: Arc<Meta>, answers: Arc<Answers>) -> Result<Vec<String>, Failure> {
    let mut phones = Vec::new();
    for number in 0..CUSTOMERS {
        let person = meta
            .simulator
            .create_customer(Some(&format!("Customer {number}")))
            .await?;
        phones.push(meta.simulator.open_chat(person, &meta.page_id).await?);
    }
    let mut written = Vec::new();
    for round in 0..MESSAGES_EACH {
        for (number, phone) in phones.iter().enumerate() {
            answers.turn_to_write(written.len()).await?;
            let text = format!("message {round} of customer {number}.");
            meta.simulator.say(phone, &text).await?;
            written.push(text);
        }
    }
    Ok(written)
}

/// How often each answer has arrived at the platform.
fn answers_at_meta(meta: &Meta) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (_, message) in meta.simulator.all_messages(&meta.page_id) {
        if let Some(text) = message.text.filter(|_| message.by_page) {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts
}

fn missing(meta: &Meta, written: &[String]) -> Vec<String> {
    let there = answers_at_meta(meta);
    written
        .iter()
        .filter(|text| !there.contains_key(&answer_to(text)))
        .cloned()
        .collect()
}

/// In the records, as a supervisor reads them, every message stands once and each customer's stand in order.
async fn check_the_records(program: &Program, written: &[String]) -> Result<(), Failure> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for message in transcripts(program).await? {
        if message["direction"] == "inbound" {
            let text = message["parts"][0]["text"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            seen.entry(message["thread_id"].to_string())
                .or_default()
                .push(text);
        }
    }
    let all: Vec<&String> = seen.values().flatten().collect();
    let distinct: HashSet<&String> = all.iter().copied().collect();
    assert_eq!(all.len(), distinct.len(), "a message stands twice in the records");
    assert_eq!(
        distinct,
        written.iter().collect(),
        "the records hold exactly what was written"
    );
    for texts in seen.values() {
        let mut sorted = texts.clone();
        sorted.sort();
        assert_eq!(
            texts, &sorted,
            "a customer's messages stand in the order they were written in"
        );
    }
    Ok(())
}

/// Every acknowledged answer arrived; none arrived twice unless it is marked as a possible duplicate.
async fn check_the_answers(
    meta: &Meta,
    program: &Program,
    written: &[String],
    answers: &Answers,
) -> Result<(), Failure> {
    let counts = answers_at_meta(meta);
    let marked: HashSet<String> = transcripts(program)
        .await?
        .iter()
        .filter(|message| message["possible_duplicate"] == true)
        .filter_map(|message| message["parts"][0]["text"].as_str().map(str::to_owned))
        .collect();
    for text in answers.all() {
        assert!(
            counts.contains_key(&answer_to(&text)),
            "an acknowledged answer is lost: {text}"
        );
    }
    for text in written {
        let answer = answer_to(text);
        let count = counts.get(&answer).copied().unwrap_or(0);
        assert!(
            count == 1 || (count == 2 && marked.contains(&answer)),
            "{answer:?} arrived {count} times, unmarked"
        );
    }
    Ok(())
}

/// Every message of every record, in each transcript's order.
pub(crate) async fn transcripts(program: &Program) -> Result<Vec<Value>, Failure> {
    let vera = Person::sign_in(program.address, None, "vera").await?;
    let mut messages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = vera.get(&format!("/api/v1/records?limit=100{cursor}")).await?;
        for row in page["items"].as_array().into_iter().flatten() {
            let record = vera
                .get(&format!(
                    "/api/v1/records/{}",
                    row["id"].as_str().unwrap_or_default()
                ))
                .await?;
            messages.extend(record["messages"].as_array().into_iter().flatten().cloned());
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(messages),
        }
    }
}

/// Asks again and again, with an end: the things watched here happen in other processes.
pub(crate) async fn wait_until(mut holds: impl FnMut() -> bool, what: &str) -> Result<(), Failure> {
    let until = tokio::time::Instant::now() + PATIENCE;
    while !holds() {
        if tokio::time::Instant::now() > until {
            return Err(format!("waited too long for: {what}").into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}
