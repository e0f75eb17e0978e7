//! The keyring's file: lines `kid:base64 of 32 bytes`. The first key seals, all open. Mode 0600, replaced atomically.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use parlance_core::clock::Random;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// One key with its name.
#[derive(Debug)]
pub struct NamedKey {
    /// Stands in every sealed value, so that its key is found again.
    pub kid: String,
    /// The key.
    pub key: SecretBox<[u8; KEY_BYTES]>,
}

/// Keys in their order; never empty.
#[derive(Debug)]
pub struct KeyFile {
    keys: Vec<NamedKey>,
}

/// Why keys cannot be used. Never shows a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be read or written.
    #[error("the keyring {} cannot be used: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others may read it.
    #[error("the keyring {} can be read by others (mode {mode:o}); type: chmod 600 {}", path.display(), path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// A line is no key.
    #[error("line {line} of the keyring is not a key: {reason}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is no key in it.
    #[error("the keyring holds no key; `parlance keys generate` makes one")]
    Empty,
    /// `keys` is neither a file nor keys.
    #[error(
        "`keys` (PARLANCE_KEYS) names no file that exists and holds no lines `kid:base64 of 32 bytes` either"
    )]
    NotKeys,
    /// It is there already and would be overwritten.
    #[error("{} exists already; `parlance keys rotate` adds a key to it", .0.display())]
    Exists(PathBuf),
}

/// Where the keys of an installation come from.
#[derive(Debug)]
pub enum KeyPlace {
    /// A file, which can be rotated.
    File(PathBuf),
    /// The setting itself holds the keys.
    Inline(SecretString),
}

impl KeyPlace {
    /// From the setting `keys`; without one, `keys` in the data folder.
    pub fn of(setting: Option<&SecretString>, data_dir: &Path) -> Result<Self, KeyFileError> {
        let Some(setting) = setting else {
            return Ok(Self::File(data_dir.join("keys")));
        };
        let text = setting.expose_secret();
        if !text.contains('\n') && Path::new(text).exists() {
            return Ok(Self::File(PathBuf::from(text)));
        }
        // Only shown to be keys, not kept: the text goes where the setting goes.
        KeyFile::parse(text).map_err(|_| KeyFileError::NotKeys)?;
        Ok(Self::Inline(setting.clone()))
    }

    /// Reads the keys. A file that does not exist yet is an error here; see [`KeyPlace::read_or_make`].
    pub fn read(&self) -> Result<KeyFile, KeyFileError> {
        match self {
            Self::File(path) => KeyFile::read(path),
            Self::Inline(text) => KeyFile::parse(text.expose_secret()),
        }
    }

    /// Reads the keys; a missing file is made with one fresh key, which is what the first start does.
    pub fn read_or_make(&self, random: &dyn Random) -> Result<(KeyFile, bool), KeyFileError> {
        match self {
            Self::File(path) if !path.exists() => {
                let keys = KeyFile {
                    keys: vec![fresh_key(random, &[])],
                };
                keys.write_new(path)?;
                Ok((keys, true))
            }
            _ => Ok((self.read()?, false)),
        }
    }
}

impl KeyFile {
    /// One fresh key.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        Self {
            keys: vec![fresh_key(random, &[])],
        }
    }

    /// Reads lines; empty ones and those that begin with `#` are skipped.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut keys: Vec<NamedKey> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |reason| KeyFileError::Line {
                line: number + 1,
                reason,
            };
            let key = parse_line(line).map_err(wrong)?;
            if keys.iter().any(|other| other.kid == key.kid) {
                return Err(wrong("its name stands there twice"));
            }
            keys.push(key);
        }
        if keys.is_empty() {
            Err(KeyFileError::Empty)
        } else {
            Ok(Self { keys })
        }
    }

    /// Reads a file that only its owner may read.
    pub fn read(path: &Path) -> Result<Self, KeyFileError> {
        let failed = |source| KeyFileError::File {
            path: path.into(),
            source,
        };
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Open {
                path: path.into(),
                mode,
            });
        }
        Self::parse(&fs::read_to_string(path).map_err(failed)?)
    }

    /// Writes a file that must not exist yet.
    pub fn write_new(&self, path: &Path) -> Result<(), KeyFileError> {
        if path.exists() {
            return Err(KeyFileError::Exists(path.into()));
        }
        self.write(path)
    }

    /// Writes the file: a new one beside it, flushed, then put in its place. A crash leaves the old or the new one.
    pub fn write(&self, path: &Path) -> Result<(), KeyFileError> {
        let failed = |source| KeyFileError::File {
            path: path.into(),
            source,
        };
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let fresh = path.with_extension("new");
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&fresh)?;
            file.write_all(self.text().expose_secret().as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, path)?;
            File::open(folder)?.sync_all()
        };
        write().map_err(failed)
    }

    /// Puts a fresh key in front: from now on it seals.
    pub fn add(&mut self, random: &dyn Random) -> &str {
        let key = fresh_key(random, &self.keys);
        self.keys.insert(0, key);
        &self.keys[0].kid
    }

    /// Keeps only the first key. Call it when nothing is sealed with the others any more.
    pub fn keep_first(&mut self) {
        self.keys.truncate(1);
    }

    /// The keys, the one that seals first.
    #[must_use]
    pub fn keys(&self) -> &[NamedKey] {
        &self.keys
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> SecretString {
        let mut text = String::from(
            "# Parlance's keyring: kid:base64 of 32 bytes. The first key seals, all open. Keep it apart from backups.\n",
        );
        for NamedKey { kid, key } in &self.keys {
            text.push_str(kid);
            text.push(':');
            STANDARD.encode_string(key.expose_secret(), &mut text);
            text.push('\n');
        }
        text.into()
    }
}

fn parse_line(line: &str) -> Result<NamedKey, &'static str> {
    let (kid, key) = line.split_once(':').ok_or("it has no `:`")?;
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if kid.is_empty() || kid.len() > 32 || !kid.bytes().all(fine) {
        return Err("its name is not 1 to 32 letters, digits, `-` or `_`");
    }
    let bytes = STANDARD
        .decode(key.trim())
        .map_err(|_| "what follows the `:` is not base64")?;
    let key = <[u8; KEY_BYTES]>::try_from(bytes).map_err(|_| "it is not 32 bytes long")?;
    Ok(NamedKey {
        kid: kid.to_owned(),
        key: SecretBox::new(Box::new(key)),
    })
}

/// A key with the next number: a name is never used for another key, or an old backup would seem to be damaged.
fn fresh_key(random: &dyn Random, others: &[NamedKey]) -> NamedKey {
    let number = |key: &NamedKey| {
        key.kid
            .strip_prefix('k')
            .and_then(|digits| digits.parse::<u64>().ok())
    };
    let highest = others.iter().filter_map(number).max().unwrap_or_default();
    let key = SecretBox::init_with_mut(|key: &mut [u8; KEY_BYTES]| random.fill(key));
    NamedKey {
        kid: format!("k{}", highest + 1),
        key,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use proptest::prelude::*;

    use super::*;

    #[derive(Default)]
    struct Counting(AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    fn kids(file: &KeyFile) -> Vec<&str> {
        file.keys().iter().map(|key| key.kid.as_str()).collect()
    }

    #[test]
    fn the_first_start_makes_a_key_that_later_starts_read() {
        let folder = tempfile::tempdir().unwrap();
        let place = KeyPlace::of(None, &folder.path().join("data")).unwrap();
        let (made, fresh) = place.read_or_make(&Counting::default()).unwrap();
        assert!(fresh);
        let (again, fresh) = place.read_or_make(&Counting::default()).unwrap();
        assert!(!fresh);
        assert_eq!(made.text().expose_secret(), again.text().expose_secret());
        let mode = fs::metadata(folder.path().join("data/keys"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_new_key_comes_first_and_the_old_ones_still_open() {
        let random = Counting::default();
        let mut file = KeyFile::generate(&random);
        file.add(&random);
        file.add(&random);
        assert_eq!(kids(&file), ["k3", "k2", "k1"]);
        let read = KeyFile::parse(file.text().expose_secret()).unwrap();
        assert_eq!(kids(&read), ["k3", "k2", "k1"]);
        file.keep_first();
        file.add(&random);
        assert_eq!(kids(&file), ["k4", "k3"], "a name is never used twice");
    }

    #[test]
    fn a_keyring_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        KeyFile::generate(&Counting::default()).write_new(&path).unwrap();
        assert!(matches!(
            KeyFile::generate(&Counting::default()).write_new(&path),
            Err(KeyFileError::Exists(_))
        ));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(
            KeyFile::read(&path)
                .unwrap_err()
                .to_string()
                .contains("chmod 600")
        );
    }

    #[test]
    fn wrong_lines_are_named_and_not_shown() {
        let good = format!("k1:{}", STANDARD.encode([7; 32]));
        for (text, reason) in [
            ("", "holds no key"),
            ("# only words\n\n", "holds no key"),
            ("hunter2", "line 1 of the keyring is not a key: it has no `:`"),
            ("k1:hunter2", "not base64"),
            ("k1:aHVudGVyMg==", "not 32 bytes long"),
            ("k 1:aHVudGVyMg==", "its name"),
            (
                &format!("{good}\n{good}"),
                "line 2 of the keyring is not a key: its name stands there twice",
            ),
        ] {
            let error = KeyFile::parse(text).unwrap_err().to_string();
            assert!(error.contains(reason) && !error.contains("hunter2"), "{error}");
        }
        let data = Path::new("data");
        assert!(matches!(
            KeyPlace::of(Some(&good.into()), data),
            Ok(KeyPlace::Inline(_))
        ));
        assert!(matches!(
            KeyPlace::of(Some(&"/nowhere/keys".into()), data),
            Err(KeyFileError::NotKeys)
        ));
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC{0,80}") {
            let _ = KeyFile::parse(&text);
        }
    }
}
