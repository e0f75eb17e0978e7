//! Templates that the platform approves: submitted, reviewed, sent when nobody may answer, and nothing else with them.

use parlance_api::{
    approved::{ApprovedTemplateView, ChangeApprovedTemplate, NewApprovedTemplate},
    message::{MessageView, NewMessage},
};
use parlance_core::{
    InteractionId,
    approved::ReviewState,
    delivery::Delivery,
    message::{Author, Part},
};
use parlance_engine::{Refusal, UseCaseError, outbound};
use parlance_store::WorkError;
use serde_json::{Value, json};

use crate::{
    platform::Meets,
    world::{PAGE, World},
};

const DAY: i64 = 24 * 60 * 60_000;

fn order_shipped() -> NewApprovedTemplate {
    serde_json::from_value(json!({
        "name": "order_shipped", "language": "en_US",
        "body": "Hello {{name}}, your order {{order}} is on its way to you.",
        "examples": { "body.name": "Marta", "body.order": "566701" },
        "defaults": { "body.name": "{{contact.first_name | default: \"there\"}}" },
    }))
    .unwrap()
}

async fn submit(world: &World) -> ApprovedTemplateView {
    let engine = &world.harness.engine;
    engine
        .submit_approved_template(&world.tenant.admin, world.account.id, order_shipped())
        .await
        .unwrap()
}

/// The platform tells what it says of a template.
async fn told(world: &World, name: &str, event: &str, reason: &str) {
    world.harness.clock.advance(60_000);
    let value = json!({ "event": event, "message_template_name": name, "message_template_language": "en_US",
        "reason": reason });
    let body = json!({ "object": "page", "entry": [{ "id": PAGE, "time": world.harness.now() / 1000,
        "changes": [{ "field": "message_template_status_update", "value": value }] }] });
    world.deliver_body(&body.to_string()).await;
    world.harness.apply().await;
}

async fn known(world: &World) -> Vec<ApprovedTemplateView> {
    let engine = &world.harness.engine;
    let list = engine
        .approved_templates(&world.tenant.admin, world.account.id)
        .await;
    list.unwrap().items
}

/// A chat whose time to answer is over for everybody, and a template in review.
async fn closed() -> (World, InteractionId, ApprovedTemplateView) {
    let world = World::new().await;
    let chat = world.chat().await;
    let template = submit(&world).await;
    world.harness.clock.advance(8 * DAY);
    (world, chat, template)
}

async fn send(
    world: &World,
    chat: InteractionId,
    id: &str,
    approved: Value,
) -> Result<MessageView, UseCaseError> {
    let new: NewMessage =
        serde_json::from_value(json!({ "client_msg_id": id, "approved": approved })).unwrap();
    let engine = &world.harness.engine;
    engine.send_message(&world.tenant.ana, chat, new).await
}

fn conflict(refused: Result<MessageView, UseCaseError>) -> String {
    match refused {
        Err(WorkError::Refused(Refusal::Conflict { code, message, .. })) => {
            assert_eq!(code, "not_approved", "{message}");
            message
        }
        other => panic!("a refusal was expected: {other:?}"),
    }
}

fn faults(refused: Result<MessageView, UseCaseError>) -> Vec<(String, String)> {
    match refused {
        Err(WorkError::Refused(Refusal::Invalid(faults))) => faults
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

#[tokio::test]
async fn with_a_closed_window_approved_words_go_out_and_nothing_else_does() {
    let (world, chat, template) = closed().await;
    told(&world, "order_shipped", "APPROVED", "NONE").await;
    assert_eq!(known(&world).await[0].state, ReviewState::Approved);
    assert!(
        world.try_answer(chat, "by hand").await.is_err(),
        "nobody may answer"
    );

    let values = json!({ "body.order": " 566 \n 701 " });
    let message = send(
        &world,
        chat,
        "a-1",
        json!({ "template_id": template.id, "values": values }),
    )
    .await;
    let message = message.unwrap();
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].sent_as, ("UTILITY".into(), None));
    assert_eq!(
        arrived[0].template,
        json!({ "name": "order_shipped", "language": { "code": "en_US" }, "components": [
            { "type": "body", "parameters": [
                { "type": "text", "parameter_name": "name", "text": "there" },
                { "type": "text", "parameter_name": "order", "text": "566 701" },
            ] },
        ] })
    );
    let [Part::Approved(shown)] = &message.parts[..] else {
        panic!("an approved message was expected: {:?}", message.parts)
    };
    assert_eq!(
        shown.content.body,
        "Hello there, your order 566 701 is on its way to you."
    );
    assert!(
        world.try_answer(chat, "and more").await.is_err(),
        "it opens nothing"
    );
    // What the software writes has no way out either.
    let (ctx, thread) = (world.tenant.ctx, world.thread().await.unwrap());
    let automatic = world.harness.engine.write(move |tx, env| {
        outbound::enqueue_text(tx, env, &ctx, &thread, chat, Author::System, "An offer for you")
    });
    let automatic = automatic.await.unwrap().unwrap().id;
    world.harness.send().await;
    assert_eq!(world.message(automatic).await.delivery, Some(Delivery::Failed));
    assert_eq!(world.harness.platform.arrived().len(), 1);
}

#[tokio::test]
async fn what_is_not_approved_is_refused_in_plain_words() {
    let (world, chat, template) = closed().await;
    let wanted = json!({ "template_id": template.id, "values": { "body.order": "7" } });
    assert!(
        conflict(send(&world, chat, "a-1", wanted.clone()).await).contains("not approved this template yet")
    );
    for (event, words) in [
        ("REJECTED", "rejected"),
        ("PAUSED", "paused"),
        ("DISABLED", "any more"),
    ] {
        told(&world, "order_shipped", event, "TAG_SHOULD_BE_MARKETING").await;
        let sentence = conflict(send(&world, chat, event, wanted.clone()).await);
        assert!(sentence.contains(words), "{sentence}");
    }
    assert_eq!(
        known(&world).await[0].reason.as_deref(),
        Some("TAG_SHOULD_BE_MARKETING")
    );
    told(&world, "order_shipped", "DELETED", "NONE").await;
    assert_eq!(
        faults(send(&world, chat, "gone", wanted).await),
        [("approved.template_id".into(), "unknown".into())]
    );
}

#[tokio::test]
async fn every_place_needs_a_value_and_nothing_can_be_added() {
    let (world, chat, template) = closed().await;
    told(&world, "order_shipped", "APPROVED", "NONE").await;
    let wanted = |values: Value| json!({ "template_id": template.id, "values": values });
    let field = |key: &str, code: &str| (format!("approved.values.{key}"), code.to_owned());
    assert_eq!(
        faults(send(&world, chat, "a-1", wanted(json!({}))).await),
        [field("body.order", "missing")]
    );
    let both = wanted(json!({ "body.name": "{{customer}}", "body.order": "7".repeat(300) }));
    assert_eq!(
        faults(send(&world, chat, "a-2", both).await),
        [field("body.name", "unknown"), field("body.order", "too_long")]
    );
    let more = json!({ "client_msg_id": "a-3", "text": "Buy two!", "approved": wanted(json!({})) });
    let more: NewMessage = serde_json::from_value(more).unwrap();
    let engine = &world.harness.engine;
    assert_eq!(
        faults(engine.send_message(&world.tenant.ana, chat, more).await),
        [("approved".into(), "unknown".into())]
    );
}

#[tokio::test]
async fn whether_it_may_go_is_decided_when_it_goes() {
    let (world, chat, template) = closed().await;
    told(&world, "order_shipped", "APPROVED", "NONE").await;
    let wanted = json!({ "template_id": template.id, "values": { "body.order": "7" } });
    let message = send(&world, chat, "a-1", wanted).await.unwrap();
    told(&world, "order_shipped", "PAUSED", "NONE").await;
    world.harness.send().await;
    let failed = world.message(message.id).await;
    assert_eq!(failed.delivery, Some(Delivery::Failed));
    assert_eq!(failed.problem.unwrap().code, "not_approved");
    assert_eq!(world.harness.platform.arrived().len(), 0);

    told(&world, "order_shipped", "APPROVED", "NONE").await;
    let engine = &world.harness.engine;
    engine.retry_message(&world.tenant.ana, message.id).await.unwrap();
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn the_platforms_refusals_are_said_beside_the_message() {
    let (world, chat, template) = closed().await;
    told(&world, "order_shipped", "APPROVED", "NONE").await;
    for (at, (refusal, words)) in [
        ((551, 1_545_041), "in their country"),
        ((100, 1_893_029), "does not take this template"),
        ((10, 0), "pages_utility_messaging"),
    ]
    .into_iter()
    .enumerate()
    {
        world
            .harness
            .platform
            .plan([Meets::Refusal(refusal.0, refusal.1)]);
        let wanted = json!({ "template_id": template.id, "values": { "body.order": "7" } });
        let message = send(&world, chat, &format!("a-{at}"), wanted).await.unwrap();
        world.harness.send().await;
        let problem = world.message(message.id).await.problem.unwrap();
        assert!(problem.sentence.contains(words), "{}", problem.sentence);
    }
}

#[tokio::test]
async fn the_platforms_list_is_the_truth() {
    let world = World::new().await;
    let (engine, admin, account) = (&world.harness.engine, &world.tenant.admin, world.account.id);
    let mine = submit(&world).await;
    let elsewhere = json!({ "id": "900", "name": "appointment", "language": "de", "status": "APPROVED",
        "category": "UTILITY", "components": [{ "type": "BODY", "text": "Ihr Termin ist {{1}} bei uns." }] });
    let mut there = world.harness.platform.templates();
    there[0]["status"] = json!("APPROVED");
    there.push(elsewhere);
    world.harness.platform.has_templates(there.clone());

    // A review of one that is not known makes the list stale; an administrator reads it again.
    told(&world, "appointment", "APPROVED", "NONE").await;
    assert_eq!(known(&world).await.len(), 1);
    let read = engine.read_approved_templates(admin, account).await.unwrap();
    let names: Vec<_> = read
        .items
        .iter()
        .map(|one| (one.name.as_str(), one.state))
        .collect();
    assert_eq!(
        names,
        [
            ("appointment", ReviewState::Approved),
            ("order_shipped", ReviewState::Approved)
        ]
    );
    assert_eq!(
        read.items[1].id, mine.id,
        "what was known keeps its id and its defaults"
    );
    assert!(
        read.items[1].places[0]
            .default
            .starts_with("{{contact.first_name")
    );
    assert!(read.problem.is_none() && read.read_at.is_some());

    let change = ChangeApprovedTemplate {
        defaults: [("body.1".to_owned(), "{{interaction.number}}".to_owned())].into(),
    };
    let changed = engine
        .change_approved_template(admin, read.items[0].id, change)
        .await;
    assert_eq!(changed.unwrap().places[0].default, "{{interaction.number}}");

    world.harness.platform.has_templates(there[..1].to_vec());
    let read = engine.read_approved_templates(admin, account).await.unwrap();
    assert_eq!(read.items.len(), 1, "what is gone there is gone here");
    engine.delete_approved_template(admin, mine.id).await.unwrap();
    assert!(known(&world).await.is_empty() && world.harness.platform.templates().is_empty());
}

#[tokio::test]
async fn an_agent_is_offered_what_is_approved_with_what_is_known_filled_in() {
    let (world, chat, template) = closed().await;
    let engine = &world.harness.engine;
    let offered = engine.sendable_templates(&world.tenant.ana, chat).await.unwrap();
    assert!(offered.is_empty(), "it is in review");
    told(&world, "order_shipped", "APPROVED", "NONE").await;
    let offered = engine.sendable_templates(&world.tenant.ana, chat).await.unwrap();
    assert_eq!(offered[0].id, template.id);
    let defaults: Vec<_> = offered[0]
        .places
        .iter()
        .map(|place| place.default.as_str())
        .collect();
    assert_eq!(defaults, ["there", ""]);
}

#[tokio::test]
async fn what_breaks_a_rule_is_said_before_the_platform_is_asked() {
    let world = World::new().await;
    let wrong: NewApprovedTemplate = serde_json::from_value(json!({
        "name": "Order Shipped", "language": "en_US", "body": "{{1}} is on its way",
        "defaults": { "body.1": "{{order.number}}" },
    }))
    .unwrap();
    let engine = &world.harness.engine;
    let refused = engine
        .submit_approved_template(&world.tenant.admin, world.account.id, wrong)
        .await;
    let Err(WorkError::Refused(Refusal::Invalid(faults))) = refused else {
        panic!("faults were expected: {refused:?}")
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["name", "body", "examples.body.1", "defaults.body.1"]);
    assert!(world.harness.platform.templates().is_empty());
    submit(&world).await;
    let twice = engine
        .submit_approved_template(&world.tenant.admin, world.account.id, order_shipped())
        .await;
    assert!(matches!(twice, Err(WorkError::Refused(Refusal::Invalid(faults))) if faults[0].code == "taken"));
}
