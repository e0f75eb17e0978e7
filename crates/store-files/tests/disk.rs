//! Files are there when they are finished, and not before.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::ErrorKind;

use parlance_store::files::FileStore;
use parlance_store_files::DiskFiles;

const KEY: &str = "ten_1/ab/att_1";

async fn read(files: &DiskFiles, key: &str) -> Vec<u8> {
    let mut reader = files.open(key).await.unwrap();
    let mut all = Vec::new();
    while let Some(piece) = reader.next().await.unwrap() {
        all.extend(piece);
    }
    assert_eq!(reader.size_bytes(), all.len() as u64);
    all
}

#[tokio::test]
async fn a_finished_file_is_read_back_whole_and_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let files = DiskFiles::open(folder.path()).unwrap();
    let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
    let mut writer = files.create(KEY).await.unwrap();
    for piece in bytes.chunks(7_001) {
        writer.write(piece).await.unwrap();
    }
    writer.finish().await.unwrap();
    assert_eq!(read(&files, KEY).await, bytes);

    let mut reader = files.open(KEY).await.unwrap();
    reader.seek(199_990).await.unwrap();
    assert_eq!(reader.next().await.unwrap().unwrap(), bytes[199_990..]);
}

#[tokio::test]
async fn an_unfinished_file_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = DiskFiles::open(folder.path()).unwrap();
    let mut writer = files.create(KEY).await.unwrap();
    writer.write(b"half").await.unwrap();
    drop(writer);
    assert_eq!(files.open(KEY).await.err().unwrap().kind(), ErrorKind::NotFound);
    assert_eq!(
        std::fs::read_dir(folder.path().join("incoming")).unwrap().count(),
        0
    );
}

#[tokio::test]
async fn the_sweep_tells_old_files_and_removing_twice_is_fine() {
    let folder = tempfile::tempdir().unwrap();
    let files = DiskFiles::open(folder.path()).unwrap();
    files.create(KEY).await.unwrap().finish().await.unwrap();
    assert!(files.older_than(3_600).await.unwrap().is_empty());
    assert_eq!(files.older_than(0).await.unwrap(), [KEY]);
    files.remove(KEY).await.unwrap();
    files.remove(KEY).await.unwrap();
    assert!(files.older_than(0).await.unwrap().is_empty());
}
