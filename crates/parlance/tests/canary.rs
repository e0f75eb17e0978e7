//! Planted secrets and words must not be found where they do not belong: not in the log at its most talkative, not in
//! answers, not in what commands print, and secrets not in the clear on disk (security rules, "Logging").
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const TOKEN: &str = "EAAcanarytokenEAAcanarytoken";
const APP_SECRET: &str = "ca4a51c0ffee00ca4a51c0ffee00beef";
const VERIFY_TOKEN: &str = "canary-verify-token-canary";
const PASSWORD: &str = "canary sings in the coal mine";
const WRONG_PASSWORD: &str = "canary flew out of the window";
const WORDS: &str = "canaryword nobody but the agent reads";
const ADDRESS: &str = "canary.person@example.org";

const PASSPHRASE: &str = "canary keeps the backup shut";

/// Never in the clear, wherever it is.
const SECRETS: [&str; 4] = [TOKEN, APP_SECRET, PASSWORD, WRONG_PASSWORD];
/// Never in logs, but on the agent's screen and in the database.
const PRIVATE: [&str; 3] = [VERIFY_TOKEN, WORDS, ADDRESS];

fn parlance(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parlance"));
    command
        .env_clear()
        .current_dir(data.parent().unwrap())
        .args(args)
        .arg("--data-dir")
        .arg(data);
    command
}

fn company() -> String {
    format!(
        r#"{{
            "tenant": {{"slug": "acme", "name": "Acme"}},
            "users": [{{"username": "bob", "name": "Bob", "email": "{ADDRESS}", "roles": ["administrator"],
                        "password": "{PASSWORD}"}}],
            "services": [{{"name": "Sales"}}],
            "accounts": [{{"name": "Page", "channel": "messenger",
                "settings": {{"page_id": "1234567890", "page_username": "acme", "verify_token": "{VERIFY_TOKEN}"}},
                "secrets": {{"token": "{TOKEN}", "app_secret": "{APP_SECRET}"}}}}],
            "entries": [{{"name": "Hello", "service": "Sales", "accounts": ["Page"], "greeting_text": "Hi"}}]
        }}"#
    )
}

/// A server whose every line is kept.
struct Server {
    child: Child,
    address: String,
    lines: mpsc::Receiver<String>,
    seen: Vec<String>,
}

impl Server {
    fn start(data: &Path) -> Self {
        let settings = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--log-format",
            "json",
            "--log-level",
            "trace",
        ];
        // Nobody answers there: every call to the platform fails and is logged.
        let nowhere = ["--set", "meta.graph_url=http://127.0.0.1:9"];
        let by_password = ["--set", "security.require_second_factor=nobody"];
        let args: Vec<&str> = settings.into_iter().chain(nowhere).chain(by_password).collect();
        let mut child = parlance(data, &args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        for stream in [
            Box::new(child.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
            Box::new(child.stderr.take().unwrap()),
        ] {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        let mut server = Self {
            child,
            address: String::new(),
            lines,
            seen: Vec::new(),
        };
        let line = server.wait_for("Parlance listens");
        let (_, rest) = line.split_once("\"address\":\"").unwrap();
        rest.split('"').next().unwrap().clone_into(&mut server.address);
        server
    }

    fn wait_for(&mut self, words: &str) -> String {
        loop {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(30))
                .expect("the server says it in time");
            self.seen.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let origin = format!(
            "host: {0}\r\norigin: http://{0}\r\nconnection: close",
            self.address
        );
        let length = body.len();
        let request = format!(
            "{head}\r\n{origin}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Stops gently and returns everything that was written.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.wait_for("Parlance has stopped");
        self.child.wait().unwrap();
        self.seen.extend(self.lines.iter());
        self.seen.join("\n")
    }
}

fn signature(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn assert_absent(words: &[&str], text: &str, place: &str) {
    for word in words {
        assert!(
            !text.contains(word),
            "{word:?} stands in {place}: {}",
            around(text, word)
        );
    }
}

/// The line with the word.
fn around<'a>(text: &'a str, word: &str) -> &'a str {
    text.lines().find(|line| line.contains(word)).unwrap_or_default()
}

fn everything(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn sign_in(server: &Server, password: &str) -> String {
    let body = format!(r#"{{"username": "bob", "password": "{password}"}}"#);
    server.ask("POST /api/v1/session HTTP/1.1", &body)
}

/// What a command says that must work.
fn with_passphrase(data: &Path, args: &[&str]) -> String {
    let mut command = parlance(data, args);
    let output = command
        .env("PARLANCE_BACKUP__PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", everything(&output));
    everything(&output)
}

fn a_session_does_not_outlive_a_restore(folder: &Path, backup: &Path, cookie: &str) {
    let (file, back) = (backup.to_str().unwrap(), folder.join("back"));
    let verified = with_passphrase(&back, &["restore", "--verify", file]);
    assert!(verified.contains("The backup is whole."), "{verified}");
    assert!(!back.exists(), "a look leaves nothing behind");
    let restored = with_passphrase(&back, &["restore", file]);
    assert!(restored.contains("The keyring lacks: k1"), "{restored}");
    fs::copy(folder.join("data/keys"), back.join("keys")).unwrap();
    let server = Server::start(&back);
    assert!(server.seen.iter().any(|line| line.contains("restored backup")));
    let accounts = "GET /api/v1/accounts HTTP/1.1";
    let refused = server.ask(&format!("{accounts}\r\ncookie: {cookie}"), "");
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    assert!(
        sign_in(&server, PASSWORD).starts_with("HTTP/1.1 200"),
        "people sign in anew"
    );
    server.stop();
}

#[test]
fn planted_secrets_are_found_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("company.json");
    fs::write(&file, company()).unwrap();
    let applied = parlance(&data, &["apply", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(applied.status.success(), "{}", everything(&applied));
    assert_absent(&SECRETS, &everything(&applied), "the output of apply");

    let mut server = Server::start(&data);
    let webhook = "POST /clientweb/fb/webhook/1234567890 HTTP/1.1";
    let event = format!(
        r#"{{"object":"page","entry":[{{"id":"1234567890","time":1700000000000,"messaging":[{{"sender":{{"id":"77"}},
        "recipient":{{"id":"1234567890"}},"timestamp":1700000000000,"message":{{"mid":"m_1","text":"{WORDS}"}}}}]}}]}}"#
    );
    let forged = server.ask(
        &format!("{webhook}\r\nx-hub-signature-256: sha256={}", "0".repeat(64)),
        &event,
    );
    assert!(forged.starts_with("HTTP/1.1 403"), "{forged}");
    let good = server.ask(
        &format!("{webhook}\r\nx-hub-signature-256: sha256={}", signature(&event)),
        &event,
    );
    assert!(good.starts_with("HTTP/1.1 200"), "{good}");
    let handshake = format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1158201444");
    let verified = server.ask(
        &format!("GET /clientweb/fb/webhook/1234567890?{handshake} HTTP/1.1"),
        "",
    );
    assert!(verified.ends_with("1158201444"), "{verified}");

    assert!(sign_in(&server, WRONG_PASSWORD).starts_with("HTTP/1.1 401"));
    let signed_in = sign_in(&server, PASSWORD);
    let cookie = signed_in
        .split("set-cookie: ")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let (_, session) = cookie.split_once('=').unwrap();
    let accounts = server.ask(&format!("GET /api/v1/accounts HTTP/1.1\r\ncookie: {cookie}"), "");
    assert!(accounts.contains("\"1234567890\""), "{accounts}");
    let id = accounts
        .split("\"id\":\"acc_")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let test = server.ask(
        &format!("POST /api/v1/accounts/acc_{id}/test HTTP/1.1\r\ncookie: {cookie}"),
        "{}",
    );
    assert!(test.starts_with("HTTP/1.1 200"), "{test}");
    let audit = server.ask(&format!("GET /api/v1/audit HTTP/1.1\r\ncookie: {cookie}"), "");
    let metrics = server.ask("GET /metrics HTTP/1.1", "");
    for answer in [forged, good, signed_in.clone(), accounts, test, audit, metrics] {
        assert_absent(&SECRETS, &answer, "an answer");
    }

    let session = session.to_owned();
    server.wait_for("/metrics");
    let backup = folder.path().join("backup.age");
    let taken = with_passphrase(&data, &["backup", "--output", backup.to_str().unwrap()]);
    assert_absent(&SECRETS, &taken, "the output of backup");
    assert_absent(&[PASSPHRASE], &taken, "the output of backup");
    let log = server.stop();
    assert!(
        log.contains("\"TRACE\"") || log.contains("\"DEBUG\""),
        "the log was talkative"
    );
    assert_absent(&SECRETS, &log, "the log");
    assert_absent(&PRIVATE, &log, "the log");
    assert_absent(&[&session], &log, "the log");

    for entry in fs::read_dir(&data)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
    {
        let bytes = fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert_absent(&SECRETS, &text, &entry.path().display().to_string());
        assert_absent(&[&session], &text, &entry.path().display().to_string());
    }
    let packed = fs::read(&backup).unwrap();
    let packed = String::from_utf8_lossy(&packed);
    for words in [SECRETS.as_slice(), &PRIVATE, &[&session, "SQLite format"]] {
        assert_absent(words, &packed, "the backup");
    }
    a_session_does_not_outlive_a_restore(folder.path(), &backup, &cookie);
    let examined = parlance(&data, &["doctor", "--offline"]).output().unwrap();
    assert_absent(&SECRETS, &everything(&examined), "the output of doctor");
}
