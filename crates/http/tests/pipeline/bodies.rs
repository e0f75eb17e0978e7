//! Every body of the corpus and every documented event: the answer that the platform gets, and the rows that it leaves.
//!
//! The platform's rule for answers is "200 for every notification accepted" (Meta, "Webhooks"): an odd body is accepted
//! like any other, because asking again would bring it again. `bodies.csv` and `bodies_instagram.csv` are the reviewed
//! tables; write them anew with `UPDATE_BODIES=1` and read what has changed.

use std::{fmt::Write as _, fs, path::Path};

use parlance_core::{
    TenantCtx,
    message::{Direction, Part},
};
use parlance_store::contacts::ContactFilter;

use crate::app::{App, SECRET};

/// One channel's bodies, and what becomes of them.
struct Corpus {
    folders: [&'static str; 2],
    table: &'static str,
    /// Where the platform posts them.
    address: &'static str,
    /// How many there are at least.
    most_of: usize,
}

const PAGES: Corpus = Corpus {
    folders: ["fuzz/corpus/normalise", "crates/channels/src/messenger/fixtures"],
    table: "crates/http/tests/pipeline/bodies.csv",
    address: "/clientweb/fb/webhook/108044556677001",
    most_of: 120,
};

const INSTAGRAM: Corpus = Corpus {
    folders: ["fuzz/corpus/instagram", "crates/channels/src/instagram/fixtures"],
    table: "crates/http/tests/pipeline/bodies_instagram.csv",
    address: "/clientweb/ig/webhook/17841400112233445",
    most_of: 70,
};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn bodies(corpus: &Corpus) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = corpus
        .folders
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).unwrap())
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// What a body leaves behind.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rows {
    /// Customers that were not known.
    contacts: usize,
    /// What they said.
    said: usize,
    /// Parts of it that cannot be shown, said openly.
    unsupported: usize,
    /// Sent by the page elsewhere.
    echoed: usize,
    /// Lines about what happened.
    lines: usize,
    /// Chats to be worked on.
    interactions: usize,
    /// Events put aside with a reason.
    parked: u64,
    /// Kinds of events that are not known.
    unknown: u64,
}

async fn rows(app: &App) -> Rows {
    let counted = app.engine.read(|read, _| {
        let ctx = TenantCtx::new(read.tenants()?[0].id);
        let account = read.accounts(&ctx)?.remove(0);
        let mut rows = Rows {
            parked: read.count_parked(&ctx, account.id)?,
            unknown: read.count_unknown_kinds(&ctx, account.id)?,
            ..Rows::default()
        };
        let all = ContactFilter {
            limit: 100,
            ..ContactFilter::default()
        };
        for contact in read.search_contacts(&ctx, &all)?.rows {
            rows.contacts += 1;
            rows.interactions += read.contact_interactions(&ctx, contact.id, None, 100)?.len();
            for (thread, _) in read.threads_of_contact(&ctx, contact.id)? {
                for message in read.messages_of_thread(&ctx, thread.id, None, 5_000)? {
                    match message.direction {
                        Direction::Inbound => rows.said += 1,
                        Direction::Outbound => rows.echoed += 1,
                        Direction::System => rows.lines += 1,
                        Direction::Note => unreachable!("nobody writes notes here"),
                    }
                    let odd = |part: &&Part| matches!(part, Part::Unsupported { .. });
                    rows.unsupported += message.parts.iter().filter(odd).count();
                }
            }
        }
        Ok(rows)
    });
    counted.await.unwrap()
}

#[tokio::test]
async fn every_body_gets_its_answer_and_leaves_the_right_rows() {
    review(&PAGES, App::with_page).await;
}

#[tokio::test]
async fn every_body_of_instagram_gets_its_answer_and_leaves_the_right_rows() {
    review(&INSTAGRAM, App::with_instagram).await;
}

async fn review<F: Future<Output = App>>(corpus: &Corpus, start: impl Fn() -> F) {
    let path = corpus.address;
    let mut table = String::from(
        "body,answer,again,contacts,said,unsupported,echoed,lines,interactions,parked,unknown\n",
    );
    let bodies = bodies(corpus);
    assert!(bodies.len() > corpus.most_of, "{} bodies", bodies.len());
    for (name, body) in &bodies {
        let app = start().await;
        let forged = app.webhook(path, "another secret", body).await;
        assert!(
            matches!(forged.status.as_u16(), 401 | 403),
            "{name}: a forged body is refused"
        );
        app.settle().await;
        assert_eq!(rows(&app).await, Rows::default(), "{name}: and leaves nothing");

        let first = app.webhook(path, SECRET, body).await.status.as_u16();
        app.settle().await;
        let left = rows(&app).await;
        // The platform repeats itself: the same answer, and the same rows.
        let again = app.webhook(path, SECRET, body).await.status.as_u16();
        app.settle().await;
        assert_eq!(rows(&app).await, left, "{name}: a repeat changes nothing");
        let Rows {
            contacts,
            said,
            unsupported,
            echoed,
            lines,
            interactions,
            parked,
            unknown,
        } = left;
        writeln!(
            table,
            "{name},{first},{again},{contacts},{said},{unsupported},{echoed},{lines},{interactions},{parked},{unknown}"
        )
        .unwrap();
    }
    let file = root().join(corpus.table);
    if std::env::var_os("UPDATE_BODIES").is_some() {
        fs::write(&file, &table).unwrap();
    }
    let reviewed = fs::read_to_string(&file).unwrap_or_default();
    let changed: Vec<&str> = table
        .lines()
        .filter(|line| !reviewed.lines().any(|row| row == *line))
        .collect();
    assert!(changed.is_empty(), "not as reviewed:\n{}", changed.join("\n"));
    assert_eq!(
        reviewed.lines().count(),
        table.lines().count(),
        "a body of the table is gone"
    );
}
