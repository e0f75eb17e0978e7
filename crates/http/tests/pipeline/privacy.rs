//! What customers may demand, and what platforms demand for people.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use parlance_core::{TenantCtx, interaction::InteractionState};
use parlance_engine::privacy;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::{Answer, App, PAGE, SECRET, START, text_of};

const DELETION: &str = "/clientweb/fb/deletion";
const DEAUTHORISE: &str = "/clientweb/fb/deauthorise";
/// The documented example: signed with the page's app secret for user 218471.
const WORKED: &str = "XDCbvxam6y26uJA6wqF3c5LuCQKLwd-ZZt5wTkLwdQE.eyJ1c2VyX2lkIjoiMjE4NDcxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTUzNDAwMDAsImV4cGlyZXMiOjE3OTUzNDM2MDB9";
const PERSON: &str = "218471";

fn signed(secret: &str, issued_at_ms: i64) -> String {
    let payload = json!({ "user_id": PERSON, "algorithm": "HMAC-SHA256", "issued_at": issued_at_ms / 1_000 });
    let payload = URL_SAFE_NO_PAD.encode(payload.to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(payload.as_bytes());
    format!(
        "{}.{payload}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

async fn notice(app: &App, path: &str, request: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("signed_request={request}")));
    app.raw(request.unwrap()).await
}

async fn page(app: &App, address: &str) -> Answer {
    app.raw(Request::get(address).body(Body::empty()).unwrap()).await
}

async fn demands(app: &App) -> Vec<Value> {
    let list = app.get(&app.admin, "privacy-requests").await.ok();
    list["items"].as_array().unwrap().clone()
}

async fn audited(app: &App, action: &str) -> usize {
    let log = app.get(&app.admin, "audit?limit=200").await.ok();
    let lines = log["items"].as_array().unwrap();
    lines.iter().filter(|line| line["action"] == action).count()
}

async fn ctx(app: &App) -> TenantCtx {
    let tenants = app.engine.read(|read, _| Ok(read.tenants()?)).await.unwrap();
    TenantCtx::new(tenants[0].id)
}

/// A customer whose id at the platform is the person's.
async fn customer(app: &App) -> String {
    let body = text_of(PERSON, "m_person", "zanzibarkettle");
    let taken = app
        .webhook(&format!("/clientweb/fb/webhook/{PAGE}"), SECRET, body.as_bytes())
        .await;
    assert_eq!(taken.status, StatusCode::OK);
    app.settle().await;
    let contacts = app.get(&app.admin, "contacts").await.ok();
    contacts["items"][0]["id"].as_str().unwrap().to_owned()
}

/// All conversations have ended and their after-call work is finished.
async fn finish(app: &App, contact: &str) {
    let (ctx, contact) = (ctx(app).await, contact.parse().unwrap());
    app.engine
        .write(move |tx, _| {
            for mut row in tx.contact_interactions(&ctx, contact, None, 10)? {
                row.state = InteractionState::Closed;
                let thread = row.thread_id;
                tx.save_interaction(&ctx, &mut row)?;
                tx.set_open_interaction(&ctx, thread, None)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_documented_demand_is_taken_once_and_tells_its_code() {
    let app = App::with_page().await;
    let first = notice(&app, DELETION, WORKED).await.ok();
    let code = first["confirmation_code"].as_str().unwrap();
    assert_eq!(
        first["url"],
        format!("https://desk.example.com{DELETION}?id={code}")
    );
    assert_eq!(
        notice(&app, DELETION, WORKED).await.ok(),
        first,
        "the same demand has the same code"
    );
    let demands = demands(&app).await;
    assert_eq!(demands.len(), 1);
    assert_eq!(
        (&demands[0]["kind"], &demands[0]["code"]),
        (&json!("deletion"), &json!(code))
    );
    assert_eq!(audited(&app, "privacy.deletion_demanded").await, 1);
    assert!(!demands[0].to_string().contains(PERSON), "nobody is named");

    privacy::carry_out(&app.engine).await;
    let shown = page(&app, &format!("{DELETION}?id={code}")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.header("content-type").starts_with("text/html"));
    assert!(shown.text().contains("Your data is deleted") && shown.text().contains(code));
}

#[tokio::test]
async fn a_running_conversation_is_waited_for_then_everything_goes() {
    let app = App::with_page().await;
    let contact = customer(&app).await;
    let taken = notice(&app, DELETION, WORKED).await.ok();
    let address = format!("{DELETION}?id={}", taken["confirmation_code"].as_str().unwrap());
    privacy::carry_out(&app.engine).await;
    assert!(page(&app, &address).await.text().contains("will be deleted"));
    assert_eq!(
        app.get(&app.admin, &format!("contacts/{contact}")).await.status,
        StatusCode::OK
    );

    finish(&app, &contact).await;
    privacy::carry_out(&app.engine).await;
    assert!(page(&app, &address).await.text().contains("Your data is deleted"));
    assert_eq!(
        app.get(&app.admin, &format!("contacts/{contact}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(demands(&app).await[0]["contacts"], 1);
    assert_eq!(
        (
            audited(&app, "contact.erased").await,
            audited(&app, "privacy.deletion_done").await
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn what_is_not_signed_or_too_old_is_refused_and_leaves_nothing() {
    let app = App::with_page().await;
    let day = 24 * 3_600_000;
    let cases = [
        (signed("another-secret", START), 403),
        (signed(SECRET, START - day - 60_000), 403),
        (signed(SECRET, START + day), 403),
        (WORKED.replace("XDCb", "XDCc"), 403),
        ("nonsense".to_owned(), 400),
        (String::new(), 400),
        ("a".repeat(40_000), 413),
    ];
    for (request, status) in cases {
        for path in [DELETION, DEAUTHORISE] {
            let answer = notice(&app, path, &request).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
        }
    }
    assert!(demands(&app).await.is_empty());
    let unknown = page(&app, &format!("{DELETION}?id=%3Cscript%3E")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(!unknown.text().contains("script"));
    assert_eq!(page(&app, DELETION).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_removed_app_is_said_at_its_accounts_and_history_stays() {
    let app = App::with_page().await;
    let contact = customer(&app).await;
    assert_eq!(
        notice(&app, DEAUTHORISE, &signed(SECRET, START)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        notice(&app, DEAUTHORISE, &signed(SECRET, START)).await.status,
        StatusCode::OK
    );
    let account = &app.get(&app.admin, "accounts").await.ok()["items"][0];
    let said = account["health"]["last_error"].as_str().unwrap();
    assert!(said.contains("removed the app"), "{said}");
    assert_eq!(account["status"], "failing");
    assert_eq!(audited(&app, "account.deauthorised").await, 1, "once");
    assert_eq!(
        app.get(&app.admin, &format!("contacts/{contact}")).await.status,
        StatusCode::OK
    );
    assert_eq!(demands(&app).await[0]["kind"], "deauthorise");
}

#[tokio::test]
async fn erase_and_export_are_for_administrators_and_written_down() {
    let app = App::with_page().await;
    let contact = customer(&app).await;
    finish(&app, &contact).await;
    let name = app.get(&app.admin, &format!("contacts/{contact}")).await.ok()["name"].clone();
    let (erase, export) = (
        format!("contacts/{contact}/erase"),
        format!("contacts/{contact}/export"),
    );
    let body = json!({ "name": name });
    for (path, body) in [(&erase, body.clone()), (&export, json!({}))] {
        assert_eq!(app.post(&app.ana, path, body).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        app.get(&app.ana, "privacy-requests").await.status,
        StatusCode::FORBIDDEN
    );
    let archive = app.post(&app.admin, &export, json!({})).await;
    assert_eq!(archive.status, StatusCode::OK);
    assert_eq!(archive.header("content-type"), "application/zip");
    assert!(archive.header("content-disposition").contains(&contact));
    assert!(archive.body.starts_with(b"PK") && archive.text().contains("zanzibarkettle"));
    let wrong = app
        .post(&app.admin, &erase, json!({ "name": "Somebody else" }))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
    let erased = app.post(&app.admin, &erase, body).await.ok();
    assert_eq!(
        (&erased["interactions"], &erased["finished"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(
        (
            audited(&app, "contact.exported").await,
            audited(&app, "contact.erased").await
        ),
        (1, 1)
    );
    assert_eq!(
        app.post(&app.admin, &export, json!({})).await.status,
        StatusCode::NOT_FOUND
    );
}
