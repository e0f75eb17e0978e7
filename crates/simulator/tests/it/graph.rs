//! The rest of the Graph API: nodes, tokens, profile, unknown calls, batches, media.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{World, code};

#[tokio::test]
async fn me_is_the_page_of_the_token() {
    let world = World::start().await;
    let (status, me) = world.get("/v26.0/me?fields=id,name,username").await;
    assert_eq!(status, 200);
    assert_eq!(
        me,
        json!({"id": world.page, "name": "Alder & Pine", "username": "alderandpine"})
    );
    assert_eq!(
        world.get(&format!("/v26.0/{}", world.page)).await.1["name"],
        "Alder & Pine"
    );
    assert_eq!(code(&world.get("/me?fields=id,shoe_size").await).0, 100);

    // A page without a username leaves the field out.
    let other = world
        .simulator
        .create_page("Fjell & Co", None)
        .await
        .expect("a page");
    let token = world
        .simulator
        .create_token(&other, &world.app, parlance_simulator::NewToken::default())
        .await;
    let token = token.expect("a token");
    let (_, me) = world
        .call_as(&token, Method::GET, "/me?fields=id,name,username", None)
        .await;
    assert_eq!(me, json!({"id": other, "name": "Fjell & Co"}));
    let foreign = world
        .call_as(
            &token,
            Method::GET,
            &format!("/{}/subscribed_apps", world.page),
            None,
        )
        .await;
    assert_eq!(
        code(&foreign).0,
        190,
        "another page's token cannot act for this page"
    );
}

#[tokio::test]
async fn debug_token_tells_all_about_a_token_and_proves_the_app_secret() {
    let world = World::start().await;
    let path = |input: &str| format!("/v26.0/debug_token?input_token={input}");
    let ask = |input: String| async move { input };
    let input = ask(world.token.clone()).await;
    let (status, answer) = world
        .call_as(&world.app_token(), Method::GET, &path(&input), None)
        .await;
    assert_eq!(status, 200);
    let data = &answer["data"];
    assert_eq!(data["app_id"], world.app.as_str());
    assert_eq!(data["type"], "PAGE");
    assert_eq!(data["profile_id"], world.page.as_str());
    assert_eq!(data["is_valid"], true);
    assert_eq!(data["expires_at"], 0);
    assert!(
        data["scopes"]
            .as_array()
            .is_some_and(|scopes| scopes.contains(&json!("pages_messaging")))
    );

    let wrong = format!("{}|wrong", world.app);
    assert_eq!(
        code(&world.call_as(&wrong, Method::GET, &path(&input), None).await).0,
        190
    );

    let id = world.simulator.token_id(&world.token).expect("known");
    world.simulator.expire_token(id).await.expect("expired");
    let (_, answer) = world
        .call_as(&world.app_token(), Method::GET, &path(&input), None)
        .await;
    assert_eq!(answer["data"]["is_valid"], false);
    assert_eq!(answer["data"]["error"]["subcode"], 463);
    let (_, unknown) = world
        .call_as(&world.app_token(), Method::GET, &path("EAAnope"), None)
        .await;
    assert_eq!(unknown["data"]["is_valid"], false);
}

#[tokio::test]
async fn a_user_token_is_exchanged_and_leads_to_page_tokens() {
    let world = World::start().await;
    let short = world
        .simulator
        .create_user_token(&world.app)
        .await
        .expect("a token");
    let path = format!(
        "/v26.0/oauth/access_token?grant_type=fb_exchange_token&client_id={}&client_secret={}&fb_exchange_token={short}",
        world.app, world.secret
    );
    let answer = world
        .http
        .get(format!("{}{path}", world.url))
        .send()
        .await
        .expect("an answer");
    let body: Value = answer.json().await.expect("JSON");
    let long = body["access_token"].as_str().expect("a token").to_owned();
    let (_, accounts) = world
        .call_as(
            &long,
            Method::GET,
            "/v26.0/me/accounts?fields=id,name,access_token,tasks",
            None,
        )
        .await;
    let page = &accounts["data"][0];
    assert_eq!(page["id"], world.page.as_str());
    let token = page["access_token"].as_str().expect("a token");
    assert_eq!(
        world.call_as(token, Method::GET, "/me", None).await.1["id"],
        world.page.as_str()
    );
}

#[tokio::test]
async fn profiles_depend_on_the_person() {
    let world = World::start().await;
    let (person, psid) = world.customer().await;
    let path = format!("/v26.0/{psid}?fields=id,name,first_name,last_name,profile_pic");
    assert_eq!(
        code(&world.get(&path).await),
        (100, Some(33)),
        "access begins when the person writes"
    );
    world.simulator.say(&psid, "hello").await.expect("said");
    let (status, profile) = world.get(&path).await;
    assert_eq!((status, &profile["name"]), (200, &json!("Marta Olsen")));
    let picture = world
        .http
        .get(profile["profile_pic"].as_str().expect("a link"))
        .send()
        .await;
    let picture = picture.expect("an answer");
    assert_eq!(picture.headers()["content-type"], "image/png");

    for (access, expected) in [
        ("no_access", (100, Some(33))),
        ("phone_only", (100, Some(2_018_218))),
    ] {
        world.simulator.set_profile(person, access).await.expect("set");
        assert_eq!(code(&world.get(&path).await), expected);
    }
    world.simulator.set_profile(person, "empty").await.expect("set");
    assert_eq!(world.get(&path).await, (200, json!({})));
    world.simulator.set_profile(person, "visible").await.expect("set");
    let gender = format!("/v26.0/{psid}?fields=name,gender");
    assert_eq!(code(&world.get(&gender).await), (100, Some(2_018_247)));
}

#[tokio::test]
async fn media_links_are_signed_and_expire() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    let file = parlance_simulator::SendFile {
        name: "Zelt kaputt.jpg".into(),
        content_type: "image/jpeg".into(),
        bytes: b"not really a jpeg".as_slice().into(),
    };
    world.simulator.send_file(&psid, file).await.expect("sent");
    let event = receiver.until_with("message", 1).await.remove(0);
    let attachment = &event["message"]["attachments"][0];
    assert_eq!(attachment["type"], "image");
    let url = attachment["payload"]["url"].as_str().expect("a link").to_owned();
    assert!(url.contains("oe="), "{url}");
    let fetch = |url: String| async { world.http.get(url).send().await.expect("an answer") };
    let answer = fetch(url.clone()).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (200, &"image/jpeg".parse().expect("a value"))
    );
    assert_eq!(
        answer.bytes().await.expect("bytes").as_ref(),
        b"not really a jpeg"
    );
    let forged = url.replace("oh=", "oh=0");
    assert_eq!(fetch(forged).await.status(), 403);
    world
        .simulator
        .move_clock(30 * 24 * 3_600_000)
        .await
        .expect("moved");
    assert_eq!(fetch(url).await.status(), 403);
}

#[tokio::test]
async fn unknown_calls_have_the_platforms_shape() {
    let world = World::start().await;
    assert_eq!(code(&world.get("/v26.0/99999").await), (100, Some(33)));
    assert_eq!(code(&world.get("/v26.0/me/horoscope").await).0, 2500);
    assert_eq!(code(&world.post("/v26.0/me", json!({})).await), (100, Some(33)));
    let broken = world
        .http
        .post(format!("{}/v26.0/me/messages", world.url))
        .bearer_auth(&world.token);
    let broken = broken
        .header("content-type", "application/json")
        .body("{oops")
        .send()
        .await;
    let broken = broken.expect("an answer");
    let status = broken.status().as_u16();
    assert_eq!(
        (
            status,
            broken.json::<Value>().await.expect("JSON")["error"]["code"].as_u64()
        ),
        (400, Some(100))
    );
}

#[tokio::test]
async fn a_batch_answers_in_order() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let send = format!(
        "recipient={}&message={}",
        json!({"id": psid}),
        json!({"text": "from a batch"})
    );
    let batch = json!([
        {"method": "GET", "relative_url": "v26.0/me?fields=name"},
        {"method": "POST", "relative_url": "v26.0/me/messages", "body": send},
        {"method": "GET", "relative_url": "v26.0/me/horoscope"},
    ]);
    let (status, answers) = world.post("/", json!({"batch": batch})).await;
    assert_eq!(status, 200);
    let codes: Vec<_> = answers
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["code"].clone())
        .collect();
    assert_eq!(codes, [200, 200, 400]);
    let many = vec![json!({"method": "GET", "relative_url": "me"}); 51];
    assert_eq!(world.post("/", json!({"batch": many})).await.0, 400);
}

#[tokio::test]
async fn the_messenger_profile_is_kept_and_limited() {
    let (world, receiver) = World::connected().await;
    let path = "/v26.0/me/messenger_profile";
    let done = world
        .post(path, json!({"get_started": {"payload": "GET_STARTED"}}))
        .await;
    assert_eq!(done, (200, json!({"result": "success"})));
    let (_, profile) = world.get(&format!("{path}?fields=get_started,greeting")).await;
    assert_eq!(
        profile,
        json!({"data": [{"get_started": {"payload": "GET_STARTED"}}]})
    );
    let (_, psid) = world.customer().await;
    world
        .simulator
        .arrive(&psid, parlance_simulator::Arrival::GetStarted)
        .await
        .expect("tapped");
    assert_eq!(
        receiver.until_with("postback", 1).await[0]["postback"]["payload"],
        "GET_STARTED"
    );
    for _ in 0..8 {
        world.get(&format!("{path}?fields=greeting")).await;
    }
    assert_eq!(code(&world.get(&format!("{path}?fields=greeting")).await).0, 613);
}

#[tokio::test]
async fn control_of_a_thread_is_passed_and_others_stand_by() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let body = json!({"recipient": {"id": psid}, "target_app_id": "263902037430900", "metadata": "please"});
    assert_eq!(world.post("/v26.0/me/pass_thread_control", body).await.0, 200);
    assert_eq!(code(&world.send(&psid, "x").await), (10, Some(2_018_300)));
    let (_, owner) = world
        .get(&format!("/v26.0/me/thread_owner?recipient={psid}"))
        .await;
    assert!(
        owner["data"][0]["thread_owner"].get("app_id").is_none(),
        "shown to the owner only"
    );

    // Without the standby field nothing is told; with it events come as standby.
    world.simulator.say(&psid, "anyone?").await.expect("said");
    assert!(world.simulator.log(Some(&psid), 1)[0].answer.contains("standby"));
    let mut fields = crate::harness::FIELDS.to_vec();
    fields.push("standby");
    world.connect(&receiver, &fields).await;
    world.simulator.say(&psid, "hello?").await.expect("said");
    receiver
        .until("a standby entry", |it| {
            it.received()
                .iter()
                .any(|request| request.json()["entry"][0]["standby"].is_array())
        })
        .await;
    let last = receiver.received().pop().expect("one").json();
    assert!(last["entry"][0].get("messaging").is_none());
}
