//! Agents write under their own public name: off by default, made at the platform when it is first needed.

use parlance_api::{config::TenantSettingsPatch, session::SetPublicIdentity};
use parlance_core::delivery::Delivery;
use parlance_engine::{Refusal, identity::Person};
use parlance_store::WorkError;

use crate::{files::upload, platform::PNG, world::World};

async fn switch(world: &World, on: bool) {
    let patch = TenantSettingsPatch {
        personas: Some(on),
        ..TenantSettingsPatch::default()
    };
    let engine = &world.harness.engine;
    engine.change_settings(&world.tenant.admin, patch).await.unwrap();
}

async fn call_oneself(world: &World, person: &Person, name: &str) {
    let wanted = SetPublicIdentity {
        name: Some(name.to_owned()),
        picture_id: None,
    };
    let engine = &world.harness.engine;
    engine.set_own_public_identity(person, wanted).await.unwrap();
}

/// Under whose name each message went out, by the platform's ids.
fn shown(world: &World) -> Vec<Option<String>> {
    let arrived = world.harness.platform.arrived();
    arrived.into_iter().map(|message| message.persona).collect()
}

#[tokio::test]
async fn a_name_is_made_once_and_stands_above_what_the_agent_writes() {
    let world = World::new().await;
    let chat = world.chat().await;
    call_oneself(&world, &world.tenant.ana, "Ana from Kettles").await;
    world.answer(chat, "one").await;
    world.harness.send().await;
    assert_eq!(shown(&world), [None], "off by default");

    switch(&world, true).await;
    for text in ["two", "three"] {
        world.answer(chat, text).await;
        world.harness.send().await;
    }
    assert_eq!(world.harness.platform.personas(), ["Ana from Kettles"]);
    assert_eq!(world.harness.platform.personas_made(), 1);
    assert_eq!(shown(&world)[1], shown(&world)[2]);
    assert!(shown(&world)[1].is_some());
}

#[tokio::test]
async fn what_the_software_writes_goes_out_under_the_pages_name() {
    let world = World::greeting("Hello, thank you for writing to us.").await;
    switch(&world, true).await;
    call_oneself(&world, &world.tenant.ana, "Ana").await;
    world.chat().await;
    world.harness.send().await;
    assert_eq!(shown(&world), [None]);
    assert_eq!(world.harness.platform.personas_made(), 0);
}

#[tokio::test]
async fn a_new_name_takes_the_place_of_the_old_one_and_none_is_the_pages() {
    let world = World::new().await;
    switch(&world, true).await;
    let chat = world.chat().await;
    for (name, known) in [("Ana", vec!["Ana"]), ("Ana R.", vec!["Ana R."]), ("", vec![])] {
        call_oneself(&world, &world.tenant.ana, name).await;
        world.answer(chat, &format!("as {name}.")).await;
        world.harness.send().await;
        assert_eq!(world.harness.platform.personas(), known);
    }
    assert_eq!(shown(&world)[2], None);
}

#[tokio::test]
async fn a_picture_stands_beside_the_name_and_only_ones_own_can_be_chosen() {
    let world = World::new().await;
    switch(&world, true).await;
    let chat = world.chat().await;
    let engine = &world.harness.engine;
    let picture = upload(&world, "ana.png", PNG).await.id;
    let wanted = |name: &str| SetPublicIdentity {
        name: Some(name.to_owned()),
        picture_id: Some(picture),
    };
    let refused = engine
        .set_own_public_identity(&world.tenant.boss, wanted("Vera"))
        .await;
    let Err(WorkError::Refused(Refusal::Invalid(fields))) = refused else {
        panic!("somebody else uploaded it: {refused:?}");
    };
    assert_eq!(fields[0].field, "picture_id");

    let kept = engine
        .set_own_public_identity(&world.tenant.ana, wanted("Ana"))
        .await
        .unwrap();
    assert_eq!(kept.picture_id, Some(picture));
    world.answer(chat, "one").await;
    world.harness.send().await;
    let address = world.harness.platform.persona_picture().unwrap();
    let (_, token) = address.rsplit_once('/').unwrap();
    let mut file = engine.open_public_file(token).await.unwrap();
    assert_eq!(file.reader.next().await.unwrap().unwrap(), PNG);

    call_oneself(&world, &world.tenant.ana, "Ana").await;
    world.answer(chat, "two").await;
    world.harness.send().await;
    assert_eq!(world.harness.platform.personas(), ["Ana"]);
    assert_eq!(
        world.harness.platform.persona_picture(),
        None,
        "made anew without it"
    );
}

#[tokio::test]
async fn a_name_that_the_platform_lost_is_made_anew_once() {
    let world = World::new().await;
    switch(&world, true).await;
    let chat = world.chat().await;
    call_oneself(&world, &world.tenant.ana, "Ana").await;
    world.answer(chat, "one").await;
    world.harness.send().await;
    world.harness.platform.loses_personas();
    let message = world.answer(chat, "two").await;
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.harness.platform.personas_made(), 2);
    let [one, two] = &shown(&world)[..] else {
        panic!("two messages, none twice");
    };
    assert!(two.is_some() && one != two);
}

#[tokio::test]
async fn a_name_has_the_platforms_limit() {
    let world = World::new().await;
    let wanted = SetPublicIdentity {
        name: Some("n".repeat(51)),
        picture_id: None,
    };
    let engine = &world.harness.engine;
    let refused = engine.set_own_public_identity(&world.tenant.ana, wanted).await;
    let Err(WorkError::Refused(Refusal::Invalid(fields))) = refused else {
        panic!("too long: {refused:?}");
    };
    assert_eq!(
        (fields[0].field.as_str(), fields[0].code.as_str()),
        ("name", "too_long")
    );
    let view = engine.own_public_identity(&world.tenant.ana).await.unwrap();
    assert_eq!((view.shown, view.name, view.name_max), (false, None, 50));
}
