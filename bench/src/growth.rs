//! Lists, opening and search over HTTP while the data grows by ten and by a hundred; start with the largest. On SQLite,
//! and on PostgreSQL with the same rows, copied there by the program itself.

use std::time::{Duration, Instant};

use http_body_util::BodyExt as _;
use parlance_testkit::{
    http_client::{self, Connection},
    person::Person,
    program::Program,
};

use crate::{
    Bench, Failure,
    ceiling::Ceiling,
    figures::{self, percentile, spread},
    fill::{self, Amount},
    floor, load, postgres_server, server,
};

/// Requests of each kind at each size: a person may search sixty times a minute.
const REQUESTS: usize = 45;
/// Requests before them, which warm up.
const WARM: usize = 10;

/// What is asked, the goal, whether by a supervisor (else the agent), and the address of the n-th request.
type Plan<'p> = (&'static str, &'static str, bool, &'p dyn Fn(usize) -> String);

/// Latencies of one kind of request, by size.
struct Kind {
    what: &'static str,
    goal: &'static str,
    by_size: Vec<Vec<u64>>,
}

/// Fills, asks, fills more, asks again.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let largest = bench.extent.largest;
    let sizes = [largest / 100, largest / 10, largest];
    let mut kinds: Vec<Kind> = Vec::new();
    let mut starts = Vec::new();
    for size in sizes {
        let mut server = filled(bench, size).await?;
        server.start_again().await?;
        starts.push(start_times(bench, &mut server).await?);
        ask(&server, &mut kinds).await?;
    }
    let empty = empty_answers().await?;
    print(bench, "SQLite", sizes, &kinds, &empty);
    let last = starts.last().ok_or("no size was measured")?;
    let messages = largest * fill::MESSAGES / 1_000;
    figures::goals(&format!("Start with {messages},000 messages"));
    figures::against_goal(
        "ready, after kill -9 at rest",
        spread(last.0.clone()).shown(figures::ms),
        "≤ 50 ms",
    );
    figures::against_goal("ready, after kill -9 in a flood", figures::ms(last.1), "≤ 1 s");
    Ok(())
}

/// The same requests on PostgreSQL.
pub async fn measure_on_postgres(bench: &mut Bench) -> Result<(), Failure> {
    let largest = bench.extent.largest;
    let sizes = [largest / 100, largest / 10, largest];
    let mut kinds: Vec<Kind> = Vec::new();
    for size in sizes {
        let database =
            tokio::task::spawn_blocking(|| postgres_server::empty_database("bench_growth")).await??;
        let Some(database) = database else {
            println!("\nGrowth on PostgreSQL was not measured: its server is not installed.");
            return Ok(());
        };
        let mut server = filled(bench, size).await?;
        copy_to(&server, &database).await?;
        server.start_again_with(server::on_database(&database)).await?;
        ask(&server, &mut kinds).await?;
    }
    tokio::task::spawn_blocking(postgres_server::stop).await?;
    print(bench, "PostgreSQL", sizes, &kinds, &empty_answers().await?);
    Ok(())
}

/// A server that does not run, with so many interactions in its file.
async fn filled(bench: &Bench, size: usize) -> Result<Program, Failure> {
    let mut server = server::start(&bench.binary, 1).await?;
    server.kill().await?;
    let file = server.data_dir().join("parlance.db");
    let amount = Amount {
        closed: size,
        active: 20,
        long: None,
    };
    tokio::task::spawn_blocking(move || fill::fill(&file, amount).map_err(|error| error.to_string()))
        .await??;
    Ok(server)
}

async fn copy_to(server: &Program, database: &str) -> Result<(), Failure> {
    let file = format!("sqlite:{}", server.data_dir().join("parlance.db").display());
    let copied = server
        .command()
        .args(["store", "copy", "--from", &file, "--to", database])
        .output()
        .await?;
    if !copied.status.success() {
        return Err(format!("the copy failed: {}", String::from_utf8_lossy(&copied.stderr)).into());
    }
    Ok(())
}

/// Microseconds until ready: several times at rest, and once after a kill in the middle of a flood.
async fn start_times(bench: &Bench, server: &mut Program) -> Result<(Vec<f64>, f64), Failure> {
    let mut rested = Vec::new();
    for _ in 0..bench.extent.rounds {
        server.kill_and_start().await?;
        rested.push(server.ready_after.as_secs_f64() * 1e6);
    }
    let (address, length) = (server.address, Duration::from_secs(2));
    let flood = tokio::spawn(async move { load::closed_loop(address, &floor::webhook(), 64, length).await });
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    server.kill().await?;
    // Its connections end with the server.
    let _ = flood.await;
    server.start_again().await?;
    let flooded = server.ready_after.as_secs_f64() * 1e6;
    applied(server).await?;
    Ok((rested, flooded))
}

/// Waits until what the flood has left is applied.
async fn applied(server: &Program) -> Result<(), Failure> {
    let file = server.data_dir().join("parlance.db");
    let connection = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let waits = || -> i64 {
        connection
            .query_row(
                "SELECT count(*) FROM inbound_event WHERE state = 'new'",
                [],
                |row| row.get::<_, i64>(0),
            )
            .unwrap_or(1)
    };
    let begun = Instant::now();
    while waits() > 0 && begun.elapsed() < Duration::from_mins(1) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn ask(server: &Program, kinds: &mut Vec<Kind>) -> Result<(), Failure> {
    let vera = Person::sign_in(server.address, None, "vera").await?;
    let agent = Person::sign_in(server.address, None, "agent0").await?;
    let mut connection = http_client::connect(server.address).await?;
    let records = vera.get("/api/v1/records?limit=50").await?;
    let ids: Vec<String> = records["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| row["interaction"]["id"].as_str().or(row["id"].as_str()))
        .map(str::to_owned)
        .collect();
    let cursor = records["next_cursor"].as_str().unwrap_or_default().to_owned();
    if ids.is_empty() {
        return Err(format!("no records are listed: {records}").into());
    }
    let open = |number: usize| format!("/api/v1/interactions/{}", ids[number % ids.len()]);
    let transcript = |number: usize| format!("{}/messages?limit=50", open(number));
    let (common, rare) = (fill::word(1), fill::word(9_000));
    let plans: [Plan<'_>; 9] = [
        ("records: newest 50", "p99 ≤ 10 ms", true, &|_| {
            "/api/v1/records?limit=50".into()
        }),
        ("records: next page", "p99 ≤ 10 ms", true, &|_| {
            format!("/api/v1/records?limit=50&cursor={cursor}")
        }),
        ("open an interaction", "p99 ≤ 10 ms", true, &open),
        ("its transcript", "p99 ≤ 10 ms", true, &transcript),
        ("the desk with 20 chats", "p99 ≤ 10 ms", false, &|_| {
            "/api/v1/desk".into()
        }),
        ("contacts: newest 50", "p99 ≤ 10 ms", true, &|_| {
            "/api/v1/contacts?limit=50".into()
        }),
        ("search: a rare word", "p99 ≤ 100 ms", true, &|_| {
            format!("/api/v1/records?limit=50&q={rare}")
        }),
        ("search: a frequent word", "p99 ≤ 100 ms", true, &|_| {
            format!("/api/v1/records?limit=50&q={common}")
        }),
        ("contacts by name", "p99 ≤ 100 ms", true, &|number| {
            format!("/api/v1/contacts?limit=50&q={}", fill::word(100 + number * 37))
        }),
    ];
    for (place, (what, goal, by_vera, path)) in plans.into_iter().enumerate() {
        let supervisor = Person::sign_in(server.address, None, &format!("supervisor{place}")).await?;
        let person = if by_vera { &supervisor } else { &agent };
        let mut latencies = Vec::with_capacity(REQUESTS);
        for number in 0..REQUESTS + WARM {
            let took = get(&mut connection, person, &path(number)).await?;
            if number >= WARM {
                latencies.push(took);
            }
        }
        latencies.sort_unstable();
        if kinds.len() <= place {
            kinds.push(Kind {
                what,
                goal,
                by_size: Vec::new(),
            });
        }
        kinds[place].by_size.push(latencies);
    }
    Ok(())
}

async fn get(connection: &mut Connection, person: &Person, path: &str) -> Result<u64, Failure> {
    connection.ready().await?;
    let request = person.request("GET", path, "")?;
    let begun = Instant::now();
    let answer = connection.send_request(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    let took = begun.elapsed().as_micros() as u64;
    if !status.is_success() {
        return Err(format!("{path} answered {status}: {}", String::from_utf8_lossy(&body)).into());
    }
    Ok(took)
}

/// What a request and an answer cost that do nothing.
async fn empty_answers() -> Result<Vec<u64>, Failure> {
    let ceiling = Ceiling::start().await?;
    let mut connection = http_client::connect(ceiling.address).await?;
    let mut latencies = Vec::new();
    for _ in 0..REQUESTS {
        let begun = Instant::now();
        load::send(&mut connection, "/bare", "{}".into(), None).await?;
        latencies.push(begun.elapsed().as_micros() as u64);
    }
    latencies.sort_unstable();
    Ok(latencies)
}

fn print(bench: &mut Bench, store: &str, sizes: [usize; 3], kinds: &[Kind], empty: &[u64]) {
    let title = sizes.map(|size| format!("{}", size * fill::MESSAGES)).join(", ");
    let heads: Vec<String> = sizes
        .iter()
        .map(|size| format!("{size} interactions: p50 / p99"))
        .collect();
    figures::table(
        &format!(
            "Growth on {store}: {title} messages (an empty answer takes {})",
            figures::ms(percentile(empty, 0.5) as f64)
        ),
        &[
            "what",
            "goal",
            &heads[0],
            &heads[1],
            &heads[2],
            "100× data costs",
            "ratio to the empty answer",
        ],
    );
    for kind in kinds {
        let mut cells = vec![kind.what.to_owned(), kind.goal.to_owned()];
        cells.extend(kind.by_size.iter().map(|latencies| {
            let at = |share| figures::ms(percentile(latencies, share) as f64);
            format!("{} / {}", at(0.5), at(0.99))
        }));
        let median = |place: usize| {
            kind.by_size
                .get(place)
                .map_or(1.0, |list| percentile(list, 0.5).max(1) as f64)
        };
        cells.push(format!("× {:.1}", median(2) / median(0)));
        let ratio = percentile(empty, 0.5) as f64 / median(2);
        let known_as = if store == "SQLite" {
            kind.what.to_owned()
        } else {
            format!("{store}, {}", kind.what)
        };
        cells.push(bench.ratios.note(&known_as, spread(vec![ratio])));
        figures::row(&cells);
    }
}
