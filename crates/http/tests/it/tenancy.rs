//! Two tenants that never meet.

use std::collections::BTreeMap;

use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{actor::Actor, app::App, policy::operations};

/// One thing of each kind that an administrator can make; by the noun of its address.
async fn things_of(admin: &Actor) -> BTreeMap<&'static str, String> {
    let id = |value: Value| value["id"].as_str().unwrap().to_owned();
    let team = id(admin.post("teams", json!({ "name": "Orders" })).await.ok());
    let user = json!({
        "username": "ana", "name": "Ana", "roles": ["agent"], "password": "vX9 quokka lamp 74", "team_id": team,
    });
    let service = id(admin
        .post("services", json!({ "name": "Orders", "team_ids": [team] }))
        .await
        .ok());
    let account = id(admin
        .post("accounts", json!({ "channel": "pigeon", "name": "Loft" }))
        .await
        .ok());
    let entry = json!({ "name": "In", "service_id": service, "account_ids": [account] });
    let key = json!({ "name": "Sync", "scopes": ["config_read"] });
    BTreeMap::from([
        ("users", id(admin.post("users", user).await.ok())),
        (
            "skills",
            id(admin.post("skills", json!({ "name": "Spanish" })).await.ok()),
        ),
        (
            "reasons",
            id(admin.post("reasons", json!({ "name": "Lunch" })).await.ok()),
        ),
        ("entries", id(admin.post("entries", entry).await.ok())),
        (
            "api-keys",
            id(admin.post("api-keys", key).await.ok()["key"].clone()),
        ),
        ("sessions", id(admin.list("sessions").await[0].clone())),
        ("teams", team),
        ("services", service),
        ("accounts", account),
    ])
}

const LISTS: [&str; 9] = [
    "users", "teams", "skills", "services", "entries", "reasons", "api-keys", "accounts", "sessions",
];

#[tokio::test]
async fn another_tenants_things_do_not_exist() {
    let (app, alder) = App::with_admin().await;
    let things = things_of(&alder).await;
    app.tenant_with_admin("birch").await;
    let birch = app.person("birch", "everything", &Role::ALL).await;
    let mut tried = 0;
    for operation in operations() {
        let Some(id) = operation.path.split('/').next().and_then(|noun| things.get(noun)) else {
            continue;
        };
        if !operation.path.contains("{id}") {
            continue;
        }
        let path = operation.path.replace("{id}", id);
        let answer = birch
            .request(operation.method.clone(), &path, Some("{}".into()))
            .await;
        let unknown = operation.path.replace(
            "{id}",
            &format!("{}_{}", &id[..id.find('_').unwrap()], "1".repeat(32)),
        );
        let missing = birch
            .request(operation.method.clone(), &unknown, Some("{}".into()))
            .await;
        assert_eq!(answer.status.as_u16(), 404, "{operation:?}: {}", answer.text);
        assert_eq!(
            answer.text, missing.text,
            "exactly like a missing one: {operation:?}"
        );
        tried += 1;
    }
    assert!(tried >= 18, "{tried}");
    for list in LISTS {
        let ids: Vec<String> = birch
            .list(list)
            .await
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(things.values().all(|id| !ids.contains(id)), "{list}");
    }
    let audit = birch.get("audit?limit=200").await.ok().to_string();
    assert!(things.values().all(|id| !audit.contains(id)));
    for (noun, id) in things
        .iter()
        .filter(|(noun, _)| !matches!(**noun, "sessions" | "api-keys"))
    {
        let there = alder
            .list(noun)
            .await
            .iter()
            .any(|item| item["id"] == id.as_str());
        assert!(there, "{noun} is untouched");
    }
}

#[tokio::test]
async fn another_tenants_ids_are_unknown_inside_commands_too() {
    let (app, alder) = App::with_admin().await;
    let theirs = things_of(&alder).await;
    let birch = app.tenant_with_admin("birch").await;
    let mine = things_of(&birch).await;
    let user = format!("users/{}", mine["users"]);
    let level = json!([{ "skill_id": theirs["skills"], "level": 50 }]);
    birch
        .patch(&user, json!({ "team_id": theirs["teams"] }))
        .await
        .invalid(&["team_id: unknown"]);
    birch
        .patch(&user, json!({ "skills": level }))
        .await
        .invalid(&["skills[0].skill_id: unknown"]);
    let team = format!("teams/{}", mine["teams"]);
    let led = json!({ "supervisor_ids": [theirs["users"]] });
    birch
        .patch(&team, led)
        .await
        .invalid(&["supervisor_ids[0]: unknown"]);
    let service = format!("services/{}", mine["services"]);
    birch
        .patch(
            &service,
            json!({ "team_ids": [theirs["teams"]], "required_skills": level }),
        )
        .await
        .invalid(&["team_ids[0]: unknown", "required_skills[0].skill_id: unknown"]);
    let entry = format!("entries/{}", mine["entries"]);
    birch
        .patch(
            &entry,
            json!({ "service_id": theirs["services"], "account_ids": [theirs["accounts"]] }),
        )
        .await
        .invalid(&["service_id: unknown", "account_ids[0]: unknown"]);
    let cell = json!({ "user_id": theirs["users"], "skill_id": theirs["skills"], "level": 50 });
    birch
        .put("skill-levels", json!({ "levels": [cell] }))
        .await
        .invalid(&["levels[0].user_id: unknown", "levels[0].skill_id: unknown"]);
    let outcomes = alder.get(&format!("services/{}", theirs["services"])).await.ok();
    let stolen = json!({ "dispositions": [{ "id": outcomes["dispositions"][0]["id"], "name": "X", "kind": "final" }] });
    birch
        .patch(&service, stolen)
        .await
        .invalid(&["dispositions[0].id: unknown"]);
}

#[tokio::test]
async fn events_go_to_their_tenant_only() {
    let (app, alder) = App::with_admin().await;
    let birch = app.tenant_with_admin("birch").await;
    let tenant = |me: Value| me["tenant_id"].as_str().unwrap().to_owned();
    let (alders, birches) = (
        tenant(alder.get("session").await.ok()),
        tenant(birch.get("session").await.ok()),
    );
    app.published.events.lock().unwrap().clear();
    alder.post("teams", json!({ "name": "Orders" })).await.ok();
    let events = app.published.events.lock().unwrap();
    assert!(!events.is_empty());
    assert!(
        events
            .iter()
            .all(|event| event.tenant.to_string() == alders && event.tenant.to_string() != birches)
    );
}

#[tokio::test]
async fn a_tenant_out_of_use_signs_nobody_in() {
    let (app, alder) = App::with_admin().await;
    let me = alder.get("session").await.ok();
    let ctx = parlance_core::TenantCtx::new(me["tenant_id"].as_str().unwrap().parse().unwrap());
    app.engine
        .write(move |tx, env| {
            let mut row = tx.tenant(&ctx)?.unwrap();
            row.disabled_at = Some(env.now);
            Ok(tx.update_tenant(&ctx, &row)?)
        })
        .await
        .unwrap();
    assert!(!alder.is_signed_in().await);
    app.nobody()
        .try_sign_in("alder", "nora", crate::app::PASSWORD)
        .await
        .refused(401, "unauthenticated");
}
