//! Finding and opening records.

use parlance_api::{interaction::WrapUp, record::RecordSearch};
use parlance_core::{interaction::SegmentKind, offer::OfferState};
use parlance_engine::{
    identity::Caller,
    interactions::{self},
};

use crate::world::{ANA, BEN, Cast, DEV, ORDERS, RETURNS, World, make};

async fn found(world: &World, caller: &Caller, search: RecordSearch) -> Vec<String> {
    let page = world.harness.engine.search_records(caller, search).await.unwrap();
    page.items.into_iter().map(|row| row.line).collect()
}

fn words(q: &str) -> RecordSearch {
    RecordSearch {
        q: Some(q.into()),
        ..RecordSearch::default()
    }
}

/// Ana answers the first customer, Dev holds the second, the third waits.
async fn three_chats() -> World {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "Where is my parcel?").await;
    world.pass_time(7_000).await;
    let id = world.accept(ANA).await;
    world.pass_time(60_000).await;
    let (ctx, by) = (world.cast.ctx, world.cast.agents[ANA].user_id);
    world
        .harness
        .engine
        .write(move |tx, env| interactions::agent_wrote(tx, env, &ctx, id, env.now, "On its way", Some(by)))
        .await
        .unwrap();
    world.pass_time(30_000).await;
    let engine = &world.harness.engine;
    engine.end_interaction(&world.cast.agents[ANA], id).await.unwrap();
    world.pass_time(10_000).await;
    let done = WrapUp {
        disposition_id: Some(world.cast.solved),
        finish: true,
        ..WrapUp::default()
    };
    engine.wrap_up(&world.cast.agents[ANA], id, done).await.unwrap();
    world.ready(DEV).await;
    world.message(2, RETURNS, "Quiero devolver la lámpara").await;
    world.accept(DEV).await;
    world.pass_time(1_000).await;
    world.message(3, RETURNS, "Refund \"now\" or never*").await;
    world
}

#[tokio::test]
async fn a_search_finds_words_names_services_and_states() {
    let world = three_chats().await;
    let boss = Caller::Person(world.cast.boss.clone());
    assert_eq!(found(&world, &boss, RecordSearch::default()).await.len(), 3);
    assert_eq!(
        found(&world, &boss, words("lampara")).await,
        ["Quiero devolver la lámpara"]
    );
    assert_eq!(found(&world, &boss, words("parc")).await, ["Where is my parcel?"]);
    assert_eq!(found(&world, &boss, words("parcel lámpara")).await.len(), 0);
    assert_eq!(found(&world, &boss, words("No2 customer")).await.len(), 1);
    assert_eq!(found(&world, &boss, words("\"NOT OR *")).await.len(), 0);
    let by_contact = RecordSearch {
        contact: Some("C1@EXAMPLE".into()),
        ..RecordSearch::default()
    };
    assert_eq!(found(&world, &boss, by_contact).await, ["Where is my parcel?"]);
    let by_agent = RecordSearch {
        agent_id: Some(world.cast.agents[DEV].user_id),
        ..RecordSearch::default()
    };
    assert_eq!(found(&world, &boss, by_agent).await.len(), 1);
    let by_service = RecordSearch {
        service_id: Some(world.cast.services[RETURNS]),
        state: Some(parlance_core::interaction::InteractionState::Active),
        ..RecordSearch::default()
    };
    assert_eq!(found(&world, &boss, by_service).await.len(), 1);
    assert_eq!(found(&world, &boss, words("lámparas -parcel")).await.len(), 1);
    let early = RecordSearch {
        to: Some(crate::harness::START.plus_ms(1)),
        ..RecordSearch::default()
    };
    assert_eq!(found(&world, &boss, early).await, ["Where is my parcel?"]);
}

#[tokio::test]
async fn what_was_searched_is_marked_and_nonsense_is_explained() {
    let world = three_chats().await;
    let boss = Caller::Person(world.cast.boss.clone());
    let engine = &world.harness.engine;
    let page = engine.search_records(&boss, words("lampar")).await.unwrap();
    let (line, marks) = (&page.items[0].line, &page.items[0].marks);
    let marked: Vec<String> = marks
        .iter()
        .map(|mark| {
            let units = line.encode_utf16().skip(mark.from as usize);
            String::from_utf16(&units.take((mark.to - mark.from) as usize).collect::<Vec<_>>()).unwrap()
        })
        .collect();
    assert_eq!(marked, ["lámpara"]);
    for (q, said) in [
        ("?!", "There is no word in it"),
        ("-parcel", "Everything in it is to be left out"),
        (&"a b ".repeat(9), "Too many words"),
    ] {
        let refused = engine.search_records(&boss, words(q)).await.unwrap_err();
        assert!(format!("{refused:?}").contains(said), "{q}: {refused:?}");
    }
    let stale = RecordSearch {
        cursor: Some("s1.2.3".into()),
        ..RecordSearch::default()
    };
    assert!(engine.search_records(&boss, stale).await.is_err());
}

#[tokio::test]
async fn pages_follow_one_another_without_hole_or_repeat() {
    let world = World::new().await;
    for customer in 0..7 {
        world.write(customer, ORDERS, &format!("chat {customer}")).await;
    }
    let boss = Caller::Person(world.cast.boss.clone());
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let search = RecordSearch {
            limit: Some(3),
            cursor,
            ..RecordSearch::default()
        };
        let page = world.harness.engine.search_records(&boss, search).await.unwrap();
        assert!(page.items.len() <= 3);
        seen.extend(page.items.into_iter().map(|row| row.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), count), (7, 7));
}

#[tokio::test]
async fn agents_see_their_own_and_other_tenants_see_nothing() {
    let world = three_chats().await;
    assert_eq!(
        found(&world, &world.cast.caller(ANA), RecordSearch::default()).await,
        ["Where is my parcel?"]
    );
    assert!(
        found(&world, &world.cast.caller(BEN), RecordSearch::default())
            .await
            .is_empty()
    );
    let other = Cast::new(2);
    let made = other.clone();
    let settings = parlance_api::config::TenantSettings::default();
    world
        .harness
        .engine
        .write(move |tx, _| make(tx, &made, "pine", settings))
        .await
        .unwrap();
    let stranger = Caller::Person(other.boss.clone());
    assert!(found(&world, &stranger, words("parcel")).await.is_empty());
    let boss = Caller::Person(world.cast.boss.clone());
    let id = world
        .harness
        .engine
        .search_records(&boss, words("parcel"))
        .await
        .unwrap()
        .items[0]
        .id;
    assert!(world.harness.engine.record(&stranger, id).await.is_err());
    assert!(
        world
            .harness
            .engine
            .record(&world.cast.caller(BEN), id)
            .await
            .is_err()
    );
    assert!(
        world
            .harness
            .engine
            .record(&world.cast.caller(ANA), id)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_record_tells_the_whole_story() {
    let world = three_chats().await;
    let boss = Caller::Person(world.cast.boss.clone());
    let engine = &world.harness.engine;
    let id = engine.search_records(&boss, words("parcel")).await.unwrap().items[0].id;
    let record = engine.record(&boss, id).await.unwrap();
    let kinds: Vec<_> = record
        .segments
        .iter()
        .map(|segment| (segment.kind, segment.agent.as_deref(), segment.outcome.as_deref()))
        .collect();
    assert_eq!(
        kinds,
        [
            (SegmentKind::Queue, None, Some("offered")),
            (SegmentKind::Offer, Some("Ana"), Some("accepted")),
            (SegmentKind::Talk, Some("Ana"), Some("ended")),
            (SegmentKind::AfterCallWork, Some("Ana"), Some("finished")),
        ]
    );
    assert_eq!(record.times.waited_ms, 7_000);
    assert_eq!(record.times.first_answer_ms, Some(60_000));
    assert_eq!(record.times.talk_ms, 90_000);
    assert_eq!(record.times.after_call_work_ms, 10_000);
    assert_eq!(record.times.total_ms, 97_000);
    assert_eq!(record.disposition.as_deref(), Some("Solved"));
    assert_eq!(record.decisions[0].agent, "Ana");
    assert_eq!(record.decisions[0].state, OfferState::Accepted);
    assert_eq!(record.contact.email.as_deref(), Some("c1@example.org"));
    assert_eq!(record.waits_because, None);
}
