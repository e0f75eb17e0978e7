//! Mail against a real listener that speaks SMTP.
#![allow(clippy::unwrap_used, missing_docs)]

use parlance_mail::{MailSettings, Mailer, Tls};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

/// Takes one mail and returns it as it was said; `answer` is given to its end.
async fn listener(answer: &'static str) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let said = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let (read, mut write) = socket.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut said = Vec::new();
        let mut in_mail = false;
        write.write_all(b"220 post.example ready\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let reply = match line.as_str() {
                "." if in_mail => {
                    in_mail = false;
                    answer
                }
                _ if in_mail => "",
                "DATA" => {
                    in_mail = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            said.push(line);
            if !reply.is_empty() {
                write.write_all(format!("{reply}\r\n").as_bytes()).await.unwrap();
            }
            if reply.starts_with("221") {
                break;
            }
        }
        said
    });
    (port, said)
}

fn mailer(port: u16) -> Mailer {
    Mailer::new(&MailSettings {
        host: "127.0.0.1".into(),
        port,
        tls: Tls::Never,
        user: None,
        password: None,
        from: "Parlance <alerts@chat.example>".into(),
    })
    .unwrap()
}

#[tokio::test]
async fn a_mail_arrives_once_with_its_message_id() {
    let (port, said) = listener("250 taken").await;
    let mailer = mailer(port);
    mailer
        .send(
            "ops@example.com",
            "Problem: Alder & Pine: the token ended",
            "Look.\n.\nEnd.",
            "prb_1.found",
        )
        .await
        .unwrap();
    drop(mailer);
    let said = said.await.unwrap();
    let has = |line: &str| said.iter().filter(|each| each.as_str() == line).count();
    assert_eq!(has("Message-ID: <prb_1.found@chat.example>"), 1, "{said:?}");
    assert_eq!(has("To: ops@example.com"), 1);
    assert_eq!(has("Subject: Problem: Alder & Pine: the token ended"), 1);
    assert!(
        said.iter()
            .any(|line| line.starts_with("RCPT TO:<ops@example.com>"))
    );
    assert_eq!(
        said.iter().filter(|line| line.as_str() == "DATA").count(),
        1,
        "one mail"
    );
    assert_eq!(
        has(".."),
        1,
        "a line with a full stop alone does not end the mail"
    );
}

#[tokio::test]
async fn a_server_that_says_no_is_told_with_its_words() {
    let (port, _said) = listener("554 no room").await;
    let error = mailer(port)
        .send("ops@example.com", "S", "T", "id")
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("554") || error.contains("no room"), "{error}");
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_said() {
    let error = mailer(1).send("nobody", "S", "T", "id").await.unwrap_err();
    assert_eq!(error.to_string(), "`nobody` is not a mail address");
}
