//! The outbox against a model platform that accepts, refuses, loses calls and answers, and echoes early or late: whatever
//! happens, nothing the customer got twice is without its mark, nothing is shown as sent that did not arrive, nothing
//! that was not refused is lost, and the order is the order of writing.

use std::collections::{HashMap, HashSet};

use parlance_core::{MessageId, delivery::Delivery};
use proptest::prelude::*;

use crate::{
    platform::Meets,
    world::{CUSTOMER, World, customer},
};

#[derive(Debug, Clone, Copy)]
enum Step {
    /// The agent writes; the call meets this.
    Write(Meets),
    /// What is due is sent.
    Send,
    /// The platform echoes the oldest message that it has not echoed.
    Echo,
    /// Time passes, in seconds.
    Wait(i64),
    /// The process ends and starts again.
    Restart,
}

fn meets() -> impl Strategy<Value = Meets> {
    prop_oneof![
        4 => Just(Meets::Yes),
        2 => Just(Meets::YesUnheard),
        2 => Just(Meets::Lost),
        1 => Just(Meets::NoConnection),
        1 => Just(Meets::Refusal(100, 0)),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => meets().prop_map(Step::Write),
        5 => Just(Step::Send),
        4 => Just(Step::Echo),
        4 => prop_oneof![Just(3), Just(16), Just(61)].prop_map(Step::Wait),
        1 => Just(Step::Restart),
    ];
    prop::collection::vec(step, 1..40)
}

struct Model {
    world: World,
    chat: parlance_core::InteractionId,
    written: Vec<(MessageId, String)>,
    echoed: usize,
}

impl Model {
    async fn new() -> Self {
        let world = World::new().await;
        let chat = world.chat().await;
        Self {
            world,
            chat,
            written: Vec::new(),
            echoed: 0,
        }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Write(meets) => {
                self.world.harness.platform.plan([meets]);
                let text = format!("text {}", self.written.len());
                let message = self.world.answer(self.chat, &text).await;
                self.written.push((message.id, text));
            }
            Step::Send => {
                self.world.harness.send().await;
            }
            Step::Echo => {
                let arrived = self.world.harness.platform.arrived();
                if let Some(message) = arrived.get(self.echoed) {
                    self.echoed += 1;
                    let text = message.text.as_deref().unwrap();
                    let at = self.world.harness.now();
                    let echo = customer().echo(at, &message.mid, Some(&message.metadata), text);
                    self.world.happens(&[echo]).await;
                }
            }
            Step::Wait(seconds) => self.world.harness.clock.advance(seconds * 1_000),
            Step::Restart => self.world.harness.restart().await,
        }
    }

    /// Everything that can still happen by itself happens: echoes come, time passes.
    async fn rest(&mut self) {
        for _ in 0..6 {
            self.take(Step::Send).await;
            while self.echoed < self.world.harness.platform.arrived().len() {
                self.take(Step::Echo).await;
            }
            for seconds in [16, 61, 301] {
                self.take(Step::Wait(seconds)).await;
                self.take(Step::Send).await;
            }
        }
        while self.echoed < self.world.harness.platform.arrived().len() {
            self.take(Step::Echo).await;
        }
    }

    async fn check(&self) {
        let arrived = self.world.harness.platform.arrived();
        assert!(arrived.iter().all(|message| message.to == CUSTOMER));
        let mut times: HashMap<&str, usize> = HashMap::new();
        for message in &arrived {
            *times.entry(message.text.as_deref().unwrap()).or_default() += 1;
        }
        let transcript = self.world.transcript_of(CUSTOMER).await;
        let outbound = transcript
            .iter()
            .filter(|message| message.delivery.is_some())
            .count();
        assert_eq!(
            outbound,
            self.written.len(),
            "an echo never makes a second bubble"
        );
        for (id, text) in &self.written {
            let shown = transcript.iter().find(|message| message.id == *id).unwrap();
            let times = times.get(text.as_str()).copied().unwrap_or(0);
            match shown.delivery.unwrap() {
                Delivery::Sent => assert!(times >= 1, "'{text}' is shown as sent but did not arrive"),
                Delivery::Failed => {
                    let code = &shown.problem.as_ref().unwrap().code;
                    assert!(
                        times == 0,
                        "'{text}' arrived and its echo came, but it is shown as failed ({code})"
                    );
                }
                other => panic!("'{text}' is still {other:?} when nothing more will happen"),
            }
            assert!(
                times <= 1 || shown.possible_duplicate,
                "'{text}' came {times} times without its mark"
            );
            assert!(times <= 2, "'{text}' came {times} times");
        }
        let mut seen = HashSet::new();
        let first_arrivals: Vec<&str> = arrived
            .iter()
            .filter_map(|message| message.text.as_deref())
            .filter(|text| seen.insert(*text))
            .collect();
        let in_order: Vec<&str> = self
            .written
            .iter()
            .map(|(_, text)| text.as_str())
            .filter(|text| seen.contains(text))
            .collect();
        assert_eq!(first_arrivals, in_order, "the order of writing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_or_doubled_unseen(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut model = Model::new().await;
            for step in steps {
                model.take(step).await;
            }
            model.rest().await;
            model.check().await;
        });
    }
}
