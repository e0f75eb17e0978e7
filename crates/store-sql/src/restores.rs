//! What is known of the database itself.

use parlance_core::Timestamp;
use parlance_store::{
    StoreError,
    restores::{RestoreRow, RestoresRead, RestoresWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    tx::Transaction,
};

for_both!(RestoresRead {
    fn restored(&self) -> Result<Option<RestoreRow>, StoreError> {
        one(self.all(), "SELECT restored_at, settled FROM restored WHERE id = 1", params![], |row| {
            Ok(RestoreRow {
                restored_at: Timestamp::from_millis(row.get("restored_at")?),
                settled: row.get("settled")?,
            })
        })
    }
});

impl RestoresWrite for Transaction<'_> {
    fn set_restored(&mut self, row: &RestoreRow) -> Result<(), StoreError> {
        run(
            self.all(),
            "INSERT INTO restored (id, restored_at, settled) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET restored_at = ?1, settled = ?2",
            params![row.restored_at.as_millis(), row.settled],
        )
        .map(drop)
    }
}
