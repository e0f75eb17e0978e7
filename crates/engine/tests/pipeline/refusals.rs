//! The contract about errors: every documented refusal, through the engine, to the sentence that the agent reads and to
//! what becomes of the account.

use parlance_api::message::{MessageView, SendProblem};
use parlance_core::{account::AccountStatus, delivery::Delivery};

use crate::{platform::Meets, world::World};

const TABLE: &str = include_str!("../../../channels/src/messenger/tests/documented_errors.csv");
const SENTENCES: &str = include_str!("../../../channels/src/messenger/strings/en.json");
const MINUTE: i64 = 60_000;
/// Longer than any pause before another try.
const PATIENCE: i64 = 10 * MINUTE;

struct Row {
    code: i64,
    subcode: i64,
    kind: &'static str,
    sentence: String,
}

fn rows() -> Vec<Row> {
    let sentences: serde_json::Value = serde_json::from_str(SENTENCES).unwrap();
    let rows = TABLE.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let [code, subcode, kind, sentence] = cells[..] else {
            panic!("{line}")
        };
        let text = sentences[sentence]
            .as_str()
            .unwrap_or_else(|| panic!("no sentence {sentence}"));
        Row {
            code: code.parse().unwrap(),
            subcode: subcode.parse().unwrap(),
            kind,
            sentence: text.replace("{code}", code),
        }
    });
    let rows: Vec<Row> = rows.collect();
    assert!(rows.len() > 100, "the table is whole");
    rows
}

/// An answer that meets this refusal as often as it is tried.
async fn refused(world: &World, customer: &str, row: &Row) -> MessageView {
    let chat = world.chat_with(customer).await;
    let id = format!("c-{customer}");
    let message = world.send(chat, &id, "one", Vec::new()).await.unwrap();
    for _ in 0..8 {
        world
            .harness
            .platform
            .plan([Meets::Refusal(row.code, row.subcode)]);
        if world.harness.send().await == 0 {
            world.harness.platform.forget_plan();
        }
        let now = shown(world, customer, &message).await;
        let waits = matches!(now.delivery, Some(Delivery::Queued | Delivery::Uncertain));
        let goes_on = matches!(row.kind, "retry" | "uncertain");
        if !(waits && goes_on) {
            return now;
        }
        world.harness.clock.advance(PATIENCE);
    }
    shown(world, customer, &message).await
}

async fn shown(world: &World, customer: &str, message: &MessageView) -> MessageView {
    let transcript = world.transcript_of(customer).await;
    transcript.into_iter().find(|each| each.id == message.id).unwrap()
}

fn said(message: &MessageView, row: &Row) -> SendProblem {
    let problem = message.problem.clone();
    let problem = problem.unwrap_or_else(|| panic!("{}/{} says nothing", row.code, row.subcode));
    assert!(
        problem.sentence.ends_with('.') && !problem.sentence.contains('{'),
        "{problem:?}"
    );
    problem
}

/// Refusals that concern one message or one customer: they end there, with their sentence.
#[tokio::test]
async fn what_concerns_one_message_is_said_there_and_the_account_works_on() {
    let world = World::new().await;
    for (number, row) in rows().iter().enumerate() {
        // What the agent's message is marked with, and whether another try may help.
        let (codes, retry): (&[&str], bool) = match row.kind {
            "permanent" => (&["not_sendable"], false),
            "comment_closed" => (&["comment_refused"], false),
            "recipient_unavailable" => (&["recipient_unavailable"], true),
            "window_closed" => (&["window_closed", "person_permission"], false),
            // Also said of customers who have blocked the page: believed after three more tries.
            "retry" if row.code == 2 => (&["recipient_unavailable"], true),
            "retry" if row.code == 100 => (&["not_sendable"], true),
            "retry" | "uncertain" => (&["no_answer"], true),
            "thread_controlled" => (&["thread_controlled"], true),
            _ => continue,
        };
        let name = format!("{}/{} {}", row.code, row.subcode, row.kind);
        let customer = (24_000_000_000_000_000 + number as u64).to_string();
        let message = refused(&world, &customer, row).await;
        let problem = said(&message, row);
        assert!(codes.contains(&problem.code.as_str()), "{name}: {problem:?}");
        assert_eq!(problem.retry, retry, "{name}");
        let waits = row.kind == "thread_controlled" && row.sentence.contains("in a few minutes");
        let expected = if waits { Delivery::Queued } else { Delivery::Failed };
        assert_eq!(message.delivery, Some(expected), "{name}");
        match row.kind {
            // Nobody knows whether it arrived: that is what must be said, whatever the code was.
            "uncertain" => assert!(problem.sentence.contains("may have received it"), "{name}"),
            "window_closed" if problem.code == "person_permission" => {}
            _ => assert_eq!(problem.sentence, row.sentence, "{name}"),
        }
        if row.kind != "uncertain" {
            let platform = problem.platform.unwrap_or_default();
            assert!(platform.contains(&row.code.to_string()), "{name}: {platform}");
            assert!(
                platform.contains("AbC"),
                "{name}: the trace id is for the platform's support"
            );
        }
        let health = world.account_now().await.health;
        assert!(!health.sending_paused && health.last_error.is_none(), "{name}");
    }
}

/// Refusals that concern the whole account: messages wait or fail, and the administrator reads the sentence.
#[tokio::test]
async fn what_concerns_the_account_is_said_to_its_administrator_as_well() {
    for row in rows() {
        let (code, delivery, retry) = match row.kind {
            "reauth" => ("token_dead", Delivery::Queued, false),
            "permission" => ("permission", Delivery::Failed, true),
            "policy" => ("policy", Delivery::Queued, true),
            "warned" => ("policy", Delivery::Failed, false),
            "slow_down" => ("rate_limited", Delivery::Queued, true),
            _ => continue,
        };
        let name = format!("{}/{} {}", row.code, row.subcode, row.kind);
        let world = World::new().await;
        let message = refused(&world, crate::world::CUSTOMER, &row).await;
        let problem = said(&message, &row);
        assert_eq!(
            (problem.code.as_str(), problem.retry, message.delivery),
            (code, retry, Some(delivery)),
            "{name}"
        );
        let account = world.account_now().await;
        match row.kind {
            "slow_down" => {
                assert_eq!(problem.sentence, row.sentence, "{name}");
                assert_eq!(account.health.last_error, None, "{name}: it passes by itself");
            }
            "reauth" => {
                assert!(problem.sentence.contains("administrator"), "{name}");
                assert_eq!(
                    account.health.last_error.as_deref(),
                    Some(&*row.sentence),
                    "{name}"
                );
                assert_eq!(account.status, AccountStatus::TokenDead, "{name}");
                assert!(account.health.sending_paused, "{name}");
            }
            _ => {
                assert_eq!(problem.sentence, row.sentence, "{name}");
                assert_eq!(
                    account.health.last_error.as_deref(),
                    Some(&*row.sentence),
                    "{name}"
                );
                assert_eq!(account.status, AccountStatus::Failing, "{name}");
            }
        }
        // Nothing more goes out until what stands in the way is over.
        if delivery == Delivery::Queued {
            assert_eq!(world.harness.send().await, 0, "{name}");
        }
    }
}
