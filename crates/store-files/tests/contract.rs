//! The contract of places for files, in a folder.
#![allow(clippy::unwrap_used, missing_docs)]

use parlance_store::contract;
use parlance_store_files::DiskFiles;

#[tokio::test]
async fn files() {
    let folder = tempfile::tempdir().unwrap();
    contract::files::check(&DiskFiles::open(folder.path()).unwrap()).await;
    let unfinished = std::fs::read_dir(folder.path().join("incoming")).unwrap();
    assert_eq!(unfinished.count(), 0);
}
