//! One app, several channels: a delivery at one channel's address that is about another.

use std::collections::BTreeMap;

use parlance_api::{
    account::{AccountView, NewAccount},
    message::MessageView,
};
use parlance_channel::{HandshakeQuery, SignatureRefusal};
use parlance_core::{
    delivery::Delivery,
    message::{Direction, MediaState, Part},
};
use parlance_engine::{
    inbound::{HandshakeAnswer, ReceiveError},
    messages,
};
use parlance_store::messages::Transcript;
use serde_json::{Value, json};

use crate::{
    files::upload,
    harness::START,
    platform::PNG,
    wire::{self, From, body},
    world::{PAGE, SECRET, World, customer, feed},
};

const INSTAGRAM: &str = "17841400112233445";
const FOLLOWER: &str = "990011223344556";
/// A moving picture of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn follower() -> From<'static> {
    From {
        customer: FOLLOWER,
        page: INSTAGRAM,
    }
}

fn about_instagram(events: &[Value]) -> String {
    json!({ "object": "instagram", "entry": [{ "id": INSTAGRAM, "time": 1_795_340_101_123_i64, "messaging": events }] })
        .to_string()
}

/// The tenant's Instagram account, of the app with this secret.
async fn instagram(world: &World, secret: &str) -> AccountView {
    instagram_with(world, secret, &[]).await
}

/// A world whose account is at Instagram, with these settings.
async fn at_instagram(more: &[(&str, &str)]) -> World {
    let world = World::new().await;
    let account = instagram_with(&world, SECRET, more).await;
    World { account, ..world }
}

async fn instagram_with(world: &World, secret: &str, more: &[(&str, &str)]) -> AccountView {
    let text = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect()
    };
    let new = NewAccount {
        channel: "instagram".into(),
        channel_type: None,
        name: "Kettles".into(),
        settings: text(
            &[
                &[
                    ("username", "kettles"),
                    ("instagram_id", INSTAGRAM),
                    ("page_id", PAGE),
                ],
                more,
            ]
            .concat(),
        ),
        secrets: text(&[
            ("token", "page-token-0001"),
            ("verify_token", "verify-instagram"),
            ("app_secret", secret),
        ]),
        import_past: false,
    };
    let engine = &world.harness.engine;
    let account = engine.create_account(&world.tenant.admin, new).await.unwrap();
    feed(&world.harness, &world.tenant, account.id).await;
    account
}

async fn transcript(world: &World, account: &AccountView, customer: &'static str) -> Vec<MessageView> {
    let (ctx, account) = (world.tenant.ctx, account.id);
    let page = world.harness.engine.read(move |read, _| {
        let Some(thread) = read.thread_by_address(&ctx, account, customer)? else {
            return Ok(Vec::new());
        };
        Ok(messages::page(read, &ctx, Transcript::Thread(thread.id), None, 200)?.items)
    });
    page.await.unwrap()
}

fn said(transcript: &[MessageView]) -> Vec<&Part> {
    let inbound = transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound);
    inbound.flat_map(|message| &message.parts).collect()
}

async fn parked(world: &World) -> Vec<String> {
    let (engine, ctx) = (&world.harness.engine, world.tenant.ctx);
    let rows = engine.parked_events(ctx, world.account.id).await.unwrap();
    rows.into_iter().map(|row| row.reason).collect()
}

#[tokio::test]
async fn a_delivery_for_the_sibling_goes_to_the_account_of_the_same_app() {
    let world = World::new().await;
    let instagram = instagram(&world, SECRET).await;
    world
        .deliver_body(&about_instagram(&[follower().text(
            START,
            "aWdf1",
            "Hi from Instagram",
        )]))
        .await;
    world.harness.apply().await;
    let transcript = transcript(&world, &instagram, FOLLOWER).await;
    assert_eq!(
        said(&transcript),
        [&Part::Text {
            text: "Hi from Instagram".into()
        }]
    );
    assert!(
        world.thread_of(FOLLOWER).await.is_none(),
        "the page has no such customer"
    );
    assert!(parked(&world).await.is_empty());
}

#[tokio::test]
async fn and_the_other_way_round() {
    let world = World::new().await;
    instagram(&world, SECRET).await;
    let channel = world.harness.engine.channels().get("instagram").unwrap().clone();
    let delivery = body(PAGE, &[customer().text(START, "m_1", "Hi from the page")]);
    for address in [Some(INSTAGRAM), None] {
        world
            .harness
            .engine
            .receive_webhook(channel.as_ref(), address, wire::signed(SECRET, &delivery))
            .await
            .unwrap();
        world.harness.apply().await;
        assert_eq!(said(&world.transcript().await).len(), 1, "{address:?}: once");
    }
}

#[tokio::test]
async fn both_in_one_list_are_told_apart() {
    let world = World::new().await;
    let instagram = instagram(&world, SECRET).await;
    let both = format!(
        "[{},{}]",
        about_instagram(&[
            follower().text(START, "aWdf1", "one"),
            follower().text(START + 1, "aWdf2", "two")
        ]),
        body(PAGE, &[customer().text(START + 2, "m_1", "three")])
    );
    world.deliver_body(&both).await;
    world.harness.apply().await;
    assert_eq!(said(&transcript(&world, &instagram, FOLLOWER).await).len(), 2);
    assert_eq!(said(&world.transcript().await).len(), 1);
}

#[tokio::test]
async fn another_apps_account_gets_nothing() {
    let world = World::new().await;
    let other = instagram(&world, "the-secret-of-another-app").await;
    world
        .deliver_body(&about_instagram(&[follower().text(START, "aWdf1", "whose?")]))
        .await;
    world.harness.apply().await;
    assert!(transcript(&world, &other, FOLLOWER).await.is_empty());
    let reasons = parked(&world).await;
    assert!(
        reasons[0].contains("does not belong to the app that signed it"),
        "{reasons:?}"
    );
    // Its own secret at the page's address is refused outright.
    let forged = about_instagram(&[follower().text(START, "aWdf2", "whose?")]);
    let refused = world.post(&forged, "the-secret-of-another-app", Some(PAGE)).await;
    assert_eq!(refused, Err(ReceiveError::Signature(SignatureRefusal::Wrong)));
}

#[tokio::test]
async fn without_such_an_account_it_is_left_aside() {
    let world = World::new().await;
    world
        .deliver_body(&about_instagram(&[follower().text(START, "aWdf1", "anybody?")]))
        .await;
    world.harness.apply().await;
    assert!(parked(&world).await.is_empty());
    assert!(world.interactions().await.is_empty());
}

#[tokio::test]
async fn the_shared_address_knows_the_secrets_and_tokens_of_the_whole_family() {
    let world = World::new().await;
    let instagram = instagram(&world, "another-secret-000").await;
    let delivery = about_instagram(&[follower().text(START, "aWdf1", "here")]);
    world.post(&delivery, "another-secret-000", None).await.unwrap();
    world.harness.apply().await;
    assert_eq!(said(&transcript(&world, &instagram, FOLLOWER).await).len(), 1);
    let channel = world.harness.engine.channels().get("messenger").unwrap().clone();
    let pairs = [
        ("hub.mode", "subscribe"),
        ("hub.verify_token", "verify-instagram"),
        ("hub.challenge", "1158201444"),
    ];
    let query = HandshakeQuery(
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
    );
    let answer = world
        .harness
        .engine
        .answer_handshake(channel.as_ref(), None, &query)
        .await;
    assert_eq!(answer, HandshakeAnswer::Challenge("1158201444".into()));
}

#[tokio::test]
async fn what_must_not_be_kept_is_only_pointed_at() {
    let world = World::new().await;
    let instagram = instagram(&world, SECRET).await;
    let story = json!({ "mid": "aWdf1", "text": "love this!",
        "reply_to": { "story": { "id": "1", "url": "https://lookaside.fbsbx.com/story.jpg" } } });
    let picture = json!({ "mid": "aWdf2",
        "attachments": [{ "type": "image", "payload": { "url": "https://lookaside.fbsbx.com/2.png" } }] });
    world
        .deliver_body(&about_instagram(&[
            follower().message(START, story),
            follower().message(START + 1, picture),
        ]))
        .await;
    world.harness.apply().await;
    world.harness.jobs().await;
    let transcript = transcript(&world, &instagram, FOLLOWER).await;
    let inbound: Vec<&MessageView> = transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .collect();
    for message in &inbound {
        let media = message.parts[0].media().expect("both show something");
        assert_eq!(media.state, MediaState::Linked);
        assert_eq!((media.attachment_id, media.source_url.as_ref()), (None, None));
        let path = format!("/api/v1/messages/{}/media?place=0", message.id);
        assert_eq!(media.shown_at.as_deref(), Some(path.as_str()));
    }
    assert!(!serde_json::to_string(&inbound).unwrap().contains("lookaside"));
    let interactions = world.interactions().await;
    assert!(interactions.is_empty() || interactions[0].unread > 0);
}

/// Instagram tells of the last piece alone that it was seen.
#[tokio::test]
async fn an_answer_in_pieces_is_read_when_its_last_piece_was_seen() {
    let world = at_instagram(&[]).await;
    world
        .deliver_body(&about_instagram(&[follower().text(
            START,
            "aWdf1",
            "Tell me all",
        )]))
        .await;
    world.harness.apply().await;
    let chat = world.take(FOLLOWER).await;
    let answer = world
        .send(chat, "c-long", &"Grüße von Regal 7. ".repeat(100), Vec::new())
        .await
        .unwrap();
    world.harness.send().await;
    let pieces = world.harness.platform.arrived();
    assert!(pieces.len() > 1, "2,100 bytes are more than one message");
    let [first, .., last] = &pieces[..] else {
        panic!("{pieces:?}")
    };
    for (at, piece) in (START + 100..).zip(&pieces) {
        let echo = follower().echo(at, &piece.mid, None, piece.text.as_deref().unwrap());
        world.deliver_body(&about_instagram(&[echo])).await;
        world.harness.apply().await;
    }
    let seen = |mid: &str| about_instagram(&[follower().seen(world.harness.now(), mid)]);

    world.deliver_body(&seen(&first.mid)).await;
    world.harness.apply().await;
    let delivery = world.message_in(FOLLOWER, answer.id).await.delivery;
    assert_eq!(delivery, Some(Delivery::Sent), "the rest has not been seen");
    world.deliver_body(&seen(&last.mid)).await;
    world.harness.apply().await;
    let delivery = world.message_in(FOLLOWER, answer.id).await.delivery;
    assert_eq!(delivery, Some(Delivery::Read));
}

#[tokio::test]
async fn what_instagram_does_not_take_is_refused_before_it_is_sent() {
    let world = at_instagram(&[]).await;
    world
        .deliver_body(&about_instagram(&[follower().text(START, "aWdf1", "A picture?")]))
        .await;
    world.harness.apply().await;
    let chat = world.take(FOLLOWER).await;
    let moving = upload(&world, "kettle.gif", GIF).await;
    let refused = world.send(chat, "c-gif", "", vec![moving.id]).await.unwrap_err();
    assert!(
        refused.to_string().contains("image/png, image/jpeg"),
        "it says what would do: {refused}"
    );
    let large: Vec<u8> = PNG
        .iter()
        .copied()
        .chain(std::iter::repeat_n(0, 8_000_000))
        .collect();
    let large = upload(&world, "kettle.png", &large).await;
    let refused = world.send(chat, "c-large", "", vec![large.id]).await.unwrap_err();
    assert!(refused.to_string().contains("at most 8 MB"), "{refused}");
    assert!(world.harness.platform.arrived().is_empty(), "nothing went out");
}

/// The author of a comment has the id that messages come from: no second customer.
#[tokio::test]
async fn a_comment_of_somebody_who_has_written_is_work_in_their_chat() {
    let world = at_instagram(&[("take_comments", "true")]).await;
    world
        .deliver_body(&about_instagram(&[follower().text(START, "aWdf1", "Hi")]))
        .await;
    let comment = json!({ "object": "instagram", "entry": [{ "id": INSTAGRAM, "time": START / 1000 + 60, "changes": [
        { "field": "comments", "value": { "id": "178", "from": { "id": FOLLOWER, "username": "ona.b" },
          "text": "How much?", "media": { "id": "179", "media_product_type": "FEED" } } }] }] });
    for _ in 0..2 {
        world.deliver_body(&comment.to_string()).await;
        world.harness.apply().await;
    }
    let transcript = world.transcript_of(FOLLOWER).await;
    let said: Vec<&Part> = said(&transcript);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        matches!(said[1..], [Part::Comment(post), Part::Text { text }]
            if post.post_id.as_deref() == Some("179") && text == "How much?"),
        "{said:?}"
    );
}

#[tokio::test]
async fn comments_are_left_aside_where_they_are_not_taken() {
    let world = at_instagram(&[]).await;
    let comment = json!({ "object": "instagram", "entry": [{ "id": INSTAGRAM, "time": 1, "changes": [
        { "field": "comments", "value": { "id": "178", "from": { "id": FOLLOWER }, "text": "How much?" } }] }] });
    world.deliver_body(&comment.to_string()).await;
    world.harness.apply().await;
    assert!(world.thread_of(FOLLOWER).await.is_none());
}
