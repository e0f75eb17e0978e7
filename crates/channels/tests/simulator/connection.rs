use parlance_channel::{AccountValues, Check, CheckStatus, Fix, check::worst};
use parlance_simulator::{NewToken, Subscription};

use crate::world::World;

async fn test(world: &World, account: &AccountValues) -> Vec<Check> {
    world
        .channel
        .test_connection(account, &world.expectations())
        .await
}

#[track_caller]
fn says<'a>(checks: &'a [Check], id: &str) -> (CheckStatus, &'a str) {
    let check = checks
        .iter()
        .find(|check| check.id == id)
        .unwrap_or_else(|| panic!("no {id}: {checks:?}"));
    (check.status, &check.sentence.text)
}

#[tokio::test]
async fn a_finished_set_up_has_nothing_to_fix() {
    let world = World::start().await;
    let checks = test(&world, &world.account).await;
    let bad: Vec<&Check> = checks
        .iter()
        .filter(|check| check.id != "webhook" && check.status != CheckStatus::Ok)
        // What the platform does not tell is no fault.
        .filter(|check| !check.sentence.id.ends_with(".untold"))
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(
        says(&checks, "app_secret").1,
        "The App Secret belongs to the app “Desk”."
    );
    assert_eq!(
        says(&checks, "callback").1,
        "The app sends its events to this address."
    );
}

#[tokio::test]
async fn dead_and_foreign_tokens_are_named() {
    let world = World::start().await;
    let other = world.meta.create_page("Birch & Sons", None).await.unwrap();
    let foreign = world
        .meta
        .create_token(&other, &world.app, NewToken::default())
        .await
        .unwrap();
    let checks = test(&world, &world.account.clone().with_secret("token", &foreign)).await;
    let (status, text) = says(&checks, "page");
    assert!(
        status == CheckStatus::Failed && text.contains("“Birch & Sons”") && text.contains(&other),
        "{text}"
    );

    let person = world.meta.create_user_token(&world.app).await.unwrap();
    let checks = test(&world, &world.account.clone().with_secret("token", &person)).await;
    assert_eq!(
        says(&checks, "page").1,
        "The token belongs to a person, “Page Administrator”, not to a page."
    );

    let checks = test(&world, &world.account.clone().with_secret("token", "EAAnonsense")).await;
    assert_eq!(
        says(&checks, "token").1,
        "The token is malformed: Meta cannot read it."
    );
    let id = world.meta.token_id(&world.token).unwrap();
    world.meta.withdraw_token(id, 460).await.unwrap();
    let text = "The token was revoked: the person who made it changed the password.";
    assert_eq!(
        says(&test(&world, &world.account).await, "token"),
        (CheckStatus::Failed, text)
    );
    let short = world
        .meta
        .create_token(&world.page, &world.app, NewToken::default())
        .await
        .unwrap();
    world
        .meta
        .expire_token(world.meta.token_id(&short).unwrap())
        .await
        .unwrap();
    let checks = test(&world, &world.account.clone().with_secret("token", &short)).await;
    assert_eq!(says(&checks, "token").1, "The token has expired.");
}

#[tokio::test]
async fn missing_permissions_and_a_wrong_secret_are_named() {
    let world = World::start().await;
    let id = world.meta.token_id(&world.token).unwrap();
    world
        .meta
        .set_token_scopes(id, vec!["pages_messaging".into()])
        .await
        .unwrap();
    let text = "The token lacks the permission pages_manage_metadata.";
    assert_eq!(
        says(&test(&world, &world.account).await, "permissions"),
        (CheckStatus::Failed, text)
    );

    let wrong = world
        .account
        .clone()
        .with_secret("app_secret", "0123456789abcdef0123456789abcdef");
    let checks = test(&world, &wrong).await;
    let text = "The App Secret is not the one of the app that the token belongs to.";
    assert_eq!(says(&checks, "app_secret"), (CheckStatus::Failed, text));
    assert_eq!(says(&checks, "page").0, CheckStatus::Ok, "the rest still speaks");
}

#[tokio::test]
async fn a_missing_subscription_is_made_from_the_screen() {
    let world = World::start().await;
    let unsubscribed = Subscription {
        app_id: world.app.clone(),
        fields: Vec::new(),
    };
    world
        .meta
        .subscribe_page(&world.page, unsubscribed)
        .await
        .unwrap();
    let checks = test(&world, &world.account).await;
    let check = checks.iter().find(|check| check.id == "subscription").unwrap();
    assert_eq!(check.status, CheckStatus::Failed);
    let Some(Fix::Subscribe { fields }) = &check.fix else {
        panic!("{check:?}")
    };
    let mut now = world.channel.subscribe(&world.account, fields).await.unwrap();
    now.sort_unstable();
    let mut wanted = fields.clone();
    wanted.sort_unstable();
    assert_eq!(now, wanted);
    assert_eq!(
        says(&test(&world, &world.account).await, "subscription").0,
        CheckStatus::Ok
    );

    let few = Subscription {
        app_id: world.app.clone(),
        fields: vec!["messages".into(), "messaging_postbacks".into()],
    };
    world.meta.subscribe_page(&world.page, few).await.unwrap();
    let (status, text) = {
        let checks = test(&world, &world.account).await;
        let (status, text) = says(&checks, "subscription");
        (status, text.to_owned())
    };
    assert!(
        status == CheckStatus::Warning && text.contains("message_reads"),
        "{text}"
    );
}

#[tokio::test]
async fn nobody_listening_is_a_network_finding() {
    let world = World::start().await;
    world
        .meta
        .order_fault(serde_json::json!({ "kind": "unreachable" }))
        .await
        .unwrap();
    let checks = test(&world, &world.account).await;
    assert_eq!(
        (says(&checks, "network").0, worst(&checks)),
        (CheckStatus::Failed, CheckStatus::Failed)
    );
    world.meta.end_faults().await.unwrap();
    world
        .meta
        .order_fault(serde_json::json!({ "kind": "throttle", "code": 4 }))
        .await
        .unwrap();
    let checks = test(&world, &world.account).await;
    assert_eq!(
        says(&checks, "network").1,
        "Meta asks to slow down: too many calls were made."
    );
}
