//! Knowledge articles: who writes them, who finds them, and what is found.

use axum::http::Method;
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{actor::Actor, app::App};

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

fn returns() -> Value {
    json!({ "language": "en", "title": "Returns", "keywords": "refund",
            "body": "# Sending back\n\nYou can **return** kettles within 30 days: [label](https://a.example/l)." })
}

async fn titles(reader: &Actor, path: &str) -> Vec<String> {
    let answer = reader.get(&format!("articles/search?{path}")).await.ok();
    let hits = answer["items"].as_array().unwrap().clone();
    hits.iter()
        .map(|hit| hit["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_article_is_found_when_it_is_published_and_only_then() {
    let (app, admin) = App::with_admin().await;
    let ana = app.person("alder", "ana", &[Role::Agent]).await;
    let made = admin.post("articles", json!({ "text": returns() })).await.ok();
    let path = format!("articles/{}", id(&made["article"]));
    assert_eq!(made["article"]["texts"][0]["state"], "draft");
    assert_eq!(titles(&ana, "q=kettle").await, [""; 0]);
    assert_eq!(
        ana.get(&path).await.status.as_u16(),
        404,
        "drafts are their authors'"
    );

    admin
        .post(&format!("{path}/step"), json!({ "step": "publish" }))
        .await
        .ok();
    let hits = ana
        .get("articles/search?q=returning%20kettle&language=de")
        .await
        .ok();
    let hit = &hits["items"][0];
    assert_eq!(hit["title"], "Returns", "{hits}");
    assert_eq!(
        hit["line"],
        "Sending back  You can return kettles within 30 days: label (https://a.example/l)."
    );
    assert_eq!(hit["marks"].as_array().unwrap().len(), 2, "{hits}");
    let shown = ana.get(&path).await.ok();
    assert_eq!(
        shown["contents"][0]["plain"],
        "Sending back\n\nYou can return kettles within 30 days: label (https://a.example/l)."
    );

    // A new version is its authors' until it is published.
    let mut second = returns();
    second["title"] = json!("Returns and repairs");
    second["body"] = json!("Pots too.");
    admin.patch(&path, json!({ "text": second })).await.ok();
    assert_eq!(titles(&ana, "q=kettle").await, ["Returns"]);
    assert_eq!(titles(&ana, "q=pot").await, [""; 0]);
    let theirs = ana.get(&path).await.ok();
    assert_eq!(theirs["contents"][0]["version"], 1);
    assert_eq!(theirs["article"]["texts"][0]["title"], "Returns");
    admin
        .post(
            &format!("{path}/step"),
            json!({ "step": "publish", "language": "en" }),
        )
        .await
        .ok();
    assert_eq!(titles(&ana, "q=kettle").await, [""; 0]);
    assert_eq!(titles(&ana, "q=pots").await, ["Returns and repairs"]);
    let versions = admin.get(&format!("{path}/versions?language=en")).await.ok();
    let numbers: Vec<_> = versions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["version"].as_i64().unwrap())
        .collect();
    assert_eq!(numbers, [2, 1]);

    admin
        .post(&format!("{path}/step"), json!({ "step": "retire" }))
        .await
        .ok();
    assert_eq!(titles(&ana, "q=pots").await, [""; 0]);
    assert_eq!(titles(&ana, "").await, [""; 0]);
    let again = admin
        .post(&format!("{path}/step"), json!({ "step": "publish" }))
        .await;
    assert_eq!(
        (again.status.as_u16(), again.code().as_str()),
        (409, "text_retired")
    );
}

#[tokio::test]
async fn one_is_found_in_the_preferred_language_and_suggested_by_its_service() {
    let (app, admin) = App::with_admin().await;
    let ana = app.person("alder", "ana", &[Role::Agent]).await;
    let service = id(&admin.post("services", json!({ "name": "Orders" })).await.ok());
    let published = |language: &str, title: &str, body: &str| json!({ "language": language, "title": title, "body": body, "publish": true });
    let made = admin
        .post(
            "articles",
            json!({ "service_ids": [service], "text": published("en", "Delivery", "Kettles travel by train.") }),
        )
        .await
        .ok();
    let path = format!("articles/{}", id(&made["article"]));
    let german = published("de", "Lieferung", "Kettles fahren mit der Bahn.");
    admin.patch(&path, json!({ "text": german })).await.ok();
    admin
        .post(
            "articles",
            json!({ "text": published("en", "Allergies", "Our kettles hold no nuts.") }),
        )
        .await
        .ok();
    assert_eq!(
        titles(&ana, "q=kettles&language=de").await,
        ["Allergies", "Lieferung"]
    );
    assert_eq!(
        titles(&ana, &format!("q=kettles&service_id={service}")).await,
        ["Lieferung", "Allergies"],
        "without a preference any of its languages will do"
    );
    assert_eq!(
        titles(&ana, &format!("service_id={service}&language=en")).await,
        ["Delivery", "Allergies"]
    );
    let only_words = ana.get("articles/search?q=-nuts").await;
    assert_eq!(only_words.faults(), ["q: not_searchable"]);
}

#[tokio::test]
async fn folders_are_a_tree_and_many_articles_move_at_once() {
    let (app, admin) = App::with_admin().await;
    let ben = app.person("alder", "ben", &[Role::Agent, Role::Author]).await;
    let folder = |name: &str, parent: Value| json!({ "name": name, "parent_id": parent });
    let shop = id(&ben
        .post("article-folders", folder("Shop", Value::Null))
        .await
        .ok());
    let back = id(&ben
        .post("article-folders", folder("Returns", json!(shop)))
        .await
        .ok());
    let twin = ben.post("article-folders", folder("returns", json!(shop))).await;
    assert_eq!(twin.faults(), ["name: taken"]);
    let circle = ben
        .patch(&format!("article-folders/{shop}"), json!({ "parent_id": back }))
        .await;
    assert_eq!(circle.faults(), ["parent_id: not_allowed"]);

    let one = ben.post("articles", json!({ "text": returns() })).await.ok();
    let other = ben
        .post("articles", json!({ "name": "Second", "text": returns() }))
        .await
        .ok();
    let ids = [id(&one["article"]), id(&other["article"])];
    let moved = ben
        .post(
            "articles/many",
            json!({ "ids": ids, "folder_id": back, "step": "publish" }),
        )
        .await
        .ok();
    for article in moved["items"].as_array().unwrap() {
        assert_eq!(article["folder_id"], back.as_str());
        assert_eq!(article["texts"][0]["state"], "published");
    }
    let hits = ben.get("articles/search?q=kettle").await.ok();
    assert_eq!(hits["items"][0]["folder"], json!(["Shop", "Returns"]));
    let missing = format!("art_{}", "0".repeat(32));
    let stranger = ben
        .post(
            "articles/many",
            json!({ "ids": [ids[0], missing], "folder_id": null }),
        )
        .await;
    assert_eq!(stranger.status.as_u16(), 404);
    let kept = admin.get(&format!("articles/{}", ids[0])).await.ok();
    assert_eq!(kept["article"]["folder_id"], back.as_str(), "all or none");

    let full = ben
        .request(Method::DELETE, &format!("article-folders/{shop}"), None)
        .await;
    assert_eq!(
        (full.status.as_u16(), full.code().as_str()),
        (409, "folder_not_empty")
    );
}

#[tokio::test]
async fn another_tenants_articles_do_not_exist() {
    let (app, admin) = App::with_admin().await;
    let mut text = returns();
    text["publish"] = json!(true);
    let made = admin.post("articles", json!({ "text": text })).await.ok();
    let folder = admin
        .post("article-folders", json!({ "name": "Shop" }))
        .await
        .ok();
    let (article, folder) = (id(&made["article"]), id(&folder));
    app.tenant_with_admin("birch").await;
    let birch = app.person("birch", "everything", &Role::ALL).await;
    assert_eq!(titles(&birch, "q=kettle").await, [""; 0]);
    assert_eq!(titles(&birch, "").await, [""; 0]);
    for list in ["articles", "article-folders"] {
        assert!(birch.list(list).await.is_empty(), "{list}");
    }
    let asks = [
        (Method::GET, format!("articles/{article}"), json!({})),
        (
            Method::PATCH,
            format!("articles/{article}"),
            json!({ "name": "Mine" }),
        ),
        (
            Method::POST,
            format!("articles/{article}/step"),
            json!({ "step": "retire" }),
        ),
        (
            Method::GET,
            format!("articles/{article}/versions?language=en"),
            json!({}),
        ),
        (
            Method::POST,
            "articles/many".into(),
            json!({ "ids": [article], "step": "retire" }),
        ),
        (
            Method::PATCH,
            format!("article-folders/{folder}"),
            json!({ "name": "Mine" }),
        ),
        (Method::DELETE, format!("article-folders/{folder}"), json!({})),
    ];
    for (method, path, body) in asks {
        let answer = birch.request(method, &path, Some(body.to_string())).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}: {}", answer.text);
    }
    assert_eq!(titles(&admin, "q=kettle").await, ["Returns"]);
}
