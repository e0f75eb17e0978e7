//! Integration accounts: one page, one account that is on, in the whole installation.

use parlance_core::account::TokenState;

use super::rows::{account, at, conflicts, read, tenants, write};
use crate::{Store, accounts::SealedValue};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let mut tower = account(1, "Tower", Some("123"));
    let sealed = SealedValue {
        sealed: "v1.k1.n.c".into(),
        saved_at: at(1),
        saved_by: "Nora".into(),
    };
    tower.sealed.insert("token".into(), sealed);
    tower.token_state = TokenState::Untested;
    write(store, {
        let tower = tower.clone();
        move |tx| tx.insert_account(&alder, &tower)
    })
    .await;
    conflicts(store, move |tx| {
        tx.insert_account(&birch, &account(2, "Theirs", Some("123")))
    })
    .await;
    conflicts(store, move |tx| {
        tx.insert_account(&alder, &account(3, "TOWER", None))
    })
    .await;
    let known = tower.clone();
    read(store, move |read| {
        assert_eq!(read.account(&alder, known.id)?.as_ref(), Some(&known));
        assert_eq!(read.account(&birch, known.id)?, None);
        let other = account(9, "x", None).id;
        assert_eq!(
            read.holder_of_external("pigeon", "123", other)?,
            Some(alder.tenant_id())
        );
        assert_eq!(
            read.holder_of_external("pigeon", "123", known.id)?,
            None,
            "oneself is no other"
        );
        assert_eq!(read.holder_of_external("raven", "123", other)?, None);
        assert_eq!(read.all_accounts()?, [(alder.tenant_id(), known)]);
        Ok(())
    })
    .await;

    // What is known of the traffic is not touched by a change of values, and can be forgotten.
    let mut renamed = tower.clone();
    renamed.name = "High tower".into();
    write(store, move |tx| {
        tx.note_verified(&alder, renamed.id, at(5))?;
        tx.note_error(&alder, renamed.id, "broken", at(6))?;
        tx.update_account(&alder, &renamed)?;
        let traffic = tx.account(&alder, renamed.id)?.unwrap().traffic;
        assert_eq!(
            (traffic.verified_at, traffic.last_error.as_deref()),
            (Some(at(5)), Some("broken"))
        );
        tx.clear_account_error(&alder, renamed.id)?;
        assert_eq!(tx.account(&alder, renamed.id)?.unwrap().traffic.last_error, None);
        tx.forget_account_traffic(&alder, renamed.id)?;
        assert_eq!(tx.account(&alder, renamed.id)?.unwrap().traffic, renamed.traffic);
        Ok(())
    })
    .await;

    // Switched off or deleted, it makes room.
    let mut gone = tower.clone();
    gone.deleted_at = Some(at(7));
    let id = tower.id;
    write(store, move |tx| {
        tx.update_account(&alder, &gone)?;
        tx.insert_account(&birch, &account(2, "Theirs", Some("123")))?;
        tx.insert_account(&alder, &account(4, "Tower", None))
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.accounts(&alder)?.len(), 1);
        assert_eq!(
            read.account(&alder, id)?.unwrap().deleted_at,
            Some(at(7)),
            "its records find it"
        );
        Ok(())
    })
    .await;
}
