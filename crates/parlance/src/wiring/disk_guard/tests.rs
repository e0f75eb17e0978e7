//! A full disk: what was acknowledged stays, reading goes on, and so does writing once there is room again.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use parlance_core::{TenantId, Timestamp};
use parlance_store::{
    CommittedEvent, EventSink, Signal, Store, StoreError, StoreExt as _, WorkError, tenants::TenantRow,
};
use parlance_store_sqlite::SqliteStore;

use super::{Disk, Guarded};

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// Where the small disk is mounted, in the process that sees it.
const PLACE: &str = "SMALL_DISK";

/// A disk in memory, seen by this process alone.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Runs a test again in a process with such a disk. There it is given; here the test has been run. Needs no rights
    /// where users may have namespaces of their own.
    fn mount(test: &str) -> Option<Self> {
        if let Some(folder) = std::env::var_os(PLACE) {
            let folder = PathBuf::from(folder);
            return Some(Self { folder });
        }
        let under = tempfile::tempdir().unwrap();
        let script = "mount -t tmpfs -o size=24m none \"$SMALL_DISK\" || exit 77; exec \"$0\" \"$@\"";
        let ended = Command::new("unshare")
            .args(["-rm", "sh", "-c", script])
            .arg(std::env::current_exe().unwrap())
            .args([
                &format!("wiring::disk_guard::tests::{test}"),
                "--exact",
                "--nocapture",
            ])
            .env(PLACE, under.path())
            .output();
        match ended {
            Ok(output) if output.status.success() => {
                let said = String::from_utf8_lossy(&output.stdout);
                assert!(said.contains("1 passed"), "{said}");
            }
            Ok(output) if !String::from_utf8_lossy(&output.stdout).contains("running 1 test") => {
                eprintln!("no disk can be mounted here: a full one is NOT tested");
            }
            Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
            Err(_) => eprintln!("there is no `unshare`: a full disk is NOT tested"),
        }
        None
    }

    /// Leaves about so many bytes free.
    fn fill(&self, leave: usize) {
        let mut ballast = fs::File::create(self.folder.join("ballast")).unwrap();
        let block = vec![1; 4_096];
        let mut written = 0;
        while ballast.write_all(&block).is_ok() {
            written += block.len();
            assert!(written < 32_000_000, "the disk is small");
        }
        ballast.set_len(written.saturating_sub(leave) as u64).unwrap();
    }

    fn free(&self) {
        fs::remove_file(self.folder.join("ballast")).unwrap();
    }
}

fn tenant(number: u64) -> TenantRow {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), bytes),
        slug: format!("t{number}"),
        name: "name ".repeat(4_000),
        settings: parlance_api::config::TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

async fn write(store: &impl Store, number: u64) -> Result<(), WorkError<StoreError>> {
    let row = tenant(number);
    store.write(move |tx| tx.insert_tenant(&row)).await
}

/// Numbers of the tenants that are there, each as it was written.
async fn stored(store: &impl Store) -> Vec<u64> {
    let rows = store.read(|read| read.tenants()).await.unwrap();
    let mut numbers: Vec<u64> = rows
        .iter()
        .map(|row| {
            let number = row.slug[1..].parse().unwrap();
            assert_eq!(*row, tenant(number));
            number
        })
        .collect();
    numbers.sort_unstable();
    numbers
}

fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open(&folder.join("p.db"), Arc::new(Nobody)).unwrap()
}

#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_and_goes_on_when_there_is_room() {
    let test = "a_disk_that_fills_up_loses_nothing_and_goes_on_when_there_is_room";
    let Some(disk) = SmallDisk::mount(test) else {
        return;
    };
    let mut acknowledged = Vec::new();
    let mut number = 0;
    let store = open(&disk.folder);
    for round in 0..3 {
        write(&store, number).await.unwrap();
        acknowledged.push(number);
        number += 1;
        // Not on a border of commits: they fail half-way.
        disk.fill(70_000 + round * 5_000);
        let mut refused = 0;
        while refused < 5 {
            match write(&store, number).await {
                Ok(()) => acknowledged.push(number),
                Err(WorkError::Store(StoreError::Unavailable(_) | StoreError::CommitUnknown(_))) => {
                    refused += 1;
                }
                Err(other) => panic!("{other}"),
            }
            number += 1;
        }
        let there = stored(&store).await;
        assert!(
            acknowledged.iter().all(|number| there.contains(number)),
            "reading goes on"
        );
        disk.free();
    }
    write(&store, number).await.unwrap();
    acknowledged.push(number);
    drop(store);
    let path = disk.folder.join("p.db");
    let there = stored(&open(&disk.folder)).await;
    assert!(acknowledged.iter().all(|number| there.contains(number)));
    parlance_store_sqlite::contents(&path).unwrap();
}

#[tokio::test]
async fn writing_stops_before_the_disk_is_full_and_goes_on_by_itself() {
    let test = "writing_stops_before_the_disk_is_full_and_goes_on_by_itself";
    let Some(small) = SmallDisk::mount(test) else {
        return;
    };
    let disk = Disk::new(&small.folder, 200_000_000);
    let store = Guarded {
        store: Box::new(open(&small.folder)),
        disk: disk.clone(),
    };
    write(&store, 0).await.unwrap();
    // 5 % of 24 MiB are 1.26 MB.
    small.fill(1_000_000);
    disk.look();
    let refused = write(&store, 1).await.unwrap_err().to_string();
    assert!(
        refused.contains("MB are free") && refused.contains("nothing is written"),
        "{refused}"
    );
    assert_eq!(stored(&store).await, [0], "reading goes on");
    small.free();
    disk.look();
    write(&store, 2).await.unwrap();
    assert_eq!(stored(&store).await, [0, 2]);
}
