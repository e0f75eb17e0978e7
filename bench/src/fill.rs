//! Fills a database file directly, with rows as a contact center leaves them: customers with a few interactions each,
//! ten messages in each, words in the proportions of a language.

use std::path::Path;

use rusqlite::{Connection, Transaction, params};

use crate::{Failure, payload};

/// Messages of one interaction.
pub const MESSAGES: usize = 10;
/// Interactions of one customer.
const RETURNS: usize = 3;
/// Interactions per transaction.
const CHUNK: usize = 20_000;
/// Between two messages.
const APART_MS: i64 = 45_000;
const HOUR_MS: i64 = 3_600_000;

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Amount {
    /// Interactions that are over.
    pub closed: usize,
    /// Interactions that `agent0` holds now, each with a customer of their own ([`crate::floor::customer`]).
    pub active: usize,
    /// Messages of the last of these, if it has more than the others.
    pub long: Option<usize>,
}

pub type Id = [u8; 16];

/// The rows that everything else belongs to.
struct World {
    tenant: Vec<u8>,
    account: Vec<u8>,
    service: Vec<u8>,
    entry: Vec<u8>,
    agent: Vec<u8>,
    now_ms: i64,
}

/// Fills the file of a server that does not run.
pub fn fill(file: &Path, amount: Amount) -> Result<(), Failure> {
    let mut connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
         PRAGMA cache_size = -800000; PRAGMA temp_store = MEMORY;",
    )?;
    let world = world(&connection)?;
    let later = drop_indexes(&connection)?;
    let mut words = Words::new();
    let mut next = 0;
    while next < amount.closed {
        let until = (next + CHUNK).min(amount.closed);
        let transaction = connection.transaction()?;
        for number in next..until {
            interaction(&transaction, &world, &mut words, number, false, MESSAGES)?;
        }
        transaction.commit()?;
        next = until;
    }
    let transaction = connection.transaction()?;
    for number in amount.closed..amount.closed + amount.active {
        let is_last = number + 1 == amount.closed + amount.active;
        let messages = amount.long.filter(|_| is_last).unwrap_or(MESSAGES);
        interaction(&transaction, &world, &mut words, number, true, messages)?;
    }
    let numbers = (amount.closed + amount.active) as i64;
    transaction.execute(
        "UPDATE tenant SET interaction_no = interaction_no + ?2 WHERE id = ?1",
        params![world.tenant, numbers],
    )?;
    transaction.commit()?;
    for sql in later {
        connection.execute_batch(&sql)?;
    }
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

fn world(connection: &Connection) -> Result<World, Failure> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0));
    Ok(World {
        tenant: one("SELECT id FROM tenant")?,
        account: one("SELECT id FROM integration_account")?,
        service: one("SELECT id FROM service")?,
        entry: one("SELECT id FROM scenario_entry")?,
        agent: one("SELECT id FROM user WHERE username = 'agent0'")?,
        now_ms: payload::now_ms() as i64,
    })
}

/// Takes the secondary indexes of the large tables away and returns how to make them again: that is much faster than
/// keeping them all the while.
fn drop_indexes(connection: &Connection) -> Result<Vec<String>, Failure> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
           AND tbl_name IN ('message', 'interaction', 'segment', 'thread', 'contact')",
    )?;
    let indexes: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    drop(statement);
    for (name, _) in &indexes {
        connection.execute_batch(&format!("DROP INDEX \"{name}\";"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Ids that rise with time, as the product's do.
pub fn id(at_ms: i64, kind: u8, number: u64) -> Id {
    let mut id = [0; 16];
    id[..6].copy_from_slice(&at_ms.to_be_bytes()[2..]);
    id[6] = 0x70;
    id[7] = kind;
    id[8] = 0x80;
    id[9..].copy_from_slice(&number.to_be_bytes()[1..]);
    id
}

fn interaction(
    db: &Transaction<'_>,
    world: &World,
    words: &mut Words,
    number: usize,
    active: bool,
    messages: usize,
) -> Result<(), Failure> {
    // The newest come last; a year holds them all.
    let age_ms = 365 * 24 * HOUR_MS / 1_000_000 * (2_000_000_i64 - number as i64).max(1) / 2;
    let begun = if active {
        world.now_ms - HOUR_MS - (messages - MESSAGES) as i64 * APART_MS
    } else {
        world.now_ms - HOUR_MS - age_ms
    };
    let customer = if active { number } else { number / RETURNS };
    let (contact, thread) = if active || number.is_multiple_of(RETURNS) {
        customer_rows(db, world, words, customer, begun, active.then_some(number))?
    } else {
        let first = customer * RETURNS;
        let age_ms = 365 * 24 * HOUR_MS / 1_000_000 * (2_000_000_i64 - first as i64).max(1) / 2;
        let known = world.now_ms - HOUR_MS - age_ms;
        (id(known, 1, customer as u64), id(known, 2, customer as u64))
    };
    let own = id(begun, 3, number as u64);
    let ended = (!active).then_some(begun + 9 * 60_000);
    let mut line = String::new();
    for place in 0..messages {
        line = message(db, world, words, number, place, begun, &own, &thread)?;
    }
    db.prepare_cached(
        "INSERT INTO interaction (tenant_id, id, number, thread_id, contact_id, account_id, channel, entry_id, service_id,
           state, agent_id, priority, started_at, queued_at, accepted_at, first_answer_at, ended_at, ended_by, closed_at,
           first_line, last_line, last_message_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'messenger', ?7, ?8, ?9, ?10, 0, ?11, ?11, ?12, ?13, ?14, ?15, ?14, ?16, ?16, ?17)",
    )?
    .execute(params![
        world.tenant,
        own,
        format!("K-FILL-{number:07}"),
        thread,
        contact,
        world.account,
        world.entry,
        world.service,
        if active { "active" } else { "closed" },
        world.agent,
        begun,
        begun + 20_000,
        begun + 60_000,
        ended,
        ended.map(|_| "agent"),
        line,
        begun + 8 * 60_000,
    ])?;
    let segments = [
        ("queue", begun, Some(begun + 20_000), "accepted"),
        ("talk", begun + 20_000, ended, "ended"),
    ];
    for (place, (kind, from, until, outcome)) in segments.into_iter().enumerate() {
        db.prepare_cached(
            "INSERT INTO segment (tenant_id, id, interaction_id, kind, service_id, agent_id, started_at, ended_at, outcome)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            world.tenant,
            id(begun, 4 + place as u8, number as u64),
            own,
            kind,
            world.service,
            (kind == "talk").then_some(&world.agent),
            from,
            until,
            until.map(|_| outcome),
        ])?;
    }
    Ok(())
}

/// Makes a customer and their conversation; `open` is the number of the interaction that is open in it.
fn customer_rows(
    db: &Transaction<'_>,
    world: &World,
    words: &mut Words,
    customer: usize,
    at_ms: i64,
    open: Option<usize>,
) -> Result<(Id, Id), Failure> {
    let (contact, thread) = (id(at_ms, 1, customer as u64), id(at_ms, 2, customer as u64));
    let name = format!("{} {}", capital(&words.rare()), capital(&words.rare()));
    db.prepare_cached(
        "INSERT INTO contact (tenant_id, id, profile_name, created_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![world.tenant, contact, name, at_ms])?;
    remember_name(db, world, &contact, &name)?;
    // Those who write now have the addresses that the load uses.
    let address = match open {
        Some(number) => crate::floor::customer(number),
        None => 27_000_000_000_000_000 + customer as u64,
    };
    db.prepare_cached(
        "INSERT INTO thread (tenant_id, id, account_id, channel, external_id, contact_id, open_interaction_id,
           last_customer_at, created_at) VALUES (?1, ?2, ?3, 'messenger', ?4, ?5, ?6, ?7, ?7)",
    )?
    .execute(params![
        world.tenant,
        thread,
        world.account,
        address.to_string(),
        contact,
        open.map(|number| id(at_ms, 3, number as u64)),
        at_ms,
    ])?;
    Ok((contact, thread))
}

#[allow(clippy::too_many_arguments)] // one row
fn message(
    db: &Transaction<'_>,
    world: &World,
    words: &mut Words,
    number: usize,
    place: usize,
    begun: i64,
    interaction: &Id,
    thread: &Id,
) -> Result<String, Failure> {
    let inbound = place.is_multiple_of(2);
    let at = begun + place as i64 * APART_MS;
    let own = id(at, 8, (number * MESSAGES + place) as u64);
    let text = words.sentence();
    let words_at = remember_words(db, world, interaction, &own, &text)?;
    db.prepare_cached(
        "INSERT INTO message (tenant_id, id, thread_id, interaction_id, account_id, direction, author, author_id, parts, at,
           provider_id, delivery, words_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?10)",
    )?
    .execute(params![
        world.tenant,
        own,
        thread,
        interaction,
        world.account,
        if inbound { "inbound" } else { "outbound" },
        // What is shown of an outbound message is its author's name, by `author_id`.
        if inbound { r#"{"kind":"customer"}"# } else { r#"{"kind":"system"}"# },
        (!inbound).then_some(&world.agent),
        format!(r#"[{{"type":"text","text":"{text}"}}]"#),
        at,
        inbound.then(|| format!("m_fill-{number}-{place}")),
        (!inbound).then_some("read"),
        words_at,
    ])?;
    Ok(text)
}

/// Places of one window of the index on SQLite, as a power of two (`crates/store-sql/src/search.rs`).
const WINDOW_BITS: u32 = 18;

/// Puts a message's words where the search finds them.
fn remember_words(
    db: &Transaction<'_>,
    world: &World,
    interaction: &Id,
    message: &Id,
    text: &str,
) -> Result<i64, Failure> {
    db.prepare_cached(
        "INSERT INTO message_place (tenant_id, message_id, interaction_id) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![world.tenant, message, interaction])?;
    let place = db.last_insert_rowid();
    let end = &world.tenant[12..];
    let tag = end.iter().fold(0_u32, |tag, byte| (tag << 8) | u32::from(*byte));
    let window = place >> WINDOW_BITS;
    let tokens: Vec<String> = parlance_words::index_tokens(text)
        .iter()
        .map(|token| format!("{tag:08x}.{window:x}.{token}"))
        .collect();
    db.prepare_cached("INSERT INTO message_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![place, tokens.join(" ")])?;
    Ok(place)
}

/// Puts a customer's name where the search finds it.
fn remember_name(db: &Transaction<'_>, world: &World, contact: &Id, name: &str) -> Result<(), Failure> {
    for word in parlance_words::name_tokens(name) {
        db.prepare_cached(
            "INSERT INTO contact_word (tenant_id, word, contact_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(params![world.tenant, word, contact])?;
    }
    Ok(())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Made-up words: a few in every message, most hardly ever (a language's words fall off like one over their rank).
struct Words {
    state: u64,
}

impl Words {
    /// How many words there are.
    const COUNT: f64 = 50_000.0;

    const fn new() -> Self {
        Self {
            state: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// Evenly from 0 to 1 (xorshift64*).
    fn random(&mut self) -> f64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn rare(&mut self) -> String {
        let rank = self.random() * Self::COUNT;
        word(rank as usize)
    }

    fn sentence(&mut self) -> String {
        let count = 5 + (self.random() * 12.0) as usize;
        let mut text = String::with_capacity(count * 7);
        for _ in 0..count {
            let rank = Self::COUNT.powf(self.random());
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word(rank as usize));
        }
        text
    }
}

/// The word of a rank, from syllables: `word(1)` is in every other message, `word(40_000)` in few.
pub fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 40] = [
        "ba", "be", "bi", "bo", "da", "de", "di", "do", "fa", "fe", "fi", "ga", "go", "ka", "ke", "ko", "la",
        "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "ra", "re", "ri", "ro", "sa", "se",
        "si", "ta", "te", "ti", "va", "vo",
    ];
    let mut rest = rank + 40;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 40]);
        rest /= 40;
    }
    word
}
