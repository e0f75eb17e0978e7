//! Bad events and strangers: nobody pays for a neighbour.

use parlance_api::account::AccountPatch;
use parlance_channel::SignatureRefusal;
use parlance_core::message::Direction;
use parlance_engine::inbound::ReceiveError;
use serde_json::json;

use crate::{
    harness::START,
    wire::{From, body, body_of, unsigned},
    world::{CUSTOMER, PAGE, SECRET, World, customer, feed, make_account, make_tenant, post},
};

/// Makes the store refuse a message with this platform id, as a disk fault or a defect of ours would.
fn poison(world: &World, mid: &str) {
    let (when, what) = (format!("NEW.provider_id = '{mid}'"), "INSERT ON message");
    world.harness.place.refuse("poison", what, &when);
}

fn cure(world: &World) {
    world.harness.place.allow("poison", "message");
}

fn said(transcript: &[parlance_api::message::MessageView]) -> usize {
    transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .count()
}

#[tokio::test]
async fn a_failing_event_is_tried_five_times_then_parked_and_can_be_replayed() {
    let world = World::new().await;
    poison(&world, "m_bad");
    world
        .deliver(&[
            customer().text(START, "m_1", "before"),
            customer().text(START + 1, "m_bad", "poison"),
            customer().text(START + 2, "m_2", "after"),
        ])
        .await;
    world
        .deliver(&[customer().text(START + 3, "m_3", "the next delivery")])
        .await;
    let engine = &world.harness.engine;
    for round in 0..5 {
        assert!(
            engine
                .parked_events(world.tenant.ctx, world.account.id)
                .await
                .unwrap()
                .is_empty(),
            "{round}"
        );
        world.harness.apply().await;
        assert_eq!(
            said(&world.transcript().await),
            3,
            "the neighbours are there at once, and once"
        );
        world.harness.clock.advance(60_000);
    }
    world.harness.apply().await;
    let parked = engine
        .parked_events(world.tenant.ctx, world.account.id)
        .await
        .unwrap();
    assert_eq!(parked.len(), 1);
    assert!(
        parked[0].reason.contains("refused by poison"),
        "{}",
        parked[0].reason
    );
    assert_eq!(world.account_now().await.health.parked, 1);
    assert_eq!(world.interactions().await[0].unread, 3);

    let refused = engine
        .replay_parked(&world.tenant.admin, parked[0].id)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("refused by poison"), "{refused}");
    cure(&world);
    engine
        .replay_parked(&world.tenant.admin, parked[0].id)
        .await
        .unwrap();
    assert_eq!(said(&world.transcript().await), 4);
    assert_eq!(world.account_now().await.health.parked, 0);
    assert!(
        engine
            .replay_parked(&world.tenant.admin, parked[0].id)
            .await
            .is_err(),
        "once"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_parked_beside_what_can() {
    let world = World::new().await;
    let broken = json!({ "sender": 17, "message": "not an object" });
    world
        .deliver(&[
            customer().text(START, "m_1", "good"),
            broken,
            customer().text(START + 1, "m_2", "good too"),
        ])
        .await;
    world.deliver_body("{ this is no JSON").await;
    world.harness.apply().await;
    assert_eq!(said(&world.transcript().await), 2);
    let engine = &world.harness.engine;
    let parked = engine
        .parked_events(world.tenant.ctx, world.account.id)
        .await
        .unwrap();
    assert_eq!(parked.len(), 2, "{parked:?}");
    for event in &parked {
        engine
            .discard_parked(&world.tenant.admin, event.id)
            .await
            .unwrap();
    }
    assert_eq!(world.account_now().await.health.parked, 0);
}

#[tokio::test]
async fn only_the_right_secret_speaks_for_an_account() {
    let world = World::new().await;
    let text = body(PAGE, &[customer().text(START, "m_1", "Hi")]);
    for (secret, page, expected) in [
        (
            "wrong-secret",
            Some(PAGE),
            ReceiveError::Signature(SignatureRefusal::Wrong),
        ),
        (
            "wrong-secret",
            None,
            ReceiveError::Signature(SignatureRefusal::Wrong),
        ),
        (SECRET, Some("999"), ReceiveError::UnknownAddress),
    ] {
        assert_eq!(world.post(&text, secret, page).await.unwrap_err(), expected);
    }
    let refused = post(&world.harness, unsigned(&text), Some(PAGE))
        .await
        .unwrap_err();
    assert_eq!(refused, ReceiveError::Signature(SignatureRefusal::Missing));
    world.harness.apply().await;
    assert!(world.thread().await.is_none(), "nothing was stored");
}

#[tokio::test]
async fn unsigned_events_come_in_only_where_an_administrator_said_so_and_only_there() {
    let world = World::new().await;
    let other = make_account(&world.harness, &world.tenant, "777", "").await;
    feed(&world.harness, &world.tenant, other.id).await;
    let stranger = From {
        customer: "5550001",
        page: "777",
    };
    let both = body_of(&[
        ("777", &[stranger.text(START, "m_a", "unsigned")]),
        (PAGE, &[customer().text(START, "m_b", "smuggled")]),
    ]);
    let refused = post(&world.harness, unsigned(&both), Some("777"))
        .await
        .unwrap_err();
    assert_eq!(refused, ReceiveError::Signature(SignatureRefusal::NoSecret));
    let patch = AccountPatch {
        settings: [("accept_unsigned".to_owned(), "true".to_owned())].into(),
        ..AccountPatch::default()
    };
    world
        .harness
        .engine
        .change_account(&world.tenant.admin, other.id, patch)
        .await
        .unwrap();
    post(&world.harness, unsigned(&both), Some("777")).await.unwrap();
    world.harness.apply().await;
    assert!(
        world.thread().await.is_none(),
        "it may not speak for another page"
    );
    let engine = &world.harness.engine;
    let parked = engine.parked_events(world.tenant.ctx, other.id).await.unwrap();
    assert_eq!(parked.len(), 1);
    assert!(
        parked[0].reason.contains("does not belong to the app"),
        "{}",
        parked[0].reason
    );
}

#[tokio::test]
async fn one_app_may_serve_several_pages_and_two_tenants_never_meet() {
    let world = World::new().await;
    let second = make_account(&world.harness, &world.tenant, "222", SECRET).await;
    feed(&world.harness, &world.tenant, second.id).await;
    let neighbours = make_tenant(&world.harness, 2, "").await;
    let theirs = make_account(&world.harness, &neighbours, "333", "secret-of-the-neighbours").await;
    feed(&world.harness, &neighbours, theirs.id).await;

    let on = |page| From {
        customer: CUSTOMER,
        page,
    };
    let mixed = body_of(&[
        (PAGE, &[on(PAGE).text(START, "m_1", "one")]),
        ("222", &[on("222").text(START, "m_2", "two")]),
        ("333", &[on("333").text(START, "m_3", "three")]),
        ("444", &[on("444").text(START, "m_4", "four")]),
    ]);
    world.post(&mixed, SECRET, None).await.unwrap();
    world.harness.apply().await;

    let count = |ctx: parlance_core::TenantCtx, account, engine: parlance_engine::Engine| async move {
        let thread = engine
            .read(move |read, _| Ok(read.thread_by_address(&ctx, account, CUSTOMER)?))
            .await
            .unwrap();
        thread.is_some()
    };
    let engine = &world.harness.engine;
    assert!(count(world.tenant.ctx, world.account.id, engine.clone()).await);
    assert!(count(world.tenant.ctx, second.id, engine.clone()).await);
    assert!(
        !count(neighbours.ctx, theirs.id, engine.clone()).await,
        "another app's page"
    );
    let parked = engine
        .parked_events(world.tenant.ctx, world.account.id)
        .await
        .unwrap();
    assert_eq!(parked.len(), 2, "the neighbours' page and one nobody has");

    // The same customer number on another tenant's page is another person.
    let own = body("333", &[on("333").text(START, "m_3", "three")]);
    world
        .post(&own, "secret-of-the-neighbours", Some("333"))
        .await
        .unwrap();
    world.harness.apply().await;
    let thread = engine
        .read(move |read, _| Ok(read.thread_by_address(&neighbours.ctx, theirs.id, CUSTOMER)?))
        .await
        .unwrap()
        .unwrap();
    assert!(engine.contact(world.tenant.ctx, thread.contact_id).await.is_err());
    assert!(engine.contact(neighbours.ctx, thread.contact_id).await.is_ok());
}
