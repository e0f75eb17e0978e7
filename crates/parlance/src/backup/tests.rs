use std::{
    fs,
    io::{Read as _, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use parlance_age::{Identity, Recipient, SecretKey};
use parlance_api::config::TenantSettings;
use parlance_core::{AttachmentId, Clock as _, TenantCtx, TenantId, Timestamp, clock::Random as _};
use parlance_store::{
    StoreExt as _,
    attachments::{AttachmentRow, FileKind},
    tenants::TenantRow,
};
use tempfile::TempDir;

use super::*;
use crate::{
    config::{Config, Sources},
    keyring_file::KeyFile,
    system::{SystemClock, SystemRandom},
};

struct Nobody;

impl parlance_store::EventSink for Nobody {
    fn publish(&self, _: Vec<parlance_store::CommittedEvent>) {}
    fn signal(&self, _: Vec<parlance_store::Signal>) {}
}

fn config(data: &Path) -> Config {
    let sources = Sources {
        file: Some("/dev/null".into()),
        ..Sources::default()
    };
    let data = data.display().to_string();
    Config::load(&sources.flag("--data-dir", "data_dir", Some(data))).unwrap()
}

/// An installation with two files, and what opens its backups.
struct Scene {
    folder: TempDir,
    config: Config,
    store: parlance_store_sqlite::SqliteStore,
    secret: SecretKey,
}

const WORDS: &str = "canary of a customer's file";

impl Scene {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("files/ten/a")).unwrap();
        let keys = KeyFile::generate(&SystemRandom);
        keys.write_new(&data.join("keys")).unwrap();
        let config = config(&data);
        let store = parlance_store_sqlite::SqliteStore::open(
            &config.storage.database_file().unwrap(),
            Arc::new(Nobody),
        )
        .unwrap();
        let scene = Self {
            folder,
            config,
            store,
            secret: SecretKey::generate(&|bytes| SystemRandom.fill(bytes)),
        };
        scene.tenant(0).await;
        for (name, content) in [("one", WORDS), ("two", "")] {
            fs::write(data.join("files/ten/a").join(name), content).unwrap();
            scene.attachment(&format!("ten/a/{name}")).await;
        }
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn tenant(&self, number: u64) {
        let row = tenant(number);
        self.store.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
    }

    async fn attachment(&self, key: &str) {
        let now = SystemClock.now();
        let row = AttachmentRow {
            id: AttachmentId::new(now, bytes(key.len() as u64 + u64::from(key.ends_with("two")))),
            name: "a file".into(),
            mime: "text/plain".into(),
            kind: FileKind::File,
            size_bytes: 1,
            sha256: [0; 32],
            storage_key: key.into(),
            uploaded_by: None,
            thread_id: None,
            contact_id: None,
            created_at: now,
            picture: None,
        };
        let ctx = TenantCtx::new(tenant(0).id);
        self.store
            .write(move |tx| tx.insert_attachment(&ctx, &row))
            .await
            .unwrap();
    }

    fn take(&self, name: &str) -> Result<Taken, BackupError> {
        let recipients = [Recipient::Key(self.secret.public())];
        let output = self.path(name);
        take(&self.config, &output, &recipients, &SystemClock, &SystemRandom)
    }

    fn identities(&self) -> [Identity; 1] {
        use secrecy::ExposeSecret as _;
        let copy = self.secret.text().expose_secret().parse().unwrap();
        [Identity::Key(copy)]
    }

    async fn restore(&self, name: &str, into: &str) -> Result<Restored, BackupError> {
        let storage = config(&self.path(into)).storage;
        restore(&self.path(name), &self.identities(), &storage, &SystemClock).await
    }
}

fn bytes(number: u64) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn tenant(number: u64) -> TenantRow {
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), bytes(number)),
        slug: format!("t{number}"),
        name: format!("Tenant {number}"),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

async fn tenants(database: &Path) -> Vec<String> {
    let store = parlance_store_sqlite::SqliteStore::open(database, Arc::new(Nobody)).unwrap();
    let mut found: Vec<u64> = store
        .read(|read| read.tenants())
        .await
        .unwrap()
        .into_iter()
        .map(|tenant| tenant.slug[1..].parse().unwrap())
        .collect();
    found.sort_unstable();
    found.into_iter().map(|number| format!("t{number}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_busy_installation_holds_what_was_committed_and_comes_back() {
    let scene = Arc::new(Scene::new().await);
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let busy = tokio::spawn({
        let (scene, stop, done) = (scene.clone(), stop.clone(), done.clone());
        async move {
            let mut number = 1;
            while !stop.load(Ordering::Relaxed) {
                scene.tenant(number).await;
                done.store(number, Ordering::Relaxed);
                number += 1;
            }
        }
    });
    for round in 0..3 {
        while done.load(Ordering::Relaxed) < (round + 1) * 20 {
            tokio::task::yield_now().await;
        }
        let name = format!("{round}.age");
        let before = done.load(Ordering::Relaxed);
        let own = scene.clone();
        let file = name.clone();
        let taken = tokio::task::spawn_blocking(move || own.take(&file))
            .await
            .unwrap()
            .unwrap();
        let after = done.load(Ordering::Relaxed) + 1;
        assert_eq!(taken.gone, 0);
        verify(&scene.path(&name), &scene.identities(), scene.folder.path()).unwrap();
        let into = format!("back{round}");
        let restored = scene.restore(&name, &into).await.unwrap();
        assert_eq!(restored.missing_keys, ["k1"], "the keys are named, and not in it");
        let found = tenants(&scene.path(&into).join("parlance.db")).await;
        assert!(
            found.len() as u64 > before && found.len() as u64 <= after + 1,
            "{before} {after} {}",
            found.len()
        );
        let gapless: Vec<String> = (0..found.len()).map(|number| format!("t{number}")).collect();
        assert_eq!(found, gapless, "all that was committed until one moment");
        let files = scene.path(&into).join("files/ten/a");
        assert_eq!(fs::read_to_string(files.join("one")).unwrap(), WORDS);
        assert_eq!(fs::read_to_string(files.join("two")).unwrap(), "");
    }
    stop.store(true, Ordering::Relaxed);
    busy.await.unwrap();
    assert!(!scene.path("data/backup.tmp").exists(), "nothing is left behind");
}

#[tokio::test]
async fn nothing_can_be_read_in_the_file() {
    let scene = Scene::new().await;
    scene.take("b.age").unwrap();
    let bytes = fs::read(scene.path("b.age")).unwrap();
    let keys = fs::read_to_string(scene.path("data/keys")).unwrap();
    let key = keys.lines().last().unwrap().split_once(':').unwrap().1;
    for plain in [WORDS, "Tenant 0", "SQLite format", "manifest", key] {
        let found = bytes.windows(plain.len()).any(|piece| piece == plain.as_bytes());
        assert!(!found, "{plain}");
    }
    // Nor are the keys inside the encryption.
    let inside = unpacked(&decrypted(&scene, "b.age"));
    let holds = |word: &str| inside.windows(word.len()).any(|piece| piece == word.as_bytes());
    assert!(holds(WORDS) && !holds(key));
}

/// What is inside the encryption.
fn decrypted(scene: &Scene, name: &str) -> Vec<u8> {
    let file = fs::File::open(scene.path(name)).unwrap();
    let mut plain = parlance_age::decrypt(file, &scene.identities()).unwrap();
    let mut inside = Vec::new();
    plain.read_to_end(&mut inside).unwrap();
    inside
}

/// What is inside the compression.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut inside = Vec::new();
    flate2::read::MultiGzDecoder::new(packed)
        .read_to_end(&mut inside)
        .unwrap();
    inside
}

fn encrypted(scene: &Scene, name: &str, content: &[u8]) {
    let file = fs::File::create(scene.path(name)).unwrap();
    let recipients = [Recipient::Key(scene.secret.public())];
    let mut out = parlance_age::encrypt(file, &recipients, &|bytes| SystemRandom.fill(bytes)).unwrap();
    out.write_all(content).unwrap();
    out.finish().unwrap();
}

#[tokio::test]
async fn a_backup_is_packed_and_one_that_is_not_comes_back_too() {
    let scene = Scene::new().await;
    let taken = scene.take("b.age").unwrap();
    let packed = decrypted(&scene, "b.age");
    let plain = unpacked(&packed);
    assert!(plain.len() as u64 > taken.manifest.database_bytes);
    assert!(
        packed.len() * 3 < plain.len(),
        "{} of {}",
        packed.len(),
        plain.len()
    );
    let of_before = "plain.age";
    encrypted(&scene, of_before, &plain);
    for name in ["b.age", of_before] {
        let back = format!("{name}-back");
        let restored = scene.restore(name, &back).await.unwrap();
        assert_eq!(restored.manifest, taken.manifest);
        let file = scene.path(&back).join("files/ten/a/one");
        assert_eq!(fs::read_to_string(file).unwrap(), WORDS);
        let database = scene.path(&back).join("parlance.db");
        assert_eq!(tenants(&database).await, ["t0"]);
    }
}

#[tokio::test]
async fn a_damaged_packing_is_refused_and_so_is_a_file_of_another_size() {
    let scene = Scene::new().await;
    scene.take("b.age").unwrap();
    let packed = decrypted(&scene, "b.age");
    let mut flipped = packed.clone();
    let place = flipped.len() / 2;
    flipped[place] ^= 1;
    let garbage = [packed.as_slice(), b"and more"].concat();
    for (name, content) in [
        ("flipped.age", flipped.as_slice()),
        ("cut.age", &packed[..packed.len() - 1_000]),
        // The last bytes are a checksum of the last member.
        ("end.age", &packed[..packed.len() - 4]),
        ("garbage.age", &garbage),
    ] {
        encrypted(&scene, name, content);
        let error = scene.restore(name, &format!("{name}-back")).await.unwrap_err();
        assert!(matches!(error, BackupError::Damaged(_)), "{name}: {error:?}");
        assert!(!scene.path(&format!("{name}-back/parlance.db")).exists());
    }
    let mut manifest = Manifest::new(SystemClock.now());
    manifest.schema = 1;
    manifest.database_bytes = 10;
    let file = fs::File::create(scene.path("bomb.age")).unwrap();
    let recipients = [Recipient::Key(scene.secret.public())];
    let out = parlance_age::encrypt(file, &recipients, &|bytes| SystemRandom.fill(bytes)).unwrap();
    let mut writer = archive::Writer::begin(out, &manifest).unwrap();
    let many = 10_000_000;
    writer.add(DATABASE, many, std::io::repeat(0)).unwrap();
    writer.finish().unwrap().finish().unwrap();
    let error = scene.restore("bomb.age", "bomb").await.unwrap_err().to_string();
    assert!(error.contains("has 10000000 bytes, not 10"), "{error}");
}

#[tokio::test]
async fn a_restore_refuses_what_it_must() {
    let scene = Scene::new().await;
    // Does not shrink, so that the backup has several pieces.
    let mut picture = vec![0; 300_000];
    SystemRandom.fill(&mut picture);
    fs::write(scene.path("data/files/ten/a/picture"), picture).unwrap();
    scene.attachment("ten/a/picture").await;
    scene.take("b.age").unwrap();
    let whole = fs::read(scene.path("b.age")).unwrap();

    let sentence = scene.take("b.age").unwrap_err().to_string();
    assert!(sentence.contains("exists already"), "{sentence}");

    let stranger = [Identity::Key(SecretKey::generate(&|bytes| {
        SystemRandom.fill(bytes);
    }))];
    let error = verify(&scene.path("b.age"), &stranger, scene.folder.path()).unwrap_err();
    assert!(
        error.to_string().contains("none of the given keys opens"),
        "{error}"
    );

    fs::write(scene.path("cut.age"), &whole[..whole.len() - 70_000]).unwrap();
    let error = scene.restore("cut.age", "cut").await.unwrap_err();
    assert!(error.to_string().contains("cut off"), "{error}");

    let mut flipped = whole.clone();
    let place = flipped.len() / 2;
    flipped[place] ^= 1;
    fs::write(scene.path("flipped.age"), &flipped).unwrap();
    let error = scene.restore("flipped.age", "flipped").await.unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error}");
    for refused in ["cut", "flipped"] {
        let left: Vec<_> = fs::read_dir(scene.path(refused))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["lock"], "nothing of it is left");
    }

    fs::write(scene.path("other.age"), b"not a backup").unwrap();
    let error = scene.restore("other.age", "other").await.unwrap_err();
    assert!(error.to_string().contains("not an age file"), "{error}");

    let error = scene.restore("b.age", "data").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("only put back into an empty data folder"),
        "{error}"
    );
    let other = scene.path("holds");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("letter"), "x").unwrap();
    let error = scene.restore("b.age", "holds").await.unwrap_err();
    assert!(error.to_string().contains("'letter'"), "{error}");
}

#[tokio::test]
async fn a_backup_of_a_newer_parlance_or_of_something_else_is_refused() {
    let scene = Scene::new().await;
    let mut manifest = Manifest::new(SystemClock.now());
    manifest.schema = 999_999_999_999;
    manifest.version = "9.9.9".into();
    pack(&scene, "newer.age", &manifest);
    let error = scene.restore("newer.age", "newer").await.unwrap_err().to_string();
    assert!(error.contains("use the Parlance that made it (9.9.9)"), "{error}");
    manifest.schema = 1;
    pack(&scene, "hollow.age", &manifest);
    let error = scene
        .restore("hollow.age", "hollow")
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("the database is missing"), "{error}");
    manifest.database_bytes = 1 << 60;
    pack(&scene, "huge.age", &manifest);
    let error = scene.restore("huge.age", "huge").await.unwrap_err().to_string();
    assert!(error.contains("too little room"), "{error}");
}

/// An archive with nothing but a manifest.
fn pack(scene: &Scene, name: &str, manifest: &Manifest) {
    let file = fs::File::create(scene.path(name)).unwrap();
    let recipients = [Recipient::Key(scene.secret.public())];
    let out = parlance_age::encrypt(file, &recipients, &|bytes| SystemRandom.fill(bytes)).unwrap();
    archive::Writer::begin(out, manifest)
        .unwrap()
        .finish()
        .unwrap()
        .finish()
        .unwrap();
}

#[tokio::test]
async fn sessions_end_and_the_database_knows_that_it_was_a_backup() {
    let scene = Scene::new().await;
    scene.take("b.age").unwrap();
    let held = fs::read(scene.path("data/keys")).unwrap();
    let back = scene.path("back");
    fs::create_dir_all(&back).unwrap();
    fs::write(back.join("keys"), held).unwrap();
    fs::set_permissions(back.join("keys"), fs::Permissions::from_mode(0o600)).unwrap();
    let restored = scene.restore("b.age", "back").await.unwrap();
    assert!(restored.missing_keys.is_empty());
    let store =
        parlance_store_sqlite::SqliteStore::open(&back.join("parlance.db"), Arc::new(Nobody)).unwrap();
    let row = store.read(|read| read.restored()).await.unwrap().unwrap();
    assert!(!row.settled);
}

#[test]
fn somebody_must_be_able_to_open_it() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let error = recipients(&[], &config.backup).unwrap_err().to_string();
    assert!(
        error.contains("--recipient") && error.contains("parlance keys backup-key"),
        "{error}"
    );
    let error = identities(None, &config.backup).unwrap_err().to_string();
    assert!(error.contains("--identity"), "{error}");
    let output = folder.path().join("b");
    let error = take(&config, &output, &[], &SystemClock, &SystemRandom).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("nothing to back up"), "{error}");
}
