//! Pictures that a platform fetches from us: under an address that carries its own proof and its own end.
//!
//! `BASE/clientweb/files/{token}`; the token holds tenant, file and end, and an HMAC over them by a key of the installation. Nothing is listed, nothing can be guessed, and only files that were put into a message's cards or a
//! template are served.

use std::io;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use parlance_api::message::AttachmentView;
use parlance_core::{
    AttachmentId, TenantCtx, TenantId, Timestamp, UserId,
    permission::Right,
    rich::{Rich, Use, file_of},
};
use parlance_store::{Read, StoreError, Tx, WorkError, attachments::FileKind};
use sha2::Sha256;

use super::{OpenedFile, Upload};
use crate::{Engine, Refusal, UseCaseError, identity::Person, seal::Keyring};

/// An address is good for so long, milliseconds. Platforms fetch a picture when the message is sent, and once more
/// when somebody looks at it later.
const GOOD_FOR_MS: i64 = 7 * 24 * 3_600_000;
/// What the key is used for, so that it proves nothing elsewhere.
const PURPOSE: &[u8] = b"parlance public file v1";
const PATH: &str = "clientweb/files";
const NOT_FOUND: Refusal = Refusal::not_found("This file");

const PROOF_BYTES: usize = 32;
/// No token of ours is longer.
const LONGEST_TOKEN: usize = 400;

/// What an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    tenant: TenantId,
    file: AttachmentId,
    until: Timestamp,
}

impl Named {
    fn text(&self) -> String {
        format!("{}.{}.{}", self.tenant, self.file, self.until.as_millis())
    }

    fn of(text: &str) -> Option<Self> {
        let mut pieces = text.split('.');
        let named = Self {
            tenant: pieces.next()?.parse().ok()?,
            file: pieces.next()?.parse().ok()?,
            until: Timestamp::from_millis(pieces.next()?.parse().ok()?),
        };
        // There is one way to write it: no other spelling names the same file.
        (named.text() == text).then_some(named)
    }
}

fn sign(keyring: &Keyring, named: &Named) -> Option<String> {
    let text = named.text();
    let proof = keyring.proofs(PURPOSE, text.as_bytes()).into_iter().next()?;
    Some(format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(text),
        URL_SAFE_NO_PAD.encode(proof)
    ))
}

/// What a token names, when it is ours, whole and not over. All keys of the ring prove: addresses outlive a rotation.
fn verify(keyring: &Keyring, token: &str, now: Timestamp) -> Option<Named> {
    use subtle::ConstantTimeEq as _;
    if token.len() > LONGEST_TOKEN {
        return None;
    }
    let (text, proof) = token.split_once('.')?;
    let text = URL_SAFE_NO_PAD.decode(text).ok()?;
    let proof = URL_SAFE_NO_PAD.decode(proof).ok()?;
    let known = keyring
        .proofs(PURPOSE, &text)
        .iter()
        .any(|good| bool::from(good.as_slice().ct_eq(&proof)));
    let named = Named::of(std::str::from_utf8(&text).ok()?)?;
    (known && named.until > now).then_some(named)
}

/// A keyed digest of some bytes for one purpose.
pub(crate) fn proof(key: &[u8], purpose: &[u8], bytes: &[u8]) -> [u8; PROOF_BYTES] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(purpose);
    mac.update(&[0]);
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

impl Engine {
    /// Begins the upload of a picture for cards and templates. Refused where no platform could fetch it.
    pub async fn begin_picture(&self, person: &Person, name: &str) -> Result<Upload, UseCaseError> {
        if !person.can(Right::HandleInteractions) && !person.can(Right::Configure) {
            return Err(WorkError::Refused(Refusal::Forbidden {
                message: "Only agents and administrators upload pictures for messages.".into(),
            }));
        }
        if self.base_url().scheme() != "https" {
            return Err(WorkError::Refused(no_public_address()));
        }
        self.begin_upload(person, name).await
    }

    /// Ends the upload of a picture: refused when it is none.
    pub async fn finish_picture(
        &self,
        person: &Person,
        upload: Upload,
    ) -> Result<AttachmentView, UseCaseError> {
        let stored = upload.finish().await?;
        if stored.kind != FileKind::Image.as_str() {
            let (ctx, id) = (person.ctx, stored.id);
            self.write(move |tx, _| Ok(tx.forget_attachment(&ctx, id)?))
                .await?;
            return Err(WorkError::Refused(Refusal::field(
                "file",
                "malformed",
                "This is no picture: choose a PNG, JPEG, GIF or WebP file.",
            )));
        }
        Ok(stored)
    }

    /// Whether the platform that this installation talks to can fetch files from it: by a public https address, or
    /// from the same machine, where only a simulated platform is.
    pub(crate) fn is_fetchable(&self) -> bool {
        let base = self.base_url();
        let same_machine = match base.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        };
        base.scheme() == "https" || same_machine
    }

    /// The address under which a platform fetches a file now.
    pub(crate) fn public_address(&self, ctx: &TenantCtx, file: AttachmentId) -> Option<String> {
        let named = Named {
            tenant: ctx.tenant_id(),
            file,
            until: self.now().plus_ms(GOOD_FOR_MS),
        };
        let token = sign(&self.installation().keyring, &named)?;
        let base = self.base_url();
        Some(format!("{}/{PATH}/{token}", base.as_str().trim_end_matches('/')))
    }

    /// Puts addresses in place of the uploaded pictures of a message that goes out now.
    pub(crate) fn with_public_addresses(&self, ctx: &TenantCtx, mut content: Rich) -> Rich {
        content.visit(&mut |_, what, text| {
            if what == Use::Address
                && let Some(address) = file_of(text).and_then(|file| self.public_address(ctx, file))
            {
                *text = address;
            }
        });
        content
    }

    /// Opens a file by its public address. Whatever is wrong with the token, the file does not exist.
    pub async fn open_public_file(&self, token: &str) -> Result<OpenedFile, UseCaseError> {
        let named = verify(&self.installation().keyring, token, self.now());
        let named = named.ok_or(WorkError::Refused(NOT_FOUND))?;
        let ctx = TenantCtx::new(named.tenant);
        let row = self
            .read(move |read, _| {
                let row = read.attachment(&ctx, named.file)?.ok_or(NOT_FOUND)?;
                let served = row.kind == FileKind::Image && read.is_public_file(&ctx, named.file)?;
                if served { Ok(row) } else { Err(NOT_FOUND) }
            })
            .await?;
        match self.files().open(&row.storage_key).await {
            Ok(reader) => Ok(OpenedFile { row, reader }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(WorkError::Refused(NOT_FOUND)),
            Err(error) => Err(WorkError::Store(StoreError::Unavailable(error.to_string()))),
        }
    }
}

/// Lets the uploaded pictures of a message or template be fetched, if the person may use them; names the field, below
/// `under`, of one that may not.
pub(crate) fn publish_pictures(
    tx: &mut dyn Tx,
    ctx: &TenantCtx,
    user: Option<UserId>,
    content: &Rich,
    under: &str,
) -> Result<(), Refusal> {
    for (field, id) in pictures(content) {
        publish_picture(tx, ctx, user, id, &format!("{under}{field}"))?;
    }
    Ok(())
}

/// Lets one uploaded picture be fetched, if the person may use it; else the field is at fault.
pub(crate) fn publish_picture(
    tx: &mut dyn Tx,
    ctx: &TenantCtx,
    user: Option<UserId>,
    id: AttachmentId,
    field: &str,
) -> Result<(), Refusal> {
    if !may_use(tx.as_read(), ctx, user, id)? {
        return Err(Refusal::field(
            field,
            "unknown",
            "This picture is gone, or somebody else uploaded it: upload it again.",
        ));
    }
    Ok(tx.publish_file(ctx, id)?)
}

/// No platform can fetch a picture from here.
pub(crate) fn no_public_address() -> Refusal {
    Refusal::conflict(
        "no_public_address",
        "The platform could not fetch the picture: this installation has no public https address. An operator sets it \
         (PARLANCE_PUBLIC_URL); until then give the address of a picture on your website.",
    )
}

fn may_use(
    read: &dyn Read,
    ctx: &TenantCtx,
    user: Option<UserId>,
    id: AttachmentId,
) -> Result<bool, Refusal> {
    let row = read.attachment(ctx, id)?;
    let Some(row) = row.filter(|row| row.kind == FileKind::Image && row.thread_id.is_none()) else {
        return Ok(false);
    };
    let own = user.is_some() && row.uploaded_by == user;
    Ok(own || read.is_public_file(ctx, id)?)
}

/// The uploaded pictures of a message, with the fields that name them.
fn pictures(content: &Rich) -> Vec<(String, AttachmentId)> {
    let mut found = Vec::new();
    content.clone().visit(&mut |path, what, text| {
        if what == Use::Address
            && let Some(file) = file_of(text)
        {
            found.push((path.to_owned(), file));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use secrecy::SecretBox;

    use super::*;

    fn keyring(keys: &[u8]) -> Keyring {
        let named = keys
            .iter()
            .map(|byte| (format!("k{byte}"), SecretBox::new(Box::new([*byte; 32]))));
        Keyring::new(named).unwrap()
    }

    fn named() -> Named {
        let at = Timestamp::from_millis(1);
        Named {
            tenant: TenantId::new(at, [1; 10]),
            file: AttachmentId::new(at, [2; 10]),
            until: Timestamp::from_millis(1_000),
        }
    }

    #[test]
    fn an_address_ends_and_outlives_a_rotation_of_keys() {
        let token = sign(&keyring(&[1]), &named()).unwrap();
        let at = Timestamp::from_millis;
        assert_eq!(verify(&keyring(&[1]), &token, at(999)), Some(named()));
        assert_eq!(verify(&keyring(&[1]), &token, at(1_000)), None);
        assert_eq!(verify(&keyring(&[2, 1]), &token, at(0)), Some(named()));
        assert_eq!(verify(&keyring(&[2]), &token, at(0)), None);
    }

    proptest! {
        #[test]
        fn a_changed_token_opens_nothing(place in any::<proptest::sample::Index>(), letter in "[A-Za-z0-9_.-]") {
            let ring = keyring(&[1]);
            let token = sign(&ring, &named()).unwrap();
            let place = place.index(token.len());
            let changed = format!("{}{letter}{}", &token[..place], &token[place + 1..]);
            let found = verify(&ring, &changed, Timestamp::from_millis(0));
            prop_assert_eq!(found, (changed == token).then(named));
        }

        #[test]
        fn anything_else_opens_nothing(token in "[ -~]{0,300}") {
            prop_assert_eq!(verify(&keyring(&[1]), &token, Timestamp::from_millis(0)), None);
        }
    }
}
