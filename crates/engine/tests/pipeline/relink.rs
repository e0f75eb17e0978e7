//! A page that was unlinked and is linked again goes on where it was.

use parlance_api::account::NewAccount;

use crate::{
    harness::START,
    world::{PAGE, World, customer, feed, make_account},
};

#[tokio::test]
async fn a_page_linked_again_has_its_conversations_and_new_secrets() {
    let world = World::new().await;
    let (engine, admin) = (&world.harness.engine, &world.tenant.admin);
    world.happens(&[customer().text(START, "m_1", "Before")]).await;
    let thread = world.thread().await.unwrap();
    engine.delete_account(admin, world.account.id).await.unwrap();
    assert!(engine.accounts(admin).await.unwrap().is_empty());

    let new = NewAccount {
        channel: "messenger".into(),
        channel_type: None,
        name: "The page again".into(),
        settings: [("page_id".to_owned(), PAGE.to_owned())].into(),
        secrets: std::collections::BTreeMap::new(),
        import_past: false,
    };
    let again = engine.create_account(admin, new).await.unwrap();
    assert_eq!(again.id, world.account.id, "the same account");
    assert_eq!(again.name, "The page again");
    assert!(!again.missing.is_empty(), "its old secrets are forgotten");
    assert!(again.secrets.values().all(|secret| !secret.set));
    assert_eq!(again.health.last_event_at, None, "its health begins anew");

    engine.delete_account(admin, again.id).await.unwrap();
    let whole = make_account(&world.harness, &world.tenant, PAGE, crate::world::SECRET).await;
    assert_eq!(whole.id, world.account.id);
    feed(&world.harness, &world.tenant, whole.id).await;
    world
        .happens(&[customer().text(START + 60_000, "m_2", "After")])
        .await;
    let now = world.thread().await.unwrap();
    assert_eq!(
        (now.id, now.contact_id),
        (thread.id, thread.contact_id),
        "the thread goes on"
    );
    let said: Vec<String> = world
        .transcript()
        .await
        .iter()
        .filter(|message| message.direction == parlance_core::message::Direction::Inbound)
        .map(|message| parlance_core::message::preview(&message.parts))
        .collect();
    assert_eq!(said, ["Before", "After"]);
    let ctx = world.tenant.ctx;
    let lines = engine
        .read(move |read, _| Ok(read.audit_lines(&ctx, None, 50)?))
        .await
        .unwrap();
    assert!(
        lines
            .iter()
            .any(|line| line.line.action == "account.linked_again")
    );
}
