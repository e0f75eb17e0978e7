//! Comments on posts: they become work, and are answered once for their author alone or under the post.

use parlance_api::message::{AnswerComment, MessageView, NewMessage};
use parlance_core::{
    InteractionId, MessageId,
    delivery::Delivery,
    message::{Author, CommentedPost, Direction, Part},
};
use parlance_engine::UseCaseError;
use serde_json::{Value, json};

use crate::{
    harness::START,
    platform::Meets,
    world::{CUSTOMER, PAGE, World, customer},
};

/// Who writes under the post, in the page's eyes; in messages they are `CUSTOMER`.
pub const AUTHOR: &str = "7001122334455";
pub const COMMENT: &str = "99_1234";
const POST: &str = "108044556677001_99";
const DAY: i64 = 86_400_000;

/// A change of the page's feed about a comment, told at `at`.
pub fn change(at: i64, verb: &str, more: Value) -> String {
    let mut value = json!({ "item": "comment", "verb": verb, "post_id": POST, "comment_id": COMMENT,
        "parent_id": POST, "created_time": START / 1000, "from": { "id": AUTHOR, "name": "Ana Ruiz" } });
    for (key, field) in more.as_object().unwrap() {
        value[key] = field.clone();
    }
    json!({ "object": "page", "entry": [{ "id": PAGE, "time": at / 1000,
        "changes": [{ "field": "feed", "value": value }] }] })
    .to_string()
}

pub fn add(text: &str) -> String {
    change(START, "add", json!({ "message": text }))
}

pub async fn told(world: &World, body: &str) {
    world.deliver_body(body).await;
    world.harness.apply().await;
}

/// A comment that Ana has taken; its author's address for messages is known to the platform.
pub async fn commented(world: &World) -> (InteractionId, MessageView) {
    world.harness.platform.author(COMMENT, CUSTOMER);
    told(world, &add("how much?")).await;
    let interaction = world.take(AUTHOR).await;
    let comment = comment_of(&world.transcript_of(AUTHOR).await);
    (interaction, comment)
}

pub fn comment_of(transcript: &[MessageView]) -> MessageView {
    let is_comment = |part: &Part| matches!(part, Part::Comment(_));
    let found = transcript
        .iter()
        .find(|message| message.parts.iter().any(is_comment));
    found.expect("the comment is in the transcript").clone()
}

pub fn text_of(message: &MessageView) -> &str {
    let text = message.parts.iter().find_map(|part| match part {
        Part::Text { text } => Some(text.as_str()),
        _ => None,
    });
    text.unwrap_or_default()
}

pub async fn answer(
    world: &World,
    interaction: InteractionId,
    comment: MessageId,
    public: bool,
    text: &str,
) -> Result<MessageView, UseCaseError> {
    let new = NewMessage {
        client_msg_id: format!("c-{public}-{text}")
            .replace(' ', "_")
            .chars()
            .take(60)
            .collect(),
        text: text.into(),
        attachment_ids: Vec::new(),
        reply_to: None,
        note: false,
        rich: None,
        notify: None,
        answers: Some(AnswerComment { comment, public }),
        approved: None,
    };
    world
        .harness
        .engine
        .send_message(&world.tenant.ana, interaction, new)
        .await
}

pub fn refused(result: Result<MessageView, UseCaseError>) -> (String, String) {
    match result {
        Err(UseCaseError::Refused(parlance_engine::Refusal::Conflict { code, message })) => {
            (code.to_owned(), message)
        }
        other => panic!("refused, not {other:?}"),
    }
}

#[tokio::test]
async fn a_comment_is_work_and_says_under_which_post() {
    let world = World::commented().await;
    world
        .harness
        .platform
        .post(POST, "Autumn sale:\n20 % off all kettles");
    told(&world, &add("how much?")).await;
    told(&world, &add("how much?")).await;
    world.harness.jobs().await;
    let transcript = world.transcript_of(AUTHOR).await;
    let comment = comment_of(&transcript);
    assert_eq!(
        (text_of(&comment), comment.direction),
        ("how much?", Direction::Inbound)
    );
    let Part::Comment(CommentedPost {
        excerpt,
        post_id,
        hidden,
        ..
    }) = &comment.parts[0]
    else {
        panic!("{comment:?}")
    };
    assert_eq!(excerpt.as_deref(), Some("Autumn sale: 20 % off all kettles"));
    assert_eq!((post_id.as_deref(), *hidden), (Some(POST), false));
    let thread = world.thread_of(AUTHOR).await.unwrap();
    assert!(thread.only_comments && thread.open_interaction_id.is_some());
    assert_eq!(thread.last_customer_at, None, "a comment opens no reply window");
    world.harness.send().await;
    assert!(
        world.harness.platform.texts().is_empty(),
        "nobody is greeted under a post"
    );
    let words = transcript
        .iter()
        .filter(|message| text_of(message) == "how much?")
        .count();
    assert_eq!(words, 1, "a repeat changes nothing");
    let contact = world
        .harness
        .engine
        .contact(world.tenant.ctx, thread.contact_id)
        .await
        .unwrap();
    assert_eq!(contact.name, "Ana Ruiz");
}

#[tokio::test]
async fn without_the_setting_comments_are_left_aside() {
    let world = World::new().await;
    told(&world, &add("how much?")).await;
    told(
        &world,
        &change(START + 60_000, "edited", json!({ "message": "how much is it?" })),
    )
    .await;
    assert!(world.thread_of(AUTHOR).await.is_none());
    let account = world.account_now().await;
    assert!(
        !account.subscribed_fields.contains(&"feed".to_owned()),
        "{account:?}"
    );
    let taking = World::commented().await.account_now().await;
    assert!(taking.subscribed_fields.contains(&"feed".to_owned()));
}

#[tokio::test]
async fn whoever_may_not_be_known_is_a_customer_of_their_own() {
    let world = World::commented().await;
    told(
        &world,
        &change(START, "add", json!({ "message": "hi", "from": null })),
    )
    .await;
    let thread = world.thread_of(COMMENT).await.unwrap();
    assert!(thread.only_comments && thread.open_interaction_id.is_some());
}

#[tokio::test]
async fn a_private_answer_goes_to_the_author_once_and_makes_them_one_customer() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    let before = world.thread_of(AUTHOR).await.unwrap();
    assert_eq!(
        refused(world.try_answer(chat, "Hello").await).0,
        "only_comments",
        "the author's id is no address for messages"
    );
    let sent = answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    assert!(
        sent.parts.contains(&Part::CommentReply { public: false }),
        "{sent:?}"
    );
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].comment.as_deref(), Some(COMMENT));
    assert_eq!(arrived[0].sent_as, ("RESPONSE".to_owned(), None));

    // The platform has named the address: the conversation goes on there.
    let thread = world.thread().await.unwrap();
    assert_eq!((thread.id, thread.contact_id), (before.id, before.contact_id));
    assert_eq!(thread.external_id, CUSTOMER);
    assert_eq!(
        world.thread_of(AUTHOR).await.unwrap().id,
        thread.id,
        "the old one stays known"
    );
    let again = refused(answer(&world, chat, comment.id, false, "And more.").await);
    assert_eq!(again.0, "comment_answered");
    let shown = comment_of(&world.transcript().await).comment.unwrap();
    assert_eq!(shown.private_refused.unwrap().code, "comment_answered");
    assert_eq!(
        refused(world.try_answer(chat, "And more").await).0,
        "window_closed"
    );

    // What the customer writes back comes to the same agent, and opens the window.
    world
        .happens(&[customer().text(START + 60_000, "m_back", "thanks, I take two")])
        .await;
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.open_interaction_id, Some(chat));
    assert!(thread.last_customer_at.is_some() && !thread.only_comments);
    world.answer(chat, "Coming up").await;
    world.harness.send().await;
    assert_eq!(world.harness.platform.arrived()[1].to, CUSTOMER);
    assert_eq!(world.harness.platform.arrived().len(), 2);
}

#[tokio::test]
async fn who_has_written_before_is_the_same_customer() {
    let world = World::commented().await;
    world
        .happens(&[customer().text(START - 30 * DAY, "m_old", "hello")])
        .await;
    let known = world.thread().await.unwrap();
    end(&world, known.open_interaction_id.unwrap()).await;
    let (chat, comment) = commented(&world).await;
    let stranger = world.thread_of(AUTHOR).await.unwrap();
    assert_ne!(stranger.contact_id, known.contact_id);
    answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    world.harness.send().await;
    let thread = world.thread_of(AUTHOR).await.unwrap();
    assert_eq!((thread.id, thread.contact_id), (known.id, known.contact_id));
    assert_eq!(
        thread.open_interaction_id,
        Some(chat),
        "the agent's chat moves along"
    );
    let transcript = world.transcript().await;
    assert!(transcript.iter().any(|message| text_of(message) == "hello"));
    assert!(transcript.iter().any(|message| text_of(message) == "40 euros."));
    assert_eq!(world.interactions().await.len(), 2);
    world
        .happens(&[customer().text(START + 60_000, "m_back", "thanks")])
        .await;
    assert_eq!(world.thread().await.unwrap().open_interaction_id, Some(chat));
}

#[tokio::test]
async fn two_open_chats_of_one_customer_stay_two_and_the_customer_is_one() {
    let world = World::commented().await;
    let written = world.chat().await;
    let (chat, comment) = commented(&world).await;
    answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    world.harness.send().await;
    let (author, known) = (
        world.thread_of(AUTHOR).await.unwrap(),
        world.thread().await.unwrap(),
    );
    assert_eq!(author.contact_id, known.contact_id);
    assert_eq!(
        (author.open_interaction_id, known.open_interaction_id),
        (Some(chat), Some(written))
    );
}

async fn end(world: &World, interaction: InteractionId) {
    let ctx = world.tenant.ctx;
    world
        .harness
        .engine
        .write(move |tx, _| {
            let mut row = tx.interaction(&ctx, interaction)?.unwrap();
            row.state = parlance_core::interaction::InteractionState::Closed;
            tx.save_interaction(&ctx, &mut row)?;
            Ok(tx.set_open_interaction(&ctx, row.thread_id, None)?)
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn after_seven_days_only_a_public_answer_is_possible() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    let until = comment.comment.as_ref().unwrap().private_until.as_millis();
    assert!(
        (START + 7 * DAY - 600_000..START + 7 * DAY).contains(&until),
        "{until}"
    );
    world.harness.clock.advance(until - world.harness.now() - 1);
    let late = answer(&world, chat, comment.id, false, "just in time")
        .await
        .unwrap();
    world.harness.clock.advance(1);
    world.harness.send().await;
    let late = world.message_in(AUTHOR, late.id).await;
    assert_eq!(
        late.problem.unwrap().code,
        "comment_too_old",
        "decided when it goes out"
    );
    assert!(world.harness.platform.arrived().is_empty());
    assert_eq!(
        refused(answer(&world, chat, comment.id, false, "too late").await).0,
        "comment_too_old"
    );
    answer(&world, chat, comment.id, true, "40 euros.").await.unwrap();
    world.harness.send().await;
    assert_eq!(world.harness.platform.public().len(), 1);
}

#[tokio::test]
async fn public_answers_are_many_and_their_events_make_no_double() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    for text in ["40 euros.", "In red, too."] {
        let sent = answer(&world, chat, comment.id, true, text).await.unwrap();
        world.harness.send().await;
        let sent = world.message_in(AUTHOR, sent.id).await;
        assert_eq!(sent.delivery, Some(Delivery::Sent));
        assert!(sent.parts.contains(&Part::CommentReply { public: true }));
    }
    for reply in world.harness.platform.public() {
        let own = json!({ "from": { "id": PAGE, "name": "Kettles" }, "comment_id": reply.id,
            "parent_id": COMMENT, "message": reply.text });
        told(&world, &change(START + 1_000, "add", own)).await;
    }
    let transcript = world.transcript_of(AUTHOR).await;
    let answers = transcript
        .iter()
        .filter(|message| message.direction == Direction::Outbound);
    assert_eq!(answers.count(), 2, "{transcript:#?}");
    assert!(world.harness.platform.arrived().is_empty());
    let after = comment_of(&transcript).comment.unwrap();
    assert_eq!(
        after.private_refused, None,
        "public answers leave the private one"
    );
}

#[tokio::test]
async fn a_receipt_of_messages_says_nothing_about_what_stands_under_a_post() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    let public = answer(&world, chat, comment.id, true, "40 euros.").await.unwrap();
    world.harness.send().await;
    let private = answer(&world, chat, comment.id, false, "Shall I reserve one?")
        .await
        .unwrap();
    world.harness.send().await;
    world
        .happens(&[customer().other(
            world.harness.now() + 1,
            "read",
            json!({ "watermark": world.harness.now() + 1 }),
        )])
        .await;
    assert_eq!(world.message(public.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.message(private.id).await.delivery, Some(Delivery::Read));
}

#[tokio::test]
async fn an_answer_written_on_the_page_is_shown_as_such() {
    let world = World::commented().await;
    commented(&world).await;
    let elsewhere = json!({ "from": { "id": PAGE }, "comment_id": "99_8888", "parent_id": COMMENT,
        "message": "We have written to you." });
    let body = change(START + 1_000, "add", elsewhere);
    told(&world, &body).await;
    told(&world, &body).await;
    let transcript = world.transcript_of(AUTHOR).await;
    let answers: Vec<_> = transcript
        .iter()
        .filter(|message| message.author == Author::Elsewhere)
        .collect();
    assert_eq!(answers.len(), 1);
    assert!(answers[0].parts.contains(&Part::CommentReply { public: true }));
    // What the page writes under no known comment is none of our business.
    let own_post = json!({ "from": { "id": PAGE }, "comment_id": "99_9999", "message": "New kettles!" });
    told(&world, &change(START + 2_000, "add", own_post)).await;
    assert!(world.thread_of("99_9999").await.is_none());
}

#[tokio::test]
async fn an_uncertain_private_answer_is_settled_by_its_echo() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan([Meets::YesUnheard]);
    let sent = answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    world.harness.send().await;
    let uncertain = world.message_in(AUTHOR, sent.id).await;
    assert_eq!(uncertain.delivery, Some(Delivery::Uncertain));
    world.happens(&[world.echo_of("40 euros.")]).await;
    let settled = world.message(sent.id).await;
    assert_eq!(
        settled.delivery,
        Some(Delivery::Sent),
        "and the echo tells who the author is"
    );
    assert!(!world.thread().await.unwrap().only_comments);
}

#[tokio::test]
async fn an_uncertain_private_answer_without_echo_is_settled_by_the_platforms_refusal() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan([Meets::YesUnheard]);
    let sent = answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    world.harness.send().await;
    world.harness.clock.advance(61_000);
    world.harness.send().await;
    let settled = world.message_in(AUTHOR, sent.id).await;
    assert_eq!(
        (settled.delivery, settled.possible_duplicate),
        (Some(Delivery::Sent), false)
    );
    assert_eq!(world.harness.platform.arrived().len(), 1);
}

#[tokio::test]
async fn an_uncertain_public_answer_is_looked_for_before_it_is_sent_again() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    for (meets, text) in [(Meets::YesUnheard, "40 euros."), (Meets::Lost, "In red, too.")] {
        world.harness.platform.plan([meets]);
        let sent = answer(&world, chat, comment.id, true, text).await.unwrap();
        world.harness.send().await;
        assert_eq!(
            world.message_in(AUTHOR, sent.id).await.delivery,
            Some(Delivery::Uncertain)
        );
        world.harness.clock.advance(61_000);
        world.harness.send().await;
        assert_eq!(
            world.message_in(AUTHOR, sent.id).await.delivery,
            Some(Delivery::Sent)
        );
    }
    let texts: Vec<String> = world
        .harness
        .platform
        .public()
        .into_iter()
        .map(|reply| reply.text)
        .collect();
    assert_eq!(
        texts,
        ["40 euros.", "In red, too."],
        "nothing lost, nothing doubled"
    );
}

#[tokio::test]
async fn an_uncertain_public_answer_is_settled_by_the_feed() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan([Meets::YesUnheard]);
    let sent = answer(&world, chat, comment.id, true, "40 euros.").await.unwrap();
    world.harness.send().await;
    let reply = world.harness.platform.public().remove(0);
    let own = json!({ "from": { "id": PAGE }, "comment_id": reply.id, "parent_id": COMMENT,
        "message": reply.text });
    told(&world, &change(START + 1_000, "add", own)).await;
    assert_eq!(
        world.message_in(AUTHOR, sent.id).await.delivery,
        Some(Delivery::Sent)
    );
    let transcript = world.transcript_of(AUTHOR).await;
    assert!(
        transcript
            .iter()
            .all(|message| message.author != Author::Elsewhere)
    );
}

#[tokio::test]
async fn a_comment_that_the_platform_closes_says_so_from_then_on() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan([Meets::Refusal(10_900, 0)]);
    let sent = answer(&world, chat, comment.id, false, "40 euros.")
        .await
        .unwrap();
    world.harness.send().await;
    let failed = world.message_in(AUTHOR, sent.id).await;
    let problem = failed.problem.unwrap();
    assert_eq!((problem.code.as_str(), problem.retry), ("comment_refused", false));
    let (code, sentence) = refused(answer(&world, chat, comment.id, false, "again").await);
    assert_eq!(code, "comment_refused");
    assert!(sentence.contains("answered privately already"), "{sentence}");
    let state = comment_of(&world.transcript_of(AUTHOR).await).comment.unwrap();
    let why = state.private_refused.unwrap();
    let german = world.harness.engine.sentences("de");
    assert!(
        german.contains_key(&why.wording.unwrap().id),
        "{sentence} can be said in German"
    );
}

#[tokio::test]
async fn a_public_answer_is_not_tried_for_ever() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan(vec![Meets::NoConnection; 1_000]);
    let sent = answer(&world, chat, comment.id, true, "40 euros.").await.unwrap();
    for _ in 0..400 {
        world.harness.send().await;
        world.harness.clock.advance(5 * 60_000);
    }
    let message = world.message_in(AUTHOR, sent.id).await;
    assert_eq!(message.delivery, Some(Delivery::Failed));
    let problem = message.problem.unwrap();
    assert!(problem.sentence.contains("24 h"), "{}", problem.sentence);
    assert!(problem.retry, "the agent may try again");
    let german = world.harness.engine.sentences("de");
    assert!(german.contains_key(&problem.wording.unwrap().id));
}

#[tokio::test]
async fn a_private_answer_that_failed_or_was_deleted_can_be_written_anew() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    world.harness.platform.plan([Meets::Refusal(100, 0)]);
    answer(&world, chat, comment.id, false, "first").await.unwrap();
    world.harness.send().await;
    let state = comment_of(&world.transcript_of(AUTHOR).await).comment.unwrap();
    assert_eq!(state.private_refused, None);
    let second = answer(&world, chat, comment.id, false, "second").await.unwrap();
    let engine = &world.harness.engine;
    engine.delete_message(&world.tenant.ana, second.id).await.unwrap();
    answer(&world, chat, comment.id, false, "third").await.unwrap();
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["third"]);
}
