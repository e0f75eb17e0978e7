//! Files that nobody needs: uploads that were never sent, bytes whose row was never stored.

use parlance_store::attachments::small_key;

use crate::{Engine, UseCaseError};

/// An upload that was not sent after this time is removed, milliseconds.
const UNUSED_AFTER_MS: i64 = 24 * 3_600_000;
/// Bytes younger than this may still get their row, seconds.
const ORPHAN_AFTER_SECONDS: u64 = 3_600;

/// Removes what nobody needs; says how many files.
pub(crate) async fn sweep(engine: &Engine) -> Result<usize, UseCaseError> {
    let unused = engine
        .write(|tx, env| Ok(tx.prune_unused_uploads(env.now.plus_ms(-UNUSED_AFTER_MS), 500)?))
        .await?;
    let mut removed = 0;
    for key in unused {
        removed += remove(engine, &key).await;
        remove(engine, &small_key(&key)).await;
    }
    let old = match engine.files().older_than(ORPHAN_AFTER_SECONDS).await {
        Ok(keys) => keys,
        Err(error) => {
            tracing::warn!(%error, "the files could not be swept");
            return Ok(removed);
        }
    };
    for keys in old.chunks(500) {
        let asked = keys.to_vec();
        let orphans = engine
            .read(move |read, _| {
                let mut orphans = Vec::new();
                for key in asked {
                    if !read.is_stored(&key)? {
                        orphans.push(key);
                    }
                }
                Ok(orphans)
            })
            .await?;
        for key in orphans {
            removed += remove(engine, &key).await;
        }
    }
    Ok(removed)
}

async fn remove(engine: &Engine, key: &str) -> usize {
    match engine.files().remove(key).await {
        Ok(()) => 1,
        Err(error) => {
            tracing::warn!(%error, "a file that nobody needs could not be removed");
            0
        }
    }
}
