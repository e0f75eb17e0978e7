//! First set-up of an installation.

use parlance_core::Timestamp;
use parlance_store::{
    StoreError,
    sessions::SecretHash,
    setup::{SetupRead, SetupWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    tx::Transaction,
};

for_both!(SetupRead {
    fn setup_link_valid(&self, hash: &SecretHash, now: Timestamp) -> Result<bool, StoreError> {
        one(
            self.all(),
            "SELECT 1 FROM setup_link WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2",
            params![hash, now.as_millis()],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }

    fn keyring_canary(&self) -> Result<Option<String>, StoreError> {
        one(self.all(), "SELECT sealed FROM keyring_canary WHERE id = 1", params![], |row| row.get(0))
    }
});

impl SetupWrite for Transaction<'_> {
    fn insert_setup_link(
        &mut self,
        hash: &SecretHash,
        at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.all(),
            "DELETE FROM setup_link WHERE used_at IS NULL",
            params![],
        )?;
        run(
            self.all(),
            "INSERT INTO setup_link (token_hash, created_at, expires_at) VALUES (?1, ?2, ?3)",
            params![hash, at.as_millis(), expires_at.as_millis()],
        )
        .map(drop)
    }

    fn use_setup_link(&mut self, hash: &SecretHash, at: Timestamp) -> Result<bool, StoreError> {
        run(
            self.all(),
            "UPDATE setup_link SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2",
            params![hash, at.as_millis()],
        )
        .map(|count| count > 0)
    }

    fn set_keyring_canary(&mut self, sealed: &str) -> Result<(), StoreError> {
        run(
            self.all(),
            "INSERT INTO keyring_canary (id, sealed) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET sealed = ?1",
            params![sealed],
        )
        .map(drop)
    }
}
