//! The window as a clock: freely for a day, by hand for a week with permission, and then not at all.

use std::collections::BTreeMap;

use parlance_api::{account::AccountPatch, interaction::InteractionView, message::MessageView};
use parlance_core::{InteractionId, delivery::Delivery};
use parlance_engine::{UseCaseError, identity::Caller};

use crate::{
    platform::Meets,
    world::{World, customer},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The distance kept from the platform's limits.
const MARGIN: i64 = 2 * MINUTE;

async fn permit(world: &World, permitted: bool) {
    let patch = AccountPatch {
        settings: BTreeMap::from([("human_agent".to_owned(), permitted.to_string())]),
        ..AccountPatch::default()
    };
    let engine = &world.harness.engine;
    engine
        .change_account(&world.tenant.admin, world.account.id, patch)
        .await
        .unwrap();
}

/// A chat whose customer wrote just now, on an account with the permission or without.
async fn chat(permitted: bool) -> (World, InteractionId) {
    let world = World::new().await;
    permit(&world, permitted).await;
    let chat = world.chat().await;
    (world, chat)
}

/// The agent writes so long after the customer: what the platform got, or why not.
async fn after(permitted: bool, age_ms: i64) -> Result<(String, Option<String>), String> {
    let (world, chat) = chat(permitted).await;
    world.harness.clock.advance(age_ms);
    let answer = world.try_answer(chat, "yes").await;
    match answer {
        Err(error) => Err(code_of(&error)),
        Ok(message) => {
            world.harness.send().await;
            let message = world.message(message.id).await;
            match message.problem {
                Some(problem) => Err(problem.code),
                None => Ok(world.harness.platform.arrived()[0].sent_as.clone()),
            }
        }
    }
}

fn code_of(error: &UseCaseError) -> String {
    let text = format!("{error:?}");
    ["person_permission", "window_closed"]
        .into_iter()
        .find(|code| text.contains(code))
        .unwrap_or(text.as_str())
        .to_owned()
}

async fn view(world: &World, chat: InteractionId) -> InteractionView {
    let caller = Caller::Person(world.tenant.ana.clone());
    let engine = &world.harness.engine;
    engine
        .interaction_detail(&caller, chat)
        .await
        .unwrap()
        .interaction
}

fn freely() -> Result<(String, Option<String>), String> {
    Ok(("RESPONSE".into(), None))
}

fn by_hand() -> Result<(String, Option<String>), String> {
    Ok(("MESSAGE_TAG".into(), Some("HUMAN_AGENT".into())))
}

#[tokio::test]
async fn pitfall_20_the_tag_is_decided_for_each_message_at_the_edges() {
    assert_eq!(after(true, 0).await, freely());
    assert_eq!(after(true, DAY - MARGIN - 1).await, freely());
    // A person uses up the margin freely; the platform's clock has the last word.
    assert_eq!(after(true, DAY - 1).await, freely());
    assert_eq!(after(true, DAY).await, by_hand());
    assert_eq!(after(true, 7 * DAY - MARGIN - 1).await, by_hand());
    assert_eq!(after(true, 7 * DAY - MARGIN).await, Err("window_closed".into()));
    assert_eq!(after(true, 7 * DAY + 1).await, Err("window_closed".into()));
}

#[tokio::test]
async fn without_the_permission_the_free_time_is_all() {
    assert_eq!(after(false, DAY - MARGIN - 1).await, freely());
    assert_eq!(after(false, DAY - MARGIN).await, Err("person_permission".into()));
    assert_eq!(after(false, 7 * DAY).await, Err("window_closed".into()));
}

#[tokio::test]
async fn what_the_software_writes_never_goes_out_by_hand() {
    let world = World::greeting("Hello, thank you for writing to us.").await;
    permit(&world, true).await;
    world.harness.platform.plan([Meets::NoConnection]);
    let chat = world.chat().await;
    world.harness.send().await;
    world.harness.clock.advance(DAY + HOUR);
    let by_hand = world.answer(chat, "Sorry for the wait").await;
    world.harness.send().await;
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived.len(), 1, "the greeting stays here");
    assert_eq!(arrived[0].text.as_deref(), Some("Sorry for the wait"));
    assert_eq!(arrived[0].sent_as.1.as_deref(), Some("HUMAN_AGENT"));
    assert_eq!(world.message(by_hand.id).await.delivery, Some(Delivery::Sent));
    let greeting = outbound(&world).await.remove(0);
    assert_eq!(greeting.delivery, Some(Delivery::Failed));
    let problem = greeting.problem.unwrap();
    assert_eq!(problem.code, "only_by_hand");
    assert!(problem.sentence.contains("by hand"), "{}", problem.sentence);
}

async fn outbound(world: &World) -> Vec<MessageView> {
    let transcript = world.transcript().await;
    transcript
        .into_iter()
        .filter(|message| message.delivery.is_some())
        .collect()
}

#[tokio::test]
async fn one_that_waited_goes_out_by_the_right_of_the_moment_it_leaves() {
    let (world, chat) = chat(true).await;
    world.harness.clock.advance(DAY - HOUR);
    world.harness.platform.plan([Meets::Refusal(613, 0)]);
    let message = world.answer(chat, "on its way").await;
    world.harness.send().await;
    assert!(world.harness.platform.arrived().is_empty());
    world.harness.clock.advance(2 * HOUR);
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.harness.platform.arrived()[0].sent_as.0, "MESSAGE_TAG");
}

#[tokio::test]
async fn the_platforms_clock_has_the_last_word() {
    let (world, chat) = chat(true).await;
    world.harness.clock.advance(DAY - MINUTE);
    world.harness.platform.plan([Meets::Refusal(10, 2_018_278)]);
    let message = world.answer(chat, "just in time?").await;
    world.harness.send().await;
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.harness.platform.arrived()[0].sent_as.0, "MESSAGE_TAG");
    assert!(
        view(&world, chat).await.window_until.unwrap().as_millis() <= world.harness.now(),
        "the desk shows that the free time is over"
    );
    // The customer acts, and all is as before.
    let now = world.harness.now();
    world
        .happens(&[customer().reaction(now, "m_out-1", Some("❤️"))])
        .await;
    world.answer(chat, "good").await;
    world.harness.send().await;
    assert_eq!(world.harness.platform.arrived()[1].sent_as.0, "RESPONSE");
}

#[tokio::test]
async fn without_the_permission_the_platforms_refusal_is_the_end() {
    let (world, chat) = chat(false).await;
    world.harness.platform.plan([Meets::Refusal(10, 2_018_278)]);
    let message = world.answer(chat, "hello?").await;
    world.harness.send().await;
    let problem = world.message(message.id).await.problem.unwrap();
    assert_eq!(problem.code, "person_permission");
    assert!(problem.platform.unwrap().contains("10/2018278"));
    assert!(world.try_answer(chat, "again?").await.is_err());
}

#[tokio::test]
async fn a_refused_permission_is_learned_and_said_to_the_administrator() {
    let (world, chat) = chat(true).await;
    world.harness.clock.advance(2 * DAY);
    world.harness.platform.plan([Meets::Refusal(10, 0)]);
    let message = world.answer(chat, "still there?").await;
    world.harness.send().await;
    let problem = world.message(message.id).await.problem.unwrap();
    assert_eq!(problem.code, "person_permission");
    let account = world.account_now().await;
    assert_eq!(account.settings.get("human_agent"), None, "the box is unticked");
    let error = account.health.last_error.unwrap();
    assert!(error.contains("Human Agent permission granted"), "{error}");
    let refused = world.try_answer(chat, "again").await.unwrap_err();
    assert!(refused.to_string().contains("permission"), "{refused}");
    assert_eq!(world.harness.send().await, 0, "nothing more is tried");
    // The administrator got it back.
    permit(&world, true).await;
    world.answer(chat, "here again").await;
    world.harness.send().await;
    assert_eq!(world.harness.platform.arrived()[0].sent_as.0, "MESSAGE_TAG");
}

#[tokio::test]
async fn pitfall_22_the_desk_is_told_both_ends() {
    let (world, chat) = chat(true).await;
    let wrote = world.harness.now();
    let shown = view(&world, chat).await;
    assert_eq!(shown.window_until.unwrap().as_millis(), wrote + DAY - MARGIN);
    assert_eq!(shown.person_until.unwrap().as_millis(), wrote + 7 * DAY - MARGIN);
    permit(&world, false).await;
    let shown = view(&world, chat).await;
    assert_eq!(shown.window_until.unwrap().as_millis(), wrote + DAY - MARGIN);
    assert_eq!(
        shown.person_until, None,
        "without the permission there is one end"
    );
}
