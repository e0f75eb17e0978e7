//! Late and early events are normal: the platform's time decides.

use parlance_core::message::{Direction, Part, preview};
use serde_json::json;

use crate::{
    harness::START,
    platform::Meets,
    world::{World, customer},
};

fn said(transcript: &[parlance_api::message::MessageView]) -> Vec<String> {
    transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .map(|message| preview(&message.parts))
        .collect()
}

#[tokio::test]
async fn the_transcript_is_in_the_platforms_order() {
    let world = World::new().await;
    for (at, mid, text) in [(30, "m_3", "three"), (10, "m_1", "one"), (20, "m_2", "two")] {
        world.happens(&[customer().text(START + at, mid, text)]).await;
    }
    assert_eq!(said(&world.transcript().await), ["one", "two", "three"]);
    let interaction = &world.interactions().await[0];
    assert_eq!(
        interaction.last_line, "three",
        "a late message is not the last line"
    );
    assert_eq!(
        world
            .thread()
            .await
            .unwrap()
            .last_customer_at
            .unwrap()
            .as_millis(),
        START + 30
    );
}

#[tokio::test]
async fn an_edit_may_come_before_its_message_and_the_highest_counts() {
    let world = World::new().await;
    world
        .happens(&[customer().edit(START + 2, "m_1", "second thought", 2)])
        .await;
    world
        .happens(&[customer().edit(START + 1, "m_1", "first thought", 1)])
        .await;
    world
        .happens(&[customer().text(START, "m_1", "as written")])
        .await;
    assert_eq!(said(&world.transcript().await), ["second thought"]);
    world
        .happens(&[customer().edit(START + 3, "m_1", "third thought", 3)])
        .await;
    world
        .happens(&[customer().edit(START + 1, "m_1", "first thought", 1)])
        .await;
    let transcript = world.transcript().await;
    assert_eq!(said(&transcript), ["third thought"]);
    assert!(transcript.iter().any(|message| message.edits == 3));
}

#[tokio::test]
async fn a_message_taken_back_is_gone_whenever_that_is_said() {
    let world = World::new().await;
    world.happens(&[customer().unsend(START + 1, "m_1")]).await;
    world.happens(&[customer().text(START, "m_1", "a secret")]).await;
    world
        .happens(&[customer().text(START + 2, "m_2", "another secret")])
        .await;
    world
        .happens(&[
            customer().unsend(START + 3, "m_2"),
            customer().unsend(START + 3, "m_2"),
        ])
        .await;
    let transcript = world.transcript().await;
    let taken: Vec<_> = transcript.iter().filter(|message| message.taken_back).collect();
    assert_eq!(taken.len(), 2);
    assert!(taken.iter().all(|message| message.parts.is_empty()));
}

#[tokio::test]
async fn the_newest_reaction_counts() {
    let world = World::new().await;
    world.happens(&[customer().text(START, "m_1", "Hi")]).await;
    world
        .happens(&[customer().reaction(START + 20, "m_1", None)])
        .await;
    world
        .happens(&[customer().reaction(START + 10, "m_1", Some("❤️"))])
        .await;
    let transcript = world.transcript().await;
    assert!(
        transcript.iter().all(|message| message.reactions.is_empty()),
        "taken away later"
    );
    world
        .happens(&[customer().reaction(START + 30, "m_unknown", Some("👍"))])
        .await;
    let shown = world.transcript().await;
    assert!(
        shown
            .iter()
            .flat_map(|message| &message.parts)
            .any(|part| matches!(
                part,
                Part::System(parlance_core::message::SystemLine::Reacted { emoji: Some(e) }) if e == "👍"
            ))
    );
    assert_eq!(
        world
            .thread()
            .await
            .unwrap()
            .last_customer_at
            .unwrap()
            .as_millis(),
        START + 30,
        "a reaction opens the window"
    );
}

#[tokio::test]
async fn a_quoted_message_is_shown_when_it_is_known() {
    let world = World::new().await;
    world
        .happens(&[customer().text(START, "m_1", "the blue one?")])
        .await;
    let known = json!({ "mid": "m_2", "text": "yes, that one", "reply_to": { "mid": "m_1" } });
    let unknown = json!({ "mid": "m_3", "text": "and that", "reply_to": { "mid": "m_older" } });
    world
        .happens(&[
            customer().message(START + 1, known),
            customer().message(START + 2, unknown),
        ])
        .await;
    let transcript = world.transcript().await;
    let quotes: Vec<_> = transcript
        .iter()
        .filter_map(|message| message.reply_to.as_ref())
        .collect();
    assert_eq!(quotes[0].preview, "the blue one?");
    assert!(quotes[0].id.is_some());
    assert_eq!(quotes[1].id, None);
}

#[tokio::test]
async fn lists_do_not_go_on_showing_what_was_taken_back() {
    let world = World::new().await;
    world
        .happens(&[customer().text(START, "m_1", "my card number is 4111")])
        .await;
    world.happens(&[customer().unsend(START + 1, "m_1")]).await;
    let interaction = &world.interactions().await[0];
    assert_eq!(
        (interaction.first_line.as_str(), interaction.last_line.as_str()),
        ("", "")
    );
}

#[tokio::test]
async fn a_reaction_before_its_message_has_a_name_stands_at_it_afterwards() {
    // To one of ours, of which the platform's answer was lost.
    let world = World::new().await;
    let chat = world.chat().await;
    let ours = world.answer(chat, "one").await;
    world.harness.platform.plan([Meets::YesUnheard]);
    world.harness.send().await;
    let mid = world.harness.platform.arrived()[0].mid.clone();
    let now = world.harness.now();
    world
        .happens(&[
            customer().reaction(now + 1, &mid, Some("👍")),
            customer().reaction(now + 2, &mid, Some("❤️")),
        ])
        .await;
    world.happens(&[world.echo_of("one")]).await;
    assert_eq!(world.message(ours.id).await.reactions, ["❤️"]);
    // To one that was sent elsewhere, and one that was taken away again.
    world
        .happens(&[
            customer().reaction(now + 3, "m_theirs", Some("😮")),
            customer().reaction(now + 4, "m_other", Some("😮")),
            customer().reaction(now + 5, "m_other", None),
        ])
        .await;
    world
        .happens(&[
            customer().echo(now + 1, "m_theirs", None, "two"),
            customer().echo(now + 1, "m_other", None, "three"),
        ])
        .await;
    let transcript = world.transcript().await;
    let reactions: Vec<Vec<String>> = transcript
        .into_iter()
        .filter(|message| message.author == parlance_core::message::Author::Elsewhere)
        .map(|message| message.reactions)
        .collect();
    assert_eq!(reactions, [vec!["😮".to_owned()], Vec::new()]);
}
