//! Who may call what: the document's words and the extractors' deeds agree, for every operation.

use axum::http::Method;
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{actor::Actor, app::App};

/// One operation of the document.
#[derive(Debug)]
pub struct Operation {
    pub method: Method,
    pub path: String,
    /// Rights a person needs; `None`: people without a session may call it.
    session: Option<Vec<String>>,
    scopes: Option<Vec<String>>,
    has_body: bool,
}

/// Every operation of the document.
pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&parlance_http::openapi_json()).unwrap();
    let mut list = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schemes = operation["security"].as_array().unwrap();
            let words = |scheme: &str| {
                let words = schemes.iter().find_map(|entry| entry.get(scheme))?.as_array()?;
                Some(
                    words
                        .iter()
                        .map(|word| word.as_str().unwrap().to_owned())
                        .collect(),
                )
            };
            list.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.strip_prefix("/api/v1/").unwrap().to_owned(),
                session: words("session"),
                scopes: words("api_key"),
                has_body: operation.get("requestBody").is_some(),
            });
        }
    }
    list
}

impl Operation {
    /// Called with an id that nothing has.
    async fn call(&self, actor: &Actor) -> u16 {
        let path = if self.path.contains("{id}") {
            self.path
                .replace("{id}", &format!("{}_{}", prefix(&self.path), "0".repeat(32)))
        } else {
            self.path.clone()
        };
        let body = self.has_body.then(|| "{}".to_owned());
        actor
            .request(self.method.clone(), &path, body)
            .await
            .status
            .as_u16()
    }

    /// The socket looks at its ticket; that has its own tests.
    fn is_socket(&self) -> bool {
        self.path == "events"
    }
}

/// The prefix of the ids in an address.
pub fn prefix(path: &str) -> &'static str {
    match path.split('/').next().unwrap() {
        "sessions" => "ses",
        "users" => "usr",
        "teams" => "team",
        "skills" => "skl",
        "calendars" => "cal",
        "services" => "svc",
        "entries" => "ent",
        "reasons" => "rsn",
        "message-templates" => "tpl",
        "approved-templates" => "apt",
        "api-keys" => "key",
        "articles" => "art",
        "cases" => "cas",
        "planned" => "pln",
        "article-folders" => "afd",
        "accounts" => "acc",
        "alert-targets" => "alt",
        "health" => "prb",
        "unknown-events" => "unk",
        "imports" => "imp",
        "parked" => "prk",
        "offers" => "off",
        "interactions" | "records" => "int",
        "messages" => "msg",
        "attachments" => "att",
        "contacts" => "con",
        other => panic!("{other} is new: say which ids it has"),
    }
}

fn rights(role: Role) -> Vec<String> {
    let word = |right| serde_json::to_value(right).unwrap().as_str().unwrap().to_owned();
    role.rights().iter().map(word).collect()
}

#[tokio::test]
async fn nobody_gets_in_where_a_session_is_needed() {
    let (app, _) = App::with_admin().await;
    let nobody = app.nobody();
    let mut forged = app.nobody();
    forged.cookie = Some("__Host-parlance=guessed".into());
    for operation in operations().iter().filter(|operation| !operation.is_socket()) {
        for actor in [&nobody, &forged] {
            let status = operation.call(actor).await;
            assert_eq!(
                status == 401,
                operation.session.is_some(),
                "{status} for {operation:?}"
            );
        }
    }
}

#[tokio::test]
async fn people_may_what_their_roles_allow() {
    let (app, _) = App::with_admin().await;
    for role in Role::ALL {
        let person = app
            .person("alder", &format!("p{role:?}").to_lowercase(), &[role])
            .await;
        for operation in operations() {
            let Some(needed) = &operation.session else {
                continue;
            };
            if operation.is_socket() || (operation.path == "session" && operation.method == Method::DELETE) {
                continue;
            }
            // The desk is for those who handle conversations or see their records; authors write.
            let works = operation.path != "desk" || role != Role::Author;
            let may = works && needed.iter().all(|right| rights(role).contains(right));
            let status = operation.call(&person).await;
            assert_ne!(status, 401, "{operation:?}");
            assert_eq!(status != 403, may, "{status} for {role:?} at {operation:?}");
        }
    }
}

#[tokio::test]
async fn programs_may_what_their_scopes_allow() {
    let (app, admin) = App::with_admin().await;
    for scope in ["config_read", "config_write", "records_read", "contacts_write"] {
        let made = admin
            .post("api-keys", json!({ "name": scope, "scopes": [scope] }))
            .await
            .ok();
        let mut program = app.nobody();
        program.origin = None;
        program.bearer = Some(made["secret"].as_str().unwrap().to_owned());
        for operation in operations()
            .iter()
            .filter(|operation| operation.session.is_some())
        {
            if operation.is_socket() {
                continue;
            }
            let may = operation
                .scopes
                .as_ref()
                .is_some_and(|scopes| scopes.iter().any(|word| word == scope));
            let status = operation.call(&program).await;
            assert_eq!(status != 403, may, "{status} for {scope} at {operation:?}");
        }
    }
}
