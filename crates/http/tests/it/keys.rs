//! The keyring: bound to its database, exchanged while nothing is lost.

use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::app::App;

fn token_of(app: &App) -> Option<String> {
    let directory = app.engine.directory().now();
    let account = directory.with_external("pigeon", "123").next()?;
    account
        .values
        .secret("token")
        .map(|token| token.expose_secret().to_owned())
}

#[tokio::test]
async fn keys_can_be_exchanged_and_another_keyring_is_noticed() {
    let (app, admin) = App::with_admin().await;
    let account = json!({
        "channel": "pigeon", "name": "Tower",
        "settings": { "loft_id": "123", "verify_token": "verify-me" }, "secrets": { "token": "token-1" },
    });
    admin.post("accounts", account).await.ok();
    drop(admin);

    let app = App::open(app.close(), &[("k2", 8), ("k1", 7)]);
    app.engine.check_keyring().await.unwrap();
    assert_eq!(app.engine.reseal_all().await.unwrap(), 1);
    assert_eq!(app.engine.reseal_all().await.unwrap(), 0, "nothing is left to do");

    let app = App::open(app.close(), &[("k2", 8)]);
    app.engine.check_keyring().await.unwrap();
    app.engine.reload_accounts().await.unwrap();
    assert_eq!(
        token_of(&app).as_deref(),
        Some("token-1"),
        "the old key is not needed any more"
    );

    let app = App::open(app.close(), &[("k2", 9)]);
    assert!(app.engine.check_keyring().await.is_err());
    app.engine.reload_accounts().await.unwrap();
    assert_eq!(token_of(&app), None, "a secret that does not open is not used");
    let app = App::open(app.close(), &[("k1", 7)]);
    let error = app.engine.check_keyring().await.unwrap_err();
    assert!(error.to_string().contains("'k2'"), "{error}");
}
