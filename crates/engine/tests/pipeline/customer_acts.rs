//! What customers do beside writing: they come by advertisements, agree, fill in, order, edit and take back.

use parlance_api::{
    config::{TakenBack, TenantSettingsPatch},
    contact::ContactView,
    message::MessageView,
};
use parlance_core::{
    delivery::Delivery,
    form::FormKind,
    message::{Media, MediaState, Part, SystemLine},
};
use parlance_engine::{UseCaseError, media::Wanted};
use serde_json::{Value, json};

use crate::{
    harness::START,
    world::{PAGE, World, customer},
};

const PICTURE: &str = "https://scontent.xx.fbcdn.net/ad.png";

fn ad(kind: &str) -> Value {
    json!({ "ref": "autumn_kettles", "ad_id": "6300112233445", "source": "ADS", "type": kind,
        "ads_context_data": { "ad_title": "Autumn kettles", "photo_url": PICTURE, "post_id": "1_99" } })
}

fn png() -> Vec<u8> {
    crate::platform::PNG.to_vec()
}

async fn contact(world: &World) -> ContactView {
    let id = world.thread().await.unwrap().contact_id;
    world.harness.engine.contact(world.tenant.ctx, id).await.unwrap()
}

fn forms(transcript: &[MessageView]) -> Vec<&parlance_core::form::Form> {
    transcript
        .iter()
        .flat_map(|message| &message.parts)
        .filter_map(|part| match part {
            Part::Form(form) => Some(form),
            _ => None,
        })
        .collect()
}

fn line_with(transcript: &[MessageView], wanted: impl Fn(&SystemLine) -> bool) -> bool {
    transcript
        .iter()
        .flat_map(|message| &message.parts)
        .any(|part| matches!(part, Part::System(line) if wanted(line)))
}

#[tokio::test]
async fn an_advertisement_brings_title_picture_and_campaign_to_transcript_and_contact() {
    let world = World::new().await;
    world.harness.platform.host(PICTURE, Ok(png()));
    let message = json!({ "mid": "m_ad", "text": "Is this still available?", "referral": ad("OPEN_THREAD") });
    world.happens(&[customer().message(START, message)]).await;
    world.harness.jobs().await;

    let transcript = world.transcript().await;
    let stored = |media: &Option<Media>| {
        media
            .as_ref()
            .is_some_and(|media| media.state == MediaState::Stored && media.source_url.is_none())
    };
    assert!(
        line_with(&transcript, |line| matches!(line,
            SystemLine::CameFrom { source, title: Some(title), picture }
                if source == "ad" && title == "Autumn kettles" && stored(picture))),
        "{transcript:#?}"
    );
    let contact = contact(&world).await;
    let [came] = &contact.came_from[..] else {
        panic!("{contact:?}")
    };
    assert_eq!(
        (
            came.source.as_str(),
            came.title.as_deref(),
            came.campaign.as_deref()
        ),
        ("ad", Some("Autumn kettles"), Some("autumn_kettles"))
    );
    assert_eq!(came.ad_id.as_deref(), Some("6300112233445"));
    assert!(came.picture_id.is_some());
}

#[tokio::test]
async fn a_click_on_an_advertisement_opens_no_window_and_a_link_does() {
    let world = World::new().await;
    world
        .happens(&[customer().other(START, "referral", ad("OPEN_THREAD"))])
        .await;
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.last_customer_at, None, "nobody has written yet");
    assert!(world.interactions().await.is_empty());
    let link = json!({ "ref": "poster_qr_12", "source": "SHORTLINK", "type": "OPEN_THREAD" });
    world
        .happens(&[customer().other(START + 1, "referral", link)])
        .await;
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.last_customer_at.unwrap().as_millis(), START + 1);
    assert_eq!(contact(&world).await.came_from.len(), 2);
}

#[tokio::test]
async fn answers_to_an_advertisements_questions_are_work() {
    let world = World::new().await;
    let mut lead = customer().other(START, "referral", ad("LEAD_COMPLETE"));
    lead["lead"] = json!({ "data": [{ "question": "What city?", "answer": "Akureyri" }] });
    world.happens(&[lead.clone()]).await;
    world.happens(&[lead]).await;
    let transcript = world.transcript().await;
    let [form] = forms(&transcript)[..] else {
        panic!("{transcript:#?}")
    };
    assert_eq!(
        (form.kind, form.answers[0].answer.as_str()),
        (FormKind::Lead, "Akureyri")
    );
    assert_eq!(world.interactions().await.len(), 1);
}

#[tokio::test]
async fn standby_in_an_open_chat_is_shown_and_waits_for_nobody() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.answer(chat, "Yes, 10 to 16.").await;
    let before = world.interactions().await.remove(0);
    assert_eq!(before.waiting_since, None);
    world.harness.clock.advance(1_000);
    let at = world.harness.now();
    let standby = json!({ "object": "page", "entry": [{ "id": PAGE, "time": 1,
        "standby": [customer().text(at, "m_stb", "are you there?")] }] });
    world.deliver_body(&standby.to_string()).await;
    world.harness.apply().await;
    let after = world.interactions().await.remove(0);
    assert_eq!((after.waiting_since, after.unread), (None, before.unread));
    assert_eq!(after.last_line, "are you there?");
    let shown = world.transcript().await;
    assert!(shown.iter().any(|message| message.interaction_id == Some(chat)
        && message.parts
            == [Part::Text {
                text: "are you there?".into()
            }]));
}

#[tokio::test]
async fn a_block_holds_what_is_written_until_it_is_lifted_and_stands_in_the_audit_log() {
    let world = World::new().await;
    let chat = world.chat().await;
    let policy = |at: i64, action: &str, reason: Option<&str>| {
        json!({ "recipient": { "id": PAGE }, "timestamp": START + at,
            "policy_enforcement": { "action": action, "reason": reason } })
    };
    let waiting = world.answer(chat, "one").await;
    world
        .happens(&[policy(1, "block", Some("The bot violated a platform policy."))])
        .await;
    let written_after = world.answer(chat, "two").await;
    assert_eq!(world.harness.send().await, 0);
    for id in [waiting.id, written_after.id] {
        let message = world.message(id).await;
        assert_eq!(message.delivery, Some(Delivery::Queued));
        assert_eq!(message.problem.unwrap().code, "policy");
    }
    let notice = world.account_now().await.health.policy.unwrap();
    assert_eq!(
        notice.reason.as_deref(),
        Some("The bot violated a platform policy.")
    );

    // A late warning takes no block away; only the unblock does.
    world.happens(&[policy(0, "warning", None)]).await;
    assert_eq!(world.harness.send().await, 0);
    world.happens(&[policy(2, "unblock", None)]).await;
    assert_eq!(world.account_now().await.health.policy, None);
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["one", "two"]);

    let parlance_engine::identity::Caller::Person(admin) = &world.tenant.admin else {
        unreachable!()
    };
    let log = world.harness.engine.audit_page(admin, None, None).await.unwrap();
    let said: Vec<&Value> = log
        .items
        .iter()
        .filter(|line| line.action == "account.policy")
        .map(|line| &line.detail["action"])
        .collect();
    assert_eq!(said, ["unblock", "warning", "block"]);
}

#[tokio::test]
async fn changed_roles_of_apps_stand_in_the_audit_log_once() {
    let world = World::new().await;
    let roles = json!({ "recipient": { "id": PAGE }, "timestamp": START,
        "app_roles": { "742000000000001": ["primary_receiver"] } });
    world.happens(std::slice::from_ref(&roles)).await;
    world.happens(&[roles]).await;
    let parlance_engine::identity::Caller::Person(admin) = &world.tenant.admin else {
        unreachable!()
    };
    let log = world.harness.engine.audit_page(admin, None, None).await.unwrap();
    let said: Vec<&Value> = log
        .items
        .iter()
        .filter(|line| line.action == "account.app_roles")
        .map(|line| &line.detail["roles"])
        .collect();
    assert_eq!(said, [r#"{"742000000000001":["primary_receiver"]}"#]);
}

#[tokio::test]
async fn an_edited_message_keeps_what_it_said() {
    let world = World::new().await;
    world
        .happens(&[
            customer().text(START, "m_1", "Do you ship to Iceland?"),
            customer().edit(START + 20, "m_1", "Do you ship to Greenland?", 2),
            customer().edit(START + 10, "m_1", "Do you ship to Norway?", 1),
        ])
        .await;
    let shown = world.transcript().await;
    let message = shown.iter().find(|message| message.edits == 2).unwrap();
    let versions = world
        .harness
        .engine
        .message_versions(&world.tenant.boss, message.id)
        .await
        .unwrap();
    let said: Vec<(u32, String)> = versions
        .iter()
        .map(|version| (version.revision, parlance_core::message::preview(&version.parts)))
        .collect();
    assert_eq!(
        said,
        [
            (0, "Do you ship to Iceland?".to_owned()),
            (1, "Do you ship to Norway?".to_owned())
        ]
    );
}

async fn decide(world: &World, taken_back: TakenBack) {
    let patch = TenantSettingsPatch {
        taken_back: Some(taken_back),
        ..TenantSettingsPatch::default()
    };
    let engine = &world.harness.engine;
    engine.change_settings(&world.tenant.admin, patch).await.unwrap();
}

#[tokio::test]
async fn the_tenant_decides_what_becomes_of_messages_taken_back() {
    let world = World::new().await;
    let chat = world.chat().await;
    let engine = &world.harness.engine;
    let (ana, boss) = (&world.tenant.ana, &world.tenant.boss);
    for (number, policy) in [TakenBack::Hide, TakenBack::KeepForSupervisors, TakenBack::Erase]
        .into_iter()
        .enumerate()
    {
        decide(&world, policy).await;
        let (mid, at) = (format!("m_gone-{number}"), START + 100 * number as i64);
        world
            .happens(&[
                customer().text(at, &mid, "my card is 4111"),
                customer().unsend(at + 1, &mid),
            ])
            .await;
        let shown = world.transcript().await;
        let gone = shown.iter().rfind(|message| message.taken_back).unwrap();
        assert_eq!(gone.interaction_id, Some(chat));
        assert!(gone.parts.is_empty());
        let refused = engine.message_versions(ana, gone.id).await;
        assert!(matches!(refused, Err(UseCaseError::Refused(_))), "{policy:?}");
        let kept = engine.message_versions(boss, gone.id).await;
        match policy {
            TakenBack::KeepForSupervisors => assert_eq!(
                kept.unwrap()[0].parts,
                [Part::Text {
                    text: "my card is 4111".into()
                }]
            ),
            TakenBack::Hide | TakenBack::Erase => assert!(kept.is_err(), "{policy:?}"),
        }
        let (ctx, id) = (world.tenant.ctx, gone.id);
        let stored = engine
            .read(move |read, _| Ok(read.versions(&ctx, id)?))
            .await
            .unwrap();
        assert_eq!(stored.is_empty(), policy == TakenBack::Erase);
    }
}

#[tokio::test]
async fn a_file_of_a_message_taken_back_does_not_open_any_more() {
    let world = World::new().await;
    world.chat().await;
    let engine = &world.harness.engine;
    let (ana, boss) = (&world.tenant.ana, &world.tenant.boss);
    for (number, policy) in [TakenBack::Hide, TakenBack::KeepForSupervisors, TakenBack::Erase]
        .into_iter()
        .enumerate()
    {
        decide(&world, policy).await;
        let (mid, at) = (format!("m_file-{number}"), START + 100 * number as i64);
        let url = format!("https://scontent.fbcdn.net/{number}.png");
        world.harness.platform.host(
            &url,
            Ok(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".to_vec()),
        );
        let photo = json!({ "mid": mid, "attachments": [{ "type": "image", "payload": { "url": url } }] });
        world.happens(&[customer().message(at, photo)]).await;
        world.harness.jobs().await;
        let shown = world.transcript().await;
        let file = shown
            .iter()
            .rev()
            .flat_map(|message| &message.parts)
            .find_map(|part| part.media()?.attachment_id)
            .unwrap();
        assert!(engine.open_attachment(ana, file, Wanted::Whole).await.is_ok());
        world.happens(&[customer().unsend(at + 1, &mid)]).await;
        assert!(
            engine.open_attachment(ana, file, Wanted::Whole).await.is_err(),
            "{policy:?}"
        );
        let kept = engine.open_attachment(boss, file, Wanted::Whole).await.is_ok();
        assert_eq!(kept, policy == TakenBack::KeepForSupervisors, "{policy:?}");
    }
}

fn notification(at: i64, status: Option<&str>) -> Value {
    let mut opt_in = json!({ "type": "notification_messages", "payload": "TOPIC_SALES", "title": "Weekly kettles",
        "notification_messages_token": "7342198765432109876", "notification_messages_frequency": "WEEKLY",
        "token_expiry_timestamp": "1818927000000" });
    if let Some(status) = status {
        opt_in["notification_messages_status"] = status.into();
    }
    customer().other(START + at, "optin", opt_in)
}

#[tokio::test]
async fn a_permission_to_notify_is_kept_stopped_and_resumed() {
    let world = World::new().await;
    world.happens(&[notification(0, None)]).await;
    let given = contact(&world).await.may_be_notified.remove(0);
    assert_eq!(
        (given.topic.as_str(), given.frequency.as_deref(), given.stopped_at),
        ("Weekly kettles", Some("WEEKLY"), None)
    );
    assert_eq!(given.expires_at.unwrap().as_millis(), 1_818_927_000_000);

    world
        .happens(&[notification(20, Some("STOP NOTIFICATIONS"))])
        .await;
    // Late: the stop is newer.
    world
        .happens(&[notification(10, Some("RESUME NOTIFICATIONS"))])
        .await;
    let stopped = contact(&world).await.may_be_notified;
    assert_eq!(stopped.len(), 1);
    assert_eq!(stopped[0].stopped_at.unwrap().as_millis(), START + 20);
    world
        .happens(&[notification(30, Some("RESUME NOTIFICATIONS"))])
        .await;
    assert_eq!(contact(&world).await.may_be_notified[0].stopped_at, None);
    assert!(line_with(&world.transcript().await, |line| matches!(line,
        SystemLine::MayBeNotified { topic, stopped: true } if topic == "Weekly kettles")));

    let (ctx, id) = (world.tenant.ctx, world.thread().await.unwrap().contact_id);
    let engine = &world.harness.engine;
    let rows = engine
        .read(move |read, _| Ok(read.permissions_of_contact(&ctx, id)?))
        .await
        .unwrap();
    assert!(rows[0].token.starts_with("v1."), "sealed: {}", rows[0].token);
}

#[tokio::test]
async fn feedback_stands_in_the_record_and_reopens_nothing() {
    let world = World::new().await;
    let chat = world.chat().await;
    let feedback = json!({ "feedback_screens": [{ "screen_id": 0, "questions": {
        "csat_1": { "type": "csat", "payload": "5", "follow_up": { "type": "free_form", "payload": "Fast answer!" } } } }] });
    world
        .happens(&[customer().other(START + 5, "messaging_feedback", feedback)])
        .await;
    let transcript = world.transcript().await;
    let message = transcript
        .iter()
        .find(|message| matches!(&message.parts[..], [Part::Form(form)] if form.score == Some(5)))
        .unwrap();
    assert_eq!(message.interaction_id, Some(chat));
    assert_eq!(world.interactions().await.len(), 1);
}

#[tokio::test]
async fn forms_orders_and_links_are_shown_as_what_they_are() {
    let world = World::new().await;
    let address = json!({ "screens": [{ "screen_id": "Add address", "responses": [{ "key": "country", "value": "IS" }] }] });
    let order = json!({ "products": [{ "id": 123, "name": "Blue kettle", "unit_price": 40.0, "currency": "USD", "quantity": 2 }] });
    let coupon = json!({ "type": "coupon", "payload": "autumn", "coupon_code": "KETTLE10" });
    world
        .happens(&[
            customer().other(START, "messaging_customer_information", address),
            customer().other(START + 1, "template", coupon),
            customer().other(START + 2, "form", json!({ "id": "900112233" })),
            customer().other(
                START + 3,
                "response_feedback",
                json!({ "feedback": "Good response", "mid": "m_x" }),
            ),
            customer().other(
                START + 4,
                "account_linking",
                json!({ "status": "linked", "authorization_code": "c-1" }),
            ),
        ])
        .await;
    assert!(
        world.interactions().await.is_empty(),
        "nothing to be worked on yet"
    );
    world
        .happens(&[customer().other(START + 5, "order", order)])
        .await;
    assert_eq!(world.interactions().await[0].first_line, "[order] Blue kettle");
    let transcript = world.transcript().await;
    let kinds: Vec<FormKind> = forms(&transcript).iter().map(|form| form.kind).collect();
    assert_eq!(
        kinds,
        [
            FormKind::CustomerInformation,
            FormKind::Coupon,
            FormKind::Other,
            FormKind::Verdict,
            FormKind::Order
        ]
    );
    assert!(line_with(&transcript, |line| *line
        == SystemLine::AccountLinked { linked: true }));
}

#[tokio::test]
async fn unknown_kinds_are_counted_with_a_sample_and_can_be_tried_again_and_dismissed() {
    let world = World::new().await;
    for at in 0..3 {
        let event = customer().other(START + at, "a_key_of_tomorrow", json!({ "x": at }));
        world.happens(std::slice::from_ref(&event)).await;
        world.happens(&[event]).await;
    }
    let feed = json!({ "object": "page", "entry": [{ "id": PAGE, "time": 1_795_340_290,
        "changes": [{ "field": "ratings", "value": { "item": "rating" } }] }] });
    world.deliver_body(&feed.to_string()).await;
    world.harness.apply().await;

    let engine = &world.harness.engine;
    let list = || engine.unknown_events(world.tenant.ctx, world.account.id);
    let kinds = list().await.unwrap();
    let counted: Vec<(&str, u64)> = kinds
        .iter()
        .map(|kind| (kind.kind.as_str(), kind.count))
        .collect();
    assert!(counted.contains(&("a_key_of_tomorrow", 3)), "{counted:?}");
    assert!(counted.contains(&("page change: ratings", 1)), "{counted:?}");
    let tomorrow = kinds
        .iter()
        .find(|kind| kind.kind == "a_key_of_tomorrow")
        .unwrap();
    assert!(tomorrow.sample.contains("\"x\":2"), "the newest is the sample");
    assert_eq!(world.account_now().await.health.unknown, 2);

    let admin = &world.tenant.admin;
    let refused = engine.replay_unknown(admin, tomorrow.id).await.unwrap_err();
    assert!(refused.to_string().contains("does not know"), "{refused}");
    assert_eq!(list().await.unwrap().len(), 2, "it stays");
    engine.dismiss_unknown(admin, tomorrow.id).await.unwrap();
    assert_eq!(list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_kind_that_has_been_learned_since_is_applied_by_its_sample() {
    let world = World::new().await;
    let order = json!({ "products": [{ "name": "Blue kettle", "quantity": 1 }] });
    world.happens(&[customer().other(START, "order", order)]).await;
    // As an older version would have left it: counted, not applied.
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    let engine = &world.harness.engine;
    let id = parlance_core::UnknownEventId::new(world.harness.engine.now(), [9; 10]);
    engine
        .write(move |tx, env| {
            let row = parlance_store::unknown_events::UnknownEventRow {
                id,
                account_id: account,
                kind: "order".into(),
                count: 1,
                first_at: env.now,
                last_at: env.now,
                sample: "{}".into(),
                inbound_id: 1,
                place: 0,
            };
            tx.note_unknown_event(&ctx, &row)?;
            Ok(())
        })
        .await
        .unwrap();
    engine.replay_unknown(&world.tenant.admin, id).await.unwrap();
    assert!(engine.unknown_events(ctx, account).await.unwrap().is_empty());
    assert_eq!(
        forms(&world.transcript().await).len(),
        1,
        "and a repeat changes nothing"
    );
}
