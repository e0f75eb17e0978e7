//! Pages of a database file that hold nothing any more, but still what they held.
//!
//! The format: <https://www.sqlite.org/fileformat2.html#the_freelist>. Free pages form a list of *trunks*, each of which
//! names the next one and any number of *leaves*. SQLite reads neither what is in a leaf, nor what is in a trunk behind
//! the numbers.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt as _,
    path::Path,
};

/// Where the header of the file says how large its pages are.
const PAGE_SIZE: u64 = 16;
/// The first trunk.
const FIRST_TRUNK: u64 = 32;
/// How many free pages there are.
const FREE_PAGES: u64 = 36;

/// Fills the free pages of a database that nobody uses with zeros; says how many there are.
pub(crate) fn blank(path: &Path) -> io::Result<u32> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    if file.metadata()?.len() < 100 {
        return Ok(0);
    }
    let mut size = [0; 2];
    file.read_exact_at(&mut size, PAGE_SIZE)?;
    let size = match u16::from_be_bytes(size) {
        // It does not fit into the field.
        1 => 65_536,
        size => usize::from(size),
    };
    let zeros = vec![0; size];
    let free = number(&file, FREE_PAGES)?;
    let (mut trunk, mut seen) = (number(&file, FIRST_TRUNK)?, 0);
    while trunk != 0 {
        let mut page = vec![0; size];
        file.read_exact_at(&mut page, place(trunk, size)?)?;
        let mut numbers = page
            .chunks_exact(4)
            .map(|bytes| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let (next, leaves) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let leaves: Vec<u32> = numbers.take(leaves as usize).collect();
        for leaf in &leaves {
            file.write_all_at(&zeros, place(*leaf, size)?)?;
        }
        let used = 4 * (2 + leaves.len());
        file.write_all_at(&zeros[used..], place(trunk, size)? + used as u64)?;
        seen += 1 + u32::try_from(leaves.len()).unwrap_or(u32::MAX);
        if seen > free {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "its list of free pages is wrong",
            ));
        }
        trunk = next;
    }
    Ok(free)
}

fn number(file: &File, at: u64) -> io::Result<u32> {
    let mut bytes = [0; 4];
    file.read_exact_at(&mut bytes, at)?;
    Ok(u32::from_be_bytes(bytes))
}

/// Where a page begins. The first one is the header's: never free.
fn place(page: u32, size: usize) -> io::Result<u64> {
    if page < 2 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "its list of free pages is wrong",
        ));
    }
    Ok(u64::from(page - 1) * size as u64)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rusqlite::Connection;

    use super::*;

    const CANARY: &str = "what a customer said";

    fn says_it(path: &Path) -> bool {
        let bytes = fs::read(path).unwrap();
        bytes
            .windows(CANARY.len())
            .any(|piece| piece == CANARY.as_bytes())
    }

    fn with_deleted_rows(path: &Path, page_size: u32) -> Connection {
        let db = Connection::open(path).unwrap();
        db.execute_batch(&format!(
            "PRAGMA page_size = {page_size};
             CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT) STRICT;
             INSERT INTO kept VALUES (1, 'hello');
             CREATE TABLE gone (id INTEGER PRIMARY KEY, words TEXT) STRICT;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
             INSERT INTO gone SELECT i, '{CANARY} ' || hex(randomblob(200)) FROM n;"
        ))
        .unwrap();
        db.execute_batch("DROP TABLE gone").unwrap();
        db
    }

    #[test]
    fn what_was_deleted_is_gone_and_the_rest_is_whole() {
        // With small pages there are several trunks.
        for page_size in [512, 4_096, 65_536] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("f.db");
            let db = with_deleted_rows(&path, page_size);
            let free: u32 = db
                .pragma_query_value(None, "freelist_count", |row| row.get(0))
                .unwrap();
            drop(db);
            assert!(free > 10 && says_it(&path));
            assert_eq!(blank(&path).unwrap(), free);
            assert!(!says_it(&path));
            let db = Connection::open(&path).unwrap();
            let sound: String = db
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!(sound, "ok");
            // The pages can be used again.
            db.execute_batch(
                "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                 INSERT INTO kept SELECT i, hex(randomblob(300)) FROM n",
            )
            .unwrap();
            let rows: i64 = db
                .query_row("SELECT count(*) FROM kept", [], |row| row.get(0))
                .unwrap();
            let sound: String = db
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!((rows, sound.as_str()), (900, "ok"));
        }
    }

    #[test]
    fn a_list_that_makes_no_sense_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f.db");
        drop(with_deleted_rows(&path, 4_096));
        let file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let trunk = number(&file, FIRST_TRUNK).unwrap();
        // It is its own next one.
        file.write_all_at(&trunk.to_be_bytes(), place(trunk, 4_096).unwrap())
            .unwrap();
        assert_eq!(blank(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn an_empty_file_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f.db");
        File::create(&path).unwrap();
        assert_eq!(blank(&path).unwrap(), 0);
    }
}
