//! What every place for files must keep. Each part runs on an empty place of its own.

use std::io::ErrorKind;

use crate::files::FileStore;

const KEY: &str = "ten_1/ab/att_1";

/// All of it.
pub async fn check(files: &dyn FileStore) {
    whole_and_from_anywhere(files).await;
    an_unfinished_file_leaves_nothing(files).await;
    a_large_file(files).await;
    replaced_and_removed(files).await;
    keys_of_others_are_refused(files).await;
    assert!(
        files.older_than(0).await.unwrap().is_empty(),
        "every part has cleaned up"
    );
}

fn bytes(length: u32) -> Vec<u8> {
    (0..length).map(|n| (n % 251) as u8).collect()
}

async fn write(files: &dyn FileStore, key: &str, bytes: &[u8], piece: usize) {
    let mut writer = files.create(key).await.unwrap();
    for piece in bytes.chunks(piece) {
        writer.write(piece).await.unwrap();
    }
    writer.finish().await.unwrap();
}

async fn read_from(files: &dyn FileStore, key: &str, at: u64) -> Vec<u8> {
    let mut reader = files.open(key).await.unwrap();
    if at > 0 {
        reader.seek(at).await.unwrap();
    }
    let mut all = Vec::new();
    while let Some(piece) = reader.next().await.unwrap() {
        all.extend(piece);
    }
    assert_eq!(reader.size_bytes(), all.len() as u64 + at);
    all
}

async fn whole_and_from_anywhere(files: &dyn FileStore) {
    let all = bytes(200_000);
    write(files, KEY, &all, 7_001).await;
    assert_eq!(read_from(files, KEY, 0).await, all);
    assert_eq!(read_from(files, KEY, 199_990).await, all[199_990..]);
    assert_eq!(read_from(files, KEY, 200_000).await, b"");
    let mut reader = files.open(KEY).await.unwrap();
    reader.next().await.unwrap();
    reader.seek(3).await.unwrap();
    assert_eq!(
        reader.next().await.unwrap().unwrap()[..5],
        all[3..8],
        "also after reading"
    );
    write(files, "ten_1/ab/att_2", b"", 1).await;
    assert_eq!(read_from(files, "ten_1/ab/att_2", 0).await, b"");
    for key in [KEY, "ten_1/ab/att_2"] {
        files.remove(key).await.unwrap();
    }
}

async fn an_unfinished_file_leaves_nothing(files: &dyn FileStore) {
    for length in [4, 20_000_000] {
        let mut writer = files.create(KEY).await.unwrap();
        writer.write(&bytes(length)).await.unwrap();
        assert_eq!(files.open(KEY).await.err().unwrap().kind(), ErrorKind::NotFound);
        drop(writer);
        assert_eq!(files.open(KEY).await.err().unwrap().kind(), ErrorKind::NotFound);
    }
}

/// Larger than any one request.
async fn a_large_file(files: &dyn FileStore) {
    let all = bytes(20_000_003);
    write(files, KEY, &all, 1_000_001).await;
    assert!(read_from(files, KEY, 0).await == all);
    assert!(read_from(files, KEY, 16_777_210).await == all[16_777_210..]);
    files.remove(KEY).await.unwrap();
}

async fn replaced_and_removed(files: &dyn FileStore) {
    write(files, KEY, b"first", 9).await;
    write(files, KEY, b"again", 9).await;
    assert_eq!(read_from(files, KEY, 0).await, b"again");
    assert!(files.older_than(3_600).await.unwrap().is_empty());
    assert_eq!(files.older_than(0).await.unwrap(), [KEY]);
    files.remove(KEY).await.unwrap();
    files.remove(KEY).await.unwrap();
    assert_eq!(files.open(KEY).await.err().unwrap().kind(), ErrorKind::NotFound);
}

async fn keys_of_others_are_refused(files: &dyn FileStore) {
    for key in ["", "one", "../x", "ten_1/../../x", "/etc/passwd"] {
        let refused = files.open(key).await.err().unwrap();
        assert_eq!(refused.kind(), ErrorKind::InvalidInput, "{key}");
        assert!(files.create(key).await.is_err() && files.remove(key).await.is_err());
    }
}
