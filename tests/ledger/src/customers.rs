//! Customers who write, edit, take back, react, send pictures and say good-bye, as the seed says.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use parlance_simulator::{Repeat, SendFile};
use parlance_testkit::{Failure, meta::Meta};
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use crate::random::Chance;

/// The smallest picture there is: one white dot (PNG).
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0xf8, 0x0f, 0, 1, 1, 1, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// How much is written.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    /// People.
    pub customers: usize,
    /// What they do altogether, at least.
    pub acts: usize,
    /// Between two acts, at most.
    pub pause_ms: u64,
    /// Texts alone, none of them repeated.
    pub plain: bool,
}

/// Everybody writes until all acts are done and `enough` says so.
pub async fn write(
    meta: Arc<Meta>,
    crowd: Crowd,
    seed: u64,
    enough: CancellationToken,
) -> Result<usize, Failure> {
    let mut chance = Chance::new(seed, "customers");
    let mut phones = Vec::new();
    for number in 0..crowd.customers {
        let person = meta
            .simulator
            .create_customer(Some(&format!("Customer {number}")))
            .await?;
        phones.push(meta.simulator.open_chat(person, &meta.page_id).await?);
    }
    let mut done = 0;
    while done < crowd.acts || !enough.is_cancelled() {
        let phone = chance.pick(&phones).clone();
        if crowd.plain {
            meta.simulator.say(&phone, &format!("Message {done}")).await?;
        } else {
            act(&meta, &phone, done, &mut chance).await?;
        }
        done += 1;
        tokio::time::sleep(Duration::from_millis(chance.between(1, crowd.pause_ms))).await;
    }
    Ok(done)
}

async fn act(meta: &Meta, phone: &str, number: usize, chance: &mut Chance) -> Result<(), Failure> {
    let simulator = &meta.simulator;
    match chance.between(0, 100) {
        0..70 => {
            simulator.say(phone, &format!("Message {number}")).await?;
        }
        70..80 => {
            simulator.say(phone, &format!("Bye {number}")).await?;
        }
        80..84 => {
            simulator.say(phone, &format!("Slip {number}")).await?;
            simulator.edit_last(phone, &format!("Word {number}")).await?;
        }
        84..87 => {
            simulator.say(phone, &format!("Secret {number}")).await?;
            simulator.take_back_last(phone).await?;
        }
        87..91 => {
            let answer = simulator
                .chat(phone)?
                .messages
                .into_iter()
                .rev()
                .find(|message| message.by_page);
            if let Some(answer) = answer {
                simulator.react(phone, &answer.mid, Some("👍")).await?;
            }
        }
        91..96 => {
            simulator.say(phone, &format!("Echo {number}")).await?;
            let repeat = Repeat {
                copies: 2,
                concurrent: chance.percent(60),
            };
            simulator.repeat_last(phone, repeat).await?;
        }
        _ => {
            let file = SendFile {
                name: format!("dot-{number}.png"),
                content_type: "image/png".to_owned(),
                bytes: Bytes::from_static(DOT),
            };
            simulator.send_file(phone, file).await?;
        }
    }
    Ok(())
}

/// Events that mean nothing to anybody, or are broken inside; from a customer of their own.
pub(crate) async fn poison(meta: &Meta, count: u64, chance: &mut Chance) -> Result<(), Failure> {
    let person = meta.simulator.create_customer(Some("Stranger")).await?;
    let phone = meta.simulator.open_chat(person, &meta.page_id).await?;
    for number in 0..count {
        let odd = [
            json!({ "message": { "mid": 5, "text": number } }),
            json!({ "message": { "text": ["no", "words"] } }),
            json!({ "reaction": "none" }),
            json!({ "key_of_tomorrow": { "number": number } }),
            json!({ "postback": { "title": null, "payload": {} } }),
            json!({ "read": { "watermark": "yesterday" } }),
        ];
        let event: Map<String, Value> = chance.pick(&odd).as_object().cloned().unwrap_or_default();
        meta.simulator.send_raw(&phone, event).await?;
    }
    Ok(())
}
