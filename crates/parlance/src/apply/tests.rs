use super::{
    check::{Known, check},
    document::{Document, Setting},
    read::parse,
};

const TOML: &str = r#"
[tenant]
slug = "acme"
name = "Acme"
[tenant.settings]
offer_timeout = "15s"

[[teams]]
name = "Front"
supervisors = ["lena"]

[[users]]
username = "lena"
name = "Lena"
roles = ["agent", "supervisor"]
team = "front"
skills = { Sales = 80 }
password = "correct horse battery"

[[services]]
name = "Sales"
teams = ["Front"]
after_call_work = "2min"
dispositions = [{ name = "Sold", kind = "final" }]

[[accounts]]
name = "Page"
channel = "messenger"
settings = { page_id = 1234567890, accept_unsigned = false }
secrets = { token = { env = "PAGE_TOKEN" } }

[[entries]]
name = "Hello"
service = "Sales"
accounts = ["Page"]
"#;

const YAML: &str = "
tenant: {slug: acme, name: Acme, settings: {offer_timeout: 15s}}
teams:
  - name: Front
    supervisors: [lena]
users:
  - username: lena
    name: Lena
    roles: [agent, supervisor]
    team: front
    skills: {Sales: 80}
    password: correct horse battery
services:
  - name: Sales
    teams: [Front]
    after_call_work: 2min
    dispositions: [{name: Sold, kind: final}]
accounts:
  - name: Page
    channel: messenger
    settings: {page_id: 1234567890, accept_unsigned: false}
    secrets: {token: {env: PAGE_TOKEN}}
entries:
  - name: Hello
    service: Sales
    accounts: [Page]
";

fn toml() -> Document {
    parse("acme.toml", "toml", TOML).unwrap()
}

#[test]
fn the_same_document_comes_from_every_language() {
    let yaml = parse("acme.yaml", "yaml", YAML).unwrap();
    assert_eq!(format!("{:?}", toml()), format!("{yaml:?}"));
    assert_eq!(
        yaml.accounts[0].settings["page_id"],
        Setting::Number(1_234_567_890)
    );
    assert_eq!(yaml.services[0].after_call_work.unwrap().as_millis(), 120_000);
    assert!(check(&yaml, &Known::default()).is_empty());
    let json = parse("a.json", "json", r#"{"tenant":{"slug":"acme","name":"Acme"}}"#).unwrap();
    assert_eq!(json.tenant.slug, "acme");
}

fn refused(ending: &str, text: &str) -> String {
    parse(&format!("f.{ending}"), ending, text)
        .unwrap_err()
        .to_string()
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_without_the_text() {
    let text = refused("toml", &TOML.replace("\"agent\"", "\"agnet\""));
    assert!(
        text.contains("at `users[0].roles[0]`") && text.contains("agnet"),
        "{text}"
    );
    let text = refused("toml", &TOML.replace("team = \"front\"", "teem = \"front\""));
    assert!(
        text.contains("users[0]") && text.contains("unknown field `teem`"),
        "{text}"
    );
    let text = refused("toml", &TOML.replace("\"15s\"", "\"15\""));
    assert!(
        text.contains("`tenant.settings.offer_timeout`: `15` is not a time with its unit"),
        "{text}"
    );
    let text = refused("toml", "password = \"hunter2\n");
    assert!(
        text.contains("f.toml, line 1") && !text.contains("hunter2"),
        "{text}"
    );
    let text = refused("yaml", "a: [hunter2\n");
    assert!(
        text.contains("f.yaml, line") && !text.contains("hunter2"),
        "{text}"
    );
    let text = refused("json", "{\"password\": hunter2}");
    assert!(text.contains("line 1") && !text.contains("hunter2"), "{text}");
    assert!(refused("xml", "<a/>").contains("must be .toml"));
}

#[test]
fn references_lead_somewhere_and_names_are_unique() {
    let text = TOML
        .replace("accounts = [\"Page\"]", "accounts = [\"Pagé\"]")
        .replace("[\"lena\"]", "[\"nora\"]");
    let document = parse("f.toml", "toml", &text).unwrap();
    let problems = check(&document, &Known::default()).join("\n");
    assert!(
        problems.contains("scenario entry `Hello` names the account `Pagé`"),
        "{problems}"
    );
    assert!(
        problems.contains("team `Front` names the user `nora`"),
        "{problems}"
    );
    let known = Known {
        users: ["nora".to_owned()].into(),
        ..Known::default()
    };
    assert_eq!(
        check(&document, &known).len(),
        1,
        "what the tenant has already counts"
    );

    let mut twice = toml();
    twice.users.push(twice.users[0].clone());
    twice.tenant.slug = "Acme!".into();
    let problems = check(&twice, &Known::default()).join("\n");
    assert!(
        problems.contains("user `lena` stands there twice") && problems.contains("no short name"),
        "{problems}"
    );
}

#[test]
fn secrets_are_found_where_they_are_named_and_never_shown() {
    let document = toml();
    let error = document.accounts[0].secrets["token"].resolve().unwrap_err();
    assert!(error.contains("PAGE_TOKEN"));
    assert!(!format!("{document:?}").contains("horse"));
}

#[test]
fn every_field_stands_in_the_reference() {
    let reference = include_str!("../../../../docs/reference/apply.md");
    let schema = include_str!("document.rs");
    let fields = schema
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "));
    for (field, _) in fields.filter(|(field, _)| {
        field
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }) {
        let name = if field == "channel_type" { "type" } else { field };
        let named =
            reference.contains(&format!("`{name}`")) || reference.contains(&format!("`settings.{name}`"));
        assert!(named, "`{name}` is missing in docs/reference/apply.md");
    }
}
