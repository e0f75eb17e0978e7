//! Customers are forgotten, and told what is kept.

use std::path::Path;

use parlance_api::contact::{ContactPatch, EraseContact};
use parlance_core::{ContactId, interaction::InteractionState};
use parlance_engine::{
    Refusal, UseCaseError,
    identity::{Caller, Person},
    privacy,
};
use serde_json::json;

use crate::{
    harness::START,
    platform::PNG,
    wire::{From, body},
    world::{CUSTOMER, PAGE, World, customer},
};

/// A picture with something behind it, so heavy that a small one is made.
fn picture() -> Vec<u8> {
    [PNG, b"secret-picture-bytes", &vec![7; 120_000]].concat()
}
/// How a small picture begins.
const JPEG: &[u8] = b"\xff\xd8\xff";
const OTHER: &str = "24899999999999999";

/// Everything that must be gone: what the customer said, sent, is called, and is known by.
const WORDS: [&str; 12] = [
    CUSTOMER,
    "zanzibarkettle",
    "firstversionwords",
    "secondversionwords",
    "takenbackwords",
    "Philippa",
    "Quastenflosser",
    "philippa@secret.example",
    "notesabouther",
    "ouranswertoher",
    "wrapupabouther",
    "secret-picture",
];

fn admin(world: &World) -> Person {
    match &world.tenant.admin {
        Caller::Person(person) => Person {
            confirmed_at: parlance_core::Timestamp::from_millis(world.harness.now()),
            ..person.clone()
        },
        Caller::Program(_) => unreachable!("the world's administrator is a person"),
    }
}

/// Where in the whole database one of the words stands.
fn found_in_database(world: &World, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (place, bytes) in world.harness.place.everything() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in words {
            if text.contains(&word.to_lowercase()) {
                found.push(format!("{word} in {place}"));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn files_holding(folder: &Path, word: &[u8]) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += files_holding(&path, word);
        } else if std::fs::read(&path)
            .unwrap()
            .windows(word.len())
            .any(|window| window == word)
        {
            count += 1;
        }
    }
    count
}

/// A customer with a history: every kind of row that can name them.
async fn a_history(world: &World) -> ContactId {
    let harness = &world.harness;
    let interaction = world.chat().await;
    harness.platform.host("https://cdn.example/p.png", Ok(picture()));
    let photo = json!({ "mid": "m_photo", "attachments": [{ "type": "image", "payload": { "url": "https://cdn.example/p.png" } }] });
    let ad = json!({ "mid": "m_ad", "text": "zanzibarkettle", "referral": { "source": "ADS", "type": "OPEN_THREAD",
        "ref": "campaign", "ad_id": "99", "ads_context_data": { "ad_title": "zanzibarkettle sale" } } });
    world
        .happens(&[
            customer().message(START + 1, photo),
            customer().message(START + 2, ad),
            customer().text(START + 3, "m_edit", "firstversionwords"),
            customer().edit(START + 4, "m_edit", "secondversionwords", 1),
            customer().text(START + 5, "m_gone", "takenbackwords"),
            customer().unsend(START + 6, "m_gone"),
            customer().reaction(START + 7, "m_edit", Some("😍")),
            customer().other(
                START + 8,
                "zanzibarkettle_kind",
                json!({ "words": "zanzibarkettle" }),
            ),
        ])
        .await;
    // An event that could not be applied, together with one of somebody else.
    let other = From {
        customer: OTHER,
        page: PAGE,
    };
    world
        .happens(&[
            other.text(START + 9, "m_other", "somebodyelseswords"),
            json!({ "sender": { "id": CUSTOMER }, "timestamp": "zanzibarkettle", "message": 7 }),
        ])
        .await;
    harness.jobs().await;
    world.answer(interaction, "ouranswertoher").await;
    harness.send().await;
    let contact = world.thread().await.unwrap().contact_id;
    let patch = ContactPatch {
        first_name: Some(Some("Philippa".into())),
        last_name: Some(Some("Quastenflosser".into())),
        email: Some(Some("philippa@secret.example".into())),
        notes: Some("notesabouther".into()),
        ..ContactPatch::default()
    };
    harness
        .engine
        .edit_contact(&world.tenant.admin, contact, patch)
        .await
        .unwrap();
    contact
}

/// The agent has finished with the customer.
async fn finished(world: &World) {
    let ctx = world.tenant.ctx;
    let thread = world.thread().await.unwrap();
    world
        .harness
        .engine
        .write(move |tx, _| {
            for mut row in tx.contact_interactions(&ctx, thread.contact_id, None, 10)? {
                row.state = InteractionState::Closed;
                row.wrap_up_note = "wrapupabouther".into();
                tx.save_interaction(&ctx, &mut row)?;
            }
            Ok(tx.set_open_interaction(&ctx, thread.id, None)?)
        })
        .await
        .unwrap();
}

fn by_name(name: &str) -> EraseContact {
    EraseContact { name: name.into() }
}

#[tokio::test]
async fn nothing_of_an_erased_customer_is_left_anywhere() {
    let world = World::new().await;
    let contact = a_history(&world).await;
    finished(&world).await;
    let files = world.harness.place.folder().join("files");
    let before = found_in_database(&world, &WORDS);
    for word in WORDS.iter().filter(|word| **word != "secret-picture") {
        assert!(
            before.iter().any(|place| place.starts_with(word)),
            "{word} was somewhere: the search works"
        );
    }
    assert_eq!(files_holding(&files, b"secret-picture"), 1);
    assert_eq!(files_holding(&files, JPEG), 1, "its small one");

    let others = world.transcript_of(OTHER).await;
    let engine = &world.harness.engine;
    let erased = engine
        .erase_contact(&admin(&world), contact, by_name("Philippa Quastenflosser"))
        .await
        .unwrap();
    assert!(erased.finished && erased.messages >= 6, "{erased:?}");
    assert_eq!((erased.interactions, erased.files), (1, 1));

    assert_eq!(found_in_database(&world, &WORDS), Vec::<String>::new());
    assert_eq!(files_holding(&files, b"secret-picture"), 0);
    assert_eq!(files_holding(&files, JPEG), 0);
    assert_eq!(
        world.transcript_of(OTHER).await,
        others,
        "somebody else's conversation stays as it was"
    );
    let erased = world
        .harness
        .published
        .of(parlance_core::event::EventKind::ContactErased);
    assert_eq!(erased, [json!({ "id": contact })], "the desks hear of it");
    let ctx = world.tenant.ctx;
    let lines = engine
        .read(move |read, _| Ok(read.audit_lines(&ctx, None, 50)?))
        .await
        .unwrap();
    let line = lines
        .iter()
        .find(|line| line.line.action == "contact.erased")
        .unwrap();
    assert_eq!(line.line.object, contact.to_string());

    // Who writes again is somebody new.
    world
        .happens(&[customer().text(START + 50, "m_again", "Hello?")])
        .await;
    let again = world.thread().await.unwrap();
    assert_ne!(again.contact_id, contact);
    let inbound = world
        .transcript()
        .await
        .into_iter()
        .filter(|message| message.direction == parlance_core::message::Direction::Inbound);
    assert_eq!(inbound.count(), 1);
}

#[tokio::test]
async fn erasing_asks_for_the_right_the_name_a_recent_proof_and_an_end() {
    let world = World::new().await;
    let contact = a_history(&world).await;
    let engine = &world.harness.engine;
    let name = "Philippa Quastenflosser";
    let refused = |result: Result<_, UseCaseError>| match result {
        Err(UseCaseError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let agent = Person {
        confirmed_at: admin(&world).confirmed_at,
        ..world.tenant.ana.clone()
    };
    let no = refused(engine.erase_contact(&agent, contact, by_name(name)).await);
    assert!(matches!(no, Refusal::Forbidden { .. }), "{no:?}");
    let no = refused(
        engine
            .erase_contact(&admin(&world), contact, by_name("Philippa"))
            .await,
    );
    assert!(matches!(no, Refusal::Invalid(_)), "{no:?}");
    let no = refused(engine.erase_contact(&admin(&world), contact, by_name(name)).await);
    assert!(
        matches!(
            no,
            Refusal::Conflict {
                code: "conversation_open",
                ..
            }
        ),
        "{no:?}"
    );
    let late = admin(&world);
    world.harness.clock.advance(11 * 60_000);
    let no = refused(engine.erase_contact(&late, contact, by_name(name)).await);
    assert_eq!(no, Refusal::Sudo);
    assert!(world.transcript().await.len() > 5, "nothing was touched");
}

#[tokio::test]
async fn an_erasure_that_was_interrupted_is_finished_by_the_next_cleaning() {
    let world = World::new().await;
    let contact = a_history(&world).await;
    finished(&world).await;
    // The traces cannot be removed: the disk says no.
    let place = &world.harness.place;
    place.refuse("fault", "DELETE ON event", "1 = 1");
    let engine = &world.harness.engine;
    let erased = engine
        .erase_contact(&admin(&world), contact, by_name("Philippa Quastenflosser"))
        .await
        .unwrap();
    assert!(!erased.finished);
    place.allow("fault", "event");
    assert!(!found_in_database(&world, &WORDS).is_empty());
    privacy::finish_erasures(engine).await.unwrap();
    assert_eq!(found_in_database(&world, &WORDS), Vec::<String>::new());
}

#[tokio::test]
async fn a_delivery_that_others_still_need_keeps_its_place_without_its_words() {
    let world = World::new().await;
    let contact = a_history(&world).await;
    finished(&world).await;
    let other = From {
        customer: OTHER,
        page: PAGE,
    };
    let odd = other.other(START + 20, "brand_new_kind", json!({ "of": "somebody else" }));
    world
        .deliver_body(&body(PAGE, &[customer().read(START + 20, START), odd]))
        .await;
    world.harness.apply().await;
    let engine = &world.harness.engine;
    engine
        .erase_contact(&admin(&world), contact, by_name("Philippa Quastenflosser"))
        .await
        .unwrap();
    assert_eq!(found_in_database(&world, &[CUSTOMER]), Vec::<String>::new());
}

#[tokio::test]
async fn an_export_holds_what_is_kept_and_is_written_down() {
    let world = World::new().await;
    let contact = a_history(&world).await;
    let engine = &world.harness.engine;
    let mut export = engine.export_contact(&admin(&world), contact).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = export.next().await.unwrap() {
        bytes.extend(piece);
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in &names {
        std::io::copy(&mut archive.by_name(name).unwrap(), &mut all).unwrap();
    }
    let text = String::from_utf8_lossy(&all);
    for word in [
        CUSTOMER,
        "zanzibarkettle",
        "firstversionwords",
        "secondversionwords",
        "Philippa",
        "notesabouther",
        "ouranswertoher",
        "secret-picture",
        "campaign",
    ] {
        assert!(text.contains(word), "{word} is in {names:?}");
    }
    assert!(!text.contains("somebodyelseswords"));
    assert!(
        names
            .iter()
            .any(|name| name.starts_with("files/") && name.ends_with(".png")),
        "{names:?}"
    );
    let ctx = world.tenant.ctx;
    let lines = engine
        .read(move |read, _| Ok(read.audit_lines(&ctx, None, 50)?))
        .await
        .unwrap();
    assert!(lines.iter().any(|line| line.line.action == "contact.exported"));
    let agent = Person {
        confirmed_at: admin(&world).confirmed_at,
        ..world.tenant.ana.clone()
    };
    assert!(engine.export_contact(&agent, contact).await.is_err());
}
