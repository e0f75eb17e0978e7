//! The format's own test vectors, and what goes in comes out.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::HashMap,
    fs,
    io::{Read as _, Write as _},
    path::Path,
};

use parlance_age::{AgeError, Identity, PublicKey, Recipient, SecretKey, decrypt, encrypt};
use proptest::prelude::*;
use rand::{TryRng as _, rngs::SysRng};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

fn random(bytes: &mut [u8]) {
    SysRng.try_fill_bytes(bytes).unwrap();
}

/// One vector: what it expects, and the file.
struct Vector {
    name: String,
    head: HashMap<String, String>,
    identities: Vec<Identity>,
    file: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none())
        .map(|path| read(&path))
        .collect()
}

fn read(path: &Path) -> Vector {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let mut vector = Vector {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        head: HashMap::new(),
        identities: Vec::new(),
        file: bytes[end + 2..].to_vec(),
    };
    for line in std::str::from_utf8(&bytes[..end]).unwrap().lines() {
        let (key, value) = line.split_once(": ").unwrap();
        match key {
            // The vectors hold keys that are no keys, too.
            "identity" => vector.identities.extend(value.parse().map(Identity::Key)),
            "passphrase" => vector.identities.push(Identity::Passphrase(value.into())),
            _ => drop(vector.head.insert(key.to_owned(), value.to_owned())),
        }
    }
    vector
}

#[test]
fn the_formats_own_vectors() {
    let vectors = vectors();
    assert!(vectors.len() > 60);
    for vector in vectors {
        let expected = vector.head["expect"].as_str();
        let mut payload = Vec::new();
        let opened = decrypt(vector.file.as_slice(), &vector.identities);
        let found = match opened {
            Err(AgeError::NoKeyFits | AgeError::WrongPassphrase | AgeError::NeedsPassphrase) => "no match",
            Err(AgeError::Tampered) => "HMAC failure",
            Err(_) => "header failure",
            Ok(mut plain) => match plain.read_to_end(&mut payload) {
                Ok(_) => "success",
                Err(error) => {
                    assert!(error.get_ref().unwrap().is::<AgeError>());
                    "payload failure"
                }
            },
        };
        // A file without its nonce is a header failure to the vectors, for lack of a better word.
        assert_eq!(found, expected, "{}", vector.name);
        if let Some(digest) = vector.head.get("payload") {
            assert_eq!(&hex::encode(Sha256::digest(&payload)), digest, "{}", vector.name);
        }
    }
}

fn sealed(recipients: &[Recipient], plain: &[u8]) -> Vec<u8> {
    let mut out = encrypt(Vec::new(), recipients, &random).unwrap();
    for piece in plain.chunks(10_007) {
        out.write_all(piece).unwrap();
    }
    out.finish().unwrap()
}

fn opened(file: &[u8], identities: &[Identity]) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    decrypt(file, identities)
        .map_err(|error| error.to_string())?
        .read_to_end(&mut plain)
        .map_err(|error| error.to_string())?;
    Ok(plain)
}

#[test]
fn a_passphrase_opens_what_it_closed() {
    let file = sealed(&[Recipient::Passphrase("correct horse".into())], b"words");
    assert_eq!(
        opened(&file, &[Identity::Passphrase("correct horse".into())]).unwrap(),
        b"words"
    );
    let wrong = opened(&file, &[Identity::Passphrase("battery".into())]).unwrap_err();
    assert_eq!(wrong, "the passphrase is wrong");
    let key = Identity::Key(SecretKey::generate(&random));
    assert!(opened(&file, &[key]).unwrap_err().contains("with a passphrase"));
}

#[test]
fn recipients_that_cannot_be() {
    let key = Recipient::Key(SecretKey::generate(&random).public());
    for recipients in [vec![], vec![key, Recipient::Passphrase("x".into())]] {
        let refused = encrypt(Vec::new(), &recipients, &random).err().unwrap();
        assert!(matches!(refused, AgeError::Recipients));
    }
    assert!("age1nonsense".parse::<PublicKey>().is_err());
    assert!("AGE-SECRET-KEY-1NONSENSE".parse::<SecretKey>().is_err());
}

#[test]
fn keys_are_read_as_they_are_written() {
    let key = SecretKey::generate(&random);
    let text = key.text();
    let file = format!("# created today\n{}\n\n", text.expose_secret());
    let again = SecretKey::parse_file(&file).unwrap();
    assert_eq!(again[0].public(), key.public());
    assert_eq!(
        key.public().to_string().parse::<PublicKey>().unwrap(),
        key.public()
    );
    assert!(!format!("{key:?}").contains(text.expose_secret()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn what_goes_in_comes_out_and_nothing_else_does(
        length in prop_oneof![0..200usize, 65_530..65_542usize, 131_070..131_075usize],
        cut in any::<prop::sample::Index>(),
        flip in any::<prop::sample::Index>(),
    ) {
        let (ours, others) = (SecretKey::generate(&random), SecretKey::generate(&random));
        let plain: Vec<u8> = (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect();
        let recipients = [Recipient::Key(others.public()), Recipient::Key(ours.public())];
        let file = sealed(&recipients, &plain);
        let ours = [Identity::Key(ours)];
        prop_assert_eq!(&opened(&file, &ours).unwrap(), &plain);
        let stranger = [Identity::Key(SecretKey::generate(&random))];
        prop_assert!(opened(&file, &stranger).unwrap_err().contains("none of the given keys"));
        let cut = cut.index(file.len());
        prop_assert!(opened(&file[..cut], &ours).is_err(), "cut at {} of {}", cut, file.len());
        let mut flipped = file.clone();
        flipped[flip.index(file.len())] ^= 1;
        prop_assert!(opened(&flipped, &ours).is_err());
        let mut longer = file;
        longer.push(0);
        prop_assert!(opened(&longer, &ours).is_err());
    }
}
