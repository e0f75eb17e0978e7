//! Folders of articles: a tree without circles.

use parlance_api::knowledge::{ArticleFolderInput, ArticleFolderView};
use parlance_core::{ArticleFolderId, TenantCtx};
use parlance_store::{Read, Tx, knowledge::ArticleFolderRow};

use super::FOLDER;
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{check::Check, next_update},
    audit::Who,
    identity::Caller,
};

const LONGEST_NAME: usize = 60;
/// Folders in each other, at most.
const DEEPEST: usize = 8;
const NOT_FOUND: Refusal = Refusal::not_found("This folder");

fn view(row: ArticleFolderRow) -> ArticleFolderView {
    ArticleFolderView {
        id: row.id,
        parent_id: row.parent_id,
        name: row.name,
        updated_at: row.updated_at,
    }
}

/// A folder and those that it is in, outermost first.
pub(super) fn path(folders: &[ArticleFolderRow], folder: Option<ArticleFolderId>) -> Vec<&ArticleFolderRow> {
    let mut path = Vec::new();
    let mut next = folder;
    while let Some(row) = next.and_then(|id| folders.iter().find(|row| row.id == id)) {
        if path.len() > DEEPEST {
            break;
        }
        path.push(row);
        next = row.parent_id;
    }
    path.reverse();
    path
}

/// Folders below a folder, itself among them: how many levels there are.
fn depth(folders: &[ArticleFolderRow], id: ArticleFolderId) -> usize {
    let below = folders.iter().filter(|row| row.parent_id == Some(id));
    1 + below.map(|row| depth(folders, row.id)).max().unwrap_or(0)
}

/// Whether a folder may be put into another.
fn check_place(
    check: &mut Check,
    folders: &[ArticleFolderRow],
    own: Option<ArticleFolderId>,
    parent: Option<ArticleFolderId>,
) {
    let Some(parent) = parent else { return };
    let above = path(folders, Some(parent));
    if above.is_empty() {
        check.fault("parent_id", "unknown", "This folder does not exist.");
        return;
    }
    let circle = above.iter().any(|row| Some(row.id) == own);
    let message = "A folder cannot be moved into itself.";
    check.that(!circle, "parent_id", "not_allowed", message);
    let levels = above.len() + own.map_or(1, |own| if circle { 1 } else { depth(folders, own) });
    let message = format!("Folders are at most {DEEPEST} levels deep.");
    check.that(levels <= DEEPEST, "parent_id", "too_deep", message);
}

fn check_name(
    check: &mut Check,
    folders: &[ArticleFolderRow],
    own: Option<ArticleFolderId>,
    parent: Option<ArticleFolderId>,
    name: &str,
) -> String {
    let name = check.text("name", name, 1, LONGEST_NAME);
    let lower = name.to_lowercase();
    let taken = folders
        .iter()
        .any(|row| Some(row.id) != own && row.parent_id == parent && row.name.to_lowercase() == lower);
    check.that(
        !taken,
        "name",
        "taken",
        "Another folder has this name in the same place.",
    );
    name
}

/// Makes a folder.
pub(super) fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &ArticleFolderInput,
) -> Result<ArticleFolderRow, Refusal> {
    let folders = tx.article_folders(ctx)?;
    let mut check = Check::default();
    let parent_id = input.parent_id.flatten();
    check_place(&mut check, &folders, None, parent_id);
    let name = check_name(
        &mut check,
        &folders,
        None,
        parent_id,
        input.name.as_deref().unwrap_or_default(),
    );
    check.done()?;
    let row = ArticleFolderRow {
        id: ArticleFolderId::new(env.now, env.id_bytes()),
        parent_id,
        name,
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_article_folder(ctx, &row)?;
    FOLDER.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: ArticleFolderId,
    input: &ArticleFolderInput,
) -> Result<ArticleFolderRow, Refusal> {
    let folders = tx.article_folders(ctx)?;
    let before = folders.iter().find(|row| row.id == id).ok_or(NOT_FOUND)?;
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(parent) = input.parent_id {
        check_place(&mut check, &folders, Some(id), parent);
        after.parent_id = parent;
    }
    let name = input.name.as_deref().unwrap_or(&before.name);
    after.name = check_name(&mut check, &folders, Some(id), after.parent_id, name);
    check.done()?;
    if after == *before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_article_folder(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("parent_id", after.parent_id != before.parent_id),
    ];
    FOLDER.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

fn delete(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: ArticleFolderId,
) -> Result<(), Refusal> {
    let folders = tx.article_folders(ctx)?;
    let folder = folders.iter().find(|row| row.id == id).ok_or(NOT_FOUND)?;
    let used = folders.iter().any(|row| row.parent_id == Some(id))
        || tx.articles(ctx)?.iter().any(|row| row.folder_id == Some(id));
    if used {
        let message = "This folder is not empty. Move what is in it first.";
        return Err(Refusal::conflict("folder_not_empty", message));
    }
    tx.delete_article_folder(ctx, id)?;
    FOLDER.deleted(tx, env, ctx, who, id, &folder.name)
}

/// Whether a folder exists that an article shall be in.
pub(super) fn check_folder(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    folder: Option<ArticleFolderId>,
) -> Result<(), Refusal> {
    if let Some(id) = folder {
        let known = read.article_folders(ctx)?.iter().any(|row| row.id == id);
        check.that(known, "folder_id", "unknown", "This folder does not exist.");
    }
    Ok(())
}

impl Engine {
    /// All folders of articles by name.
    pub async fn article_folders(&self, caller: &Caller) -> Result<Vec<ArticleFolderView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.article_folders(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a folder.
    pub async fn create_article_folder(
        &self,
        caller: &Caller,
        input: ArticleFolderInput,
    ) -> Result<ArticleFolderView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Renames or moves a folder.
    pub async fn change_article_folder(
        &self,
        caller: &Caller,
        id: ArticleFolderId,
        input: ArticleFolderInput,
    ) -> Result<ArticleFolderView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }

    /// Deletes an empty folder.
    pub async fn delete_article_folder(
        &self,
        caller: &Caller,
        id: ArticleFolderId,
    ) -> Result<(), UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| delete(tx, env, ctx, who, id))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_core::Timestamp;
    use proptest::prelude::*;

    fn id(number: u8) -> ArticleFolderId {
        ArticleFolderId::new(Timestamp::from_millis(1), [number; 10])
    }

    fn at_top(number: u8) -> ArticleFolderRow {
        ArticleFolderRow {
            id: id(number),
            parent_id: None,
            name: format!("F{number}"),
            created_at: Timestamp::from_millis(0),
            updated_at: Timestamp::from_millis(0),
        }
    }

    proptest! {
        #[test]
        fn no_moves_make_a_circle_or_a_deeper_tree(moves in prop::collection::vec((0u8..12, 0u8..12), 0..80)) {
            let mut folders: Vec<_> = (0..12).map(at_top).collect();
            for (own, parent) in moves {
                let mut check = Check::default();
                check_place(&mut check, &folders, Some(id(own)), Some(id(parent)));
                if check.done().is_ok() {
                    folders[usize::from(own)].parent_id = Some(id(parent));
                }
                for folder in &folders {
                    let above = path(&folders, Some(folder.id));
                    prop_assert!(above.len() <= DEEPEST);
                    prop_assert_eq!(above[0].parent_id, None, "every folder hangs on the top");
                }
            }
        }
    }
}
