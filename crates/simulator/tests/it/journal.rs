//! What was accepted survives; what was not delivered is sent after the next start.

use std::fs::OpenOptions;
use std::io::Write as _;

use parlance_simulator::{Simulator, SimulatorConfig, SimulatorError};

use crate::harness::{World, copy_dir};

#[tokio::test]
async fn an_abrupt_end_loses_nothing_that_was_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let (dir, dead) = (folder.path().join("live"), folder.path().join("dead"));
    let (world, receiver) = World::connected_with(|config| config.data_dir = Some(dir.clone())).await;
    let (person, psid) = world.customer_who_wrote().await;
    receiver.until_with("message", 1).await;
    let (_, sent) = world.send(&psid, "kept").await;
    let file = parlance_simulator::SendFile {
        name: "a.txt".into(),
        content_type: "text/plain".into(),
        bytes: b"bytes".as_slice().into(),
    };
    world.simulator.send_file(&psid, file).await.expect("sent");
    world.simulator.move_clock(3_600_000).await.expect("moved");
    receiver.until_with("read", 1).await;
    world
        .until("an empty queue", |simulator| {
            simulator.overview().events_waiting == 0
        })
        .await;
    receiver.answer_always(Some(500));
    world
        .simulator
        .say(&psid, "not delivered yet")
        .await
        .expect("said");
    receiver
        .until("the failing try", |it| {
            it.events_with("message")
                .iter()
                .any(|event| event["message"]["text"] == "not delivered yet")
        })
        .await;
    // The files as they are at this moment are what a power cut leaves; the last line may be torn.
    copy_dir(&dir, &dead);
    let mut journal = OpenOptions::new()
        .append(true)
        .open(dead.join("journal.jsonl"))
        .expect("a journal");
    journal
        .write_all(br#"{"n":999999,"c":[{"ClockMoved":{"off"#)
        .expect("written");
    drop(journal);
    world.stop().await;

    receiver.answer_always(None);
    let heard = receiver.received().len();
    let world = World::start_with(|config| config.data_dir = Some(dead.clone())).await;
    let chat = world
        .simulator
        .chat_of(person, &world.page)
        .expect("the chat is there");
    let texts: Vec<_> = chat
        .messages
        .iter()
        .filter_map(|message| message.text.clone())
        .collect();
    assert_eq!(texts, ["Hello", "kept", "not delivered yet"]);
    assert_eq!(
        chat.messages[1].mid,
        sent["message_id"].as_str().expect("a message id")
    );
    assert!(
        world.simulator.overview().offset_ms == 3_600_000,
        "the clock stays moved"
    );
    receiver
        .until("what was left over", |it| {
            let late = it.received()[heard..].to_vec();
            late.iter()
                .flat_map(crate::harness::Received::events)
                .any(|event| event["message"]["text"] == "not delivered yet")
        })
        .await;
    // New ids never repeat old ones.
    let mid = world.simulator.say(&psid, "and on").await.expect("said");
    assert!(!texts.contains(&mid));
    assert_eq!(world.send(&psid, "the token still works").await.0, 200);
}

#[tokio::test]
async fn a_folder_belongs_to_one_simulator() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = SimulatorConfig::new("http://127.0.0.1:1");
    config.data_dir = Some(folder.path().to_owned());
    let first = Simulator::start(config.clone()).await.expect("starts");
    let second = Simulator::start(config.clone()).await;
    assert!(matches!(second.err(), Some(SimulatorError::InUse(_))));
    first.shutdown().await;
    drop(first);
    Simulator::start(config)
        .await
        .expect("free again")
        .shutdown()
        .await;
}

#[tokio::test]
async fn damage_in_the_middle_is_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = r#"{"n":1,"c":[{"ClockMoved":{"offset_ms":5}}]}"#;
    std::fs::write(
        folder.path().join("journal.jsonl"),
        format!("{good}\noops\n{good}\n"),
    )
    .expect("written");
    let mut config = SimulatorConfig::new("http://127.0.0.1:1");
    config.data_dir = Some(folder.path().to_owned());
    match Simulator::start(config).await.err() {
        Some(SimulatorError::Journal { line, .. }) => assert_eq!(line, 2),
        other => panic!("expected a journal error, not {other:?}"),
    }
}

#[tokio::test]
async fn an_address_without_a_host_is_refused() {
    for address in ["", "127.0.0.1:80", "ftp://x", "http://"] {
        let refused = Simulator::start(SimulatorConfig::new(address)).await.err();
        assert!(matches!(refused, Some(SimulatorError::PublicUrl(_))), "{address}");
    }
}
