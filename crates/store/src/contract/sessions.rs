//! Sessions, API keys and first set-up: found by the digest of their secret.

use parlance_api::session::ApiScope;
use parlance_core::{ApiKeyId, SessionId, UserId};

use super::rows::{at, bytes, read, tenants, user, write};
use crate::{
    Store,
    api_keys::ApiKeyRow,
    second_factors::SecondFactorRow,
    sessions::{SessionRow, SessionStage},
};

fn session(n: u8, user: UserId) -> SessionRow {
    SessionRow {
        id: SessionId::new(at(0), bytes(n)),
        user_id: user,
        client: "Firefox".into(),
        created_at: at(i64::from(n)),
        last_seen_at: at(i64::from(n)),
        expires_at: at(1_000),
        stage: SessionStage::Code,
        confirmed_at: at(i64::from(n)),
    }
}

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let ana = user(1, "ana");
    let id = ana.id;
    let rows = [session(2, id), session(3, id), session(4, id)];
    write(store, {
        let rows = rows.clone();
        move |tx| {
            tx.insert_user(&alder, &ana)?;
            for (row, hash) in rows.iter().zip(0_u8..) {
                tx.insert_session(&alder, &[hash; 32], row)?;
            }
            Ok(())
        }
    })
    .await;
    let [first, second, third] = rows;
    let known = (first.clone(), second.clone(), third.clone());
    read(store, move |read| {
        let (first, second, third) = known;
        assert_eq!(
            read.session_by_hash(&[0; 32])?,
            Some((alder.tenant_id(), first.clone()))
        );
        assert_eq!(read.session_by_hash(&[9; 32])?, None);
        assert_eq!(
            read.sessions_of(&alder, id)?,
            [third, second, first.clone()],
            "newest first"
        );
        assert_eq!(read.session(&birch, first.id)?, None);
        Ok(())
    })
    .await;
    write(store, move |tx| {
        tx.renew_session(&alder, first.id, &[7; 32])?;
        assert_eq!(tx.session_by_hash(&[0; 32])?, None, "the old secret is void");
        assert_eq!(tx.session_by_hash(&[7; 32])?.unwrap().1.id, first.id);
        tx.touch_session(&alder, first.id, at(50))?;
        tx.touch_session(&alder, first.id, at(40))?;
        assert_eq!(
            tx.session(&alder, first.id)?.unwrap().last_seen_at,
            at(50),
            "never backwards"
        );
        tx.advance_session(&birch, first.id, SessionStage::Full, at(60), at(2_000))?;
        assert_eq!(tx.session(&alder, first.id)?.unwrap().stage, SessionStage::Code);
        tx.advance_session(&alder, first.id, SessionStage::Full, at(60), at(900))?;
        let advanced = tx.session(&alder, first.id)?.unwrap();
        assert_eq!(
            (advanced.stage, advanced.confirmed_at, advanced.expires_at),
            (SessionStage::Full, at(60), at(900))
        );
        assert!(!tx.end_session(&birch, first.id)?, "another tenant ends nothing");
        assert_eq!(tx.end_sessions_of(&alder, id, Some(first.id))?, 2);
        assert!(!tx.end_session(&alder, second.id)?);
        assert_eq!(tx.prune_sessions(at(49), at(0))?, 0);
        assert_eq!(tx.prune_sessions(at(0), at(1_000))?, 1, "expired");
        Ok(())
    })
    .await;
    second_factors(store, alder, birch, id).await;
    keys(store, alder, birch, id).await;
    set_up(store).await;
}

async fn keys(
    store: &dyn Store,
    alder: parlance_core::TenantCtx,
    birch: parlance_core::TenantCtx,
    by: UserId,
) {
    let key = ApiKeyRow {
        id: ApiKeyId::new(at(0), bytes(5)),
        name: "Sync".into(),
        hint: "wxyz".into(),
        scopes: vec![ApiScope::ConfigRead],
        created_by: by,
        created_at: at(0),
        expires_at: Some(at(9)),
        last_used_at: None,
        revoked_at: None,
    };
    write(store, move |tx| {
        tx.insert_api_key(&alder, &[8; 32], &key)?;
        assert_eq!(
            tx.api_key_by_hash(&[8; 32])?,
            Some((alder.tenant_id(), key.clone()))
        );
        tx.touch_api_key(&alder, key.id, at(3))?;
        assert_eq!(tx.api_keys(&alder)?[0].last_used_at, Some(at(3)));
        assert!(tx.api_keys(&birch)?.is_empty() && !tx.revoke_api_key(&birch, key.id, at(4))?);
        assert!(tx.revoke_api_key(&alder, key.id, at(4))? && !tx.revoke_api_key(&alder, key.id, at(5))?);
        assert!(tx.api_keys(&alder)?.is_empty());
        assert_eq!(tx.api_key_by_hash(&[8; 32])?.unwrap().1.revoked_at, Some(at(4)));
        Ok(())
    })
    .await;
}

async fn second_factors(
    store: &dyn Store,
    alder: parlance_core::TenantCtx,
    birch: parlance_core::TenantCtx,
    user_id: UserId,
) {
    let row = SecondFactorRow {
        sealed: "sealed".into(),
        last_step: 7,
        enrolled_at: at(2),
    };
    write(store, move |tx| {
        tx.save_second_factor_draft(&alder, user_id, "draft", at(1))?;
        tx.save_second_factor_draft(&alder, user_id, "newer", at(2))?;
        assert_eq!(
            tx.second_factor_draft(&alder, user_id)?,
            Some(("newer".to_owned(), at(2)))
        );
        assert_eq!(tx.second_factor(&alder, user_id)?, None);
        tx.save_second_factor(&alder, user_id, &row)?;
        assert_eq!(
            tx.second_factor_draft(&alder, user_id)?,
            None,
            "it has become the factor"
        );
        assert_eq!(tx.second_factor(&alder, user_id)?, Some(row));
        assert_eq!(tx.second_factor(&birch, user_id)?, None);
        assert_eq!(tx.second_factor_holders(&alder)?, [user_id]);
        assert!(tx.second_factor_holders(&birch)?.is_empty());
        assert_eq!(tx.all_second_factor_holders()?, [(alder.tenant_id(), user_id)]);
        assert!(!tx.use_second_factor_step(&alder, user_id, 7)?, "used already");
        assert!(!tx.use_second_factor_step(&birch, user_id, 8)?);
        assert!(
            tx.use_second_factor_step(&alder, user_id, 8)?
                && !tx.use_second_factor_step(&alder, user_id, 8)?
        );
        tx.replace_recovery_codes(&alder, user_id, &[[1; 32], [2; 32]])?;
        tx.replace_recovery_codes(&alder, user_id, &[[3; 32], [4; 32]])?;
        assert!(!tx.use_recovery_code(&alder, user_id, &[1; 32])?, "replaced");
        assert!(!tx.use_recovery_code(&birch, user_id, &[3; 32])?);
        assert!(tx.use_recovery_code(&alder, user_id, &[3; 32])?);
        assert!(!tx.use_recovery_code(&alder, user_id, &[3; 32])?, "used");
        assert_eq!(tx.recovery_codes_left(&alder, user_id)?, 1);
        assert!(!tx.remove_second_factor(&birch, user_id)?);
        assert!(tx.remove_second_factor(&alder, user_id)? && !tx.remove_second_factor(&alder, user_id)?);
        assert_eq!(tx.recovery_codes_left(&alder, user_id)?, 0);
        Ok(())
    })
    .await;
}

async fn set_up(store: &dyn Store) {
    write(store, |tx| {
        tx.insert_setup_link(&[1; 32], at(0), at(10))?;
        tx.insert_setup_link(&[2; 32], at(1), at(10))?;
        assert!(
            !tx.setup_link_valid(&[1; 32], at(2))?,
            "a newer link ends the older one"
        );
        assert!(tx.setup_link_valid(&[2; 32], at(2))? && !tx.setup_link_valid(&[2; 32], at(10))?);
        assert!(tx.use_setup_link(&[2; 32], at(3))? && !tx.use_setup_link(&[2; 32], at(3))?);
        tx.set_keyring_canary("one")?;
        tx.set_keyring_canary("two")?;
        assert_eq!(tx.keyring_canary()?.as_deref(), Some("two"));
        Ok(())
    })
    .await;
}
