//! Tenants, users, teams, skills.

use parlance_api::user::SkillLevel;
use parlance_core::agent::SystemReason;

use super::rows::{at, conflicts, read, reason, skill, team, tenants, user, write};
use crate::{Store, users::PasswordHash};

pub(super) async fn check(store: &dyn Store) {
    a_new_store_is_empty(store).await;
    let (alder, birch) = tenants(store).await;

    // Tenants: found by short name without case; settings come back as they were saved.
    let settings = write(store, move |tx| {
        let mut settings = tx.settings(&alder)?;
        settings.chat_share_percent = 50;
        tx.save_settings(&alder, &settings)?;
        Ok(settings)
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.settings(&alder)?, settings);
        assert_ne!(read.settings(&birch)?, settings);
        assert_eq!(read.tenant_by_slug("ALDER")?.unwrap().id, alder.tenant_id());
        assert_eq!(read.tenants()?.len(), 2);
        Ok(())
    })
    .await;

    // Users belong to their tenant; sign-in names are unique in it without case.
    let ana = user(1, "ana");
    write(store, {
        let ana = ana.clone();
        move |tx| tx.insert_user(&alder, &ana)
    })
    .await;
    conflicts(store, move |tx| tx.insert_user(&alder, &user(2, "ANA"))).await;
    write(store, move |tx| tx.insert_user(&birch, &user(3, "ana"))).await;
    let known = ana.clone();
    read(store, move |read| {
        assert!(read.any_user()?);
        assert_eq!(read.user(&alder, known.id)?.as_ref(), Some(&known));
        assert_eq!(
            read.user(&birch, known.id)?,
            None,
            "another tenant's user does not exist"
        );
        assert_eq!(read.user_by_username(&alder, "Ana")?.unwrap().id, known.id);
        Ok(())
    })
    .await;
    passwords_and_sign_ins_are_kept_apart(store, alder, ana.clone()).await;

    // Teams know their supervisors and members; skills know their holders.
    let (orders, spanish) = (team(4, "Orders"), skill(5, "Spanish"));
    write(store, {
        let (mut orders, spanish, mut ana) = (orders.clone(), spanish.clone(), ana.clone());
        move |tx| {
            orders.supervisor_ids = vec![ana.id];
            tx.insert_team(&alder, &orders)?;
            tx.insert_skill(&alder, &spanish)?;
            ana.team_id = Some(orders.id);
            tx.update_user(&alder, &ana)?;
            tx.set_skill_level(&alder, ana.id, spanish.id, 40)?;
            tx.set_skill_level(&alder, ana.id, spanish.id, 80)
        }
    })
    .await;
    conflicts(store, move |tx| tx.insert_team(&alder, &team(6, "orders"))).await;
    conflicts(store, move |tx| tx.insert_skill(&alder, &skill(7, "SPANISH"))).await;
    read(store, move |read| {
        let found = read.team(&alder, orders.id)?.unwrap();
        assert_eq!((found.members, found.supervisor_ids), (1, vec![ana.id]));
        assert_eq!(read.team(&birch, orders.id)?, None);
        assert_eq!(read.skill(&alder, spanish.id)?.unwrap().holders, 1);
        let held = SkillLevel {
            skill_id: spanish.id,
            level: 80,
        };
        assert_eq!(read.skill_levels_of(&alder, ana.id)?, [held]);
        assert_eq!(read.skill_levels(&alder)?, [(ana.id, held)]);
        assert_eq!(read.skill_levels(&birch)?, []);
        Ok(())
    })
    .await;
    reasons(store, alder, birch).await;
}

async fn a_new_store_is_empty(store: &dyn Store) {
    read(store, |read| {
        assert!(!read.any_user()? && read.tenants()?.is_empty() && read.keyring_canary()?.is_none());
        Ok(())
    })
    .await;
}

async fn passwords_and_sign_ins_are_kept_apart(
    store: &dyn Store,
    ctx: parlance_core::TenantCtx,
    ana: crate::users::UserRow,
) {
    let changed = write(store, move |tx| {
        let fresh = PasswordHash::new("$argon2id$y".into());
        tx.set_password(&ctx, ana.id, &fresh)?;
        tx.note_sign_in(&ctx, ana.id, at(5))?;
        // An older picture of the row does not bring the old password back.
        tx.update_user(&ctx, &ana)?;
        tx.user(&ctx, ana.id)
    })
    .await
    .unwrap();
    assert_eq!(changed.password_hash.expose(), "$argon2id$y");
    assert_eq!(changed.last_sign_in_at, Some(at(5)));
    assert!(
        !format!("{changed:?}").contains("argon2id"),
        "hashes are not shown"
    );
}

async fn reasons(store: &dyn Store, alder: parlance_core::TenantCtx, birch: parlance_core::TenantCtx) {
    let (lunch, mut missed) = (reason(8, "Lunch"), reason(9, "A missed chat"));
    missed.system = Some(SystemReason::NoAnswer);
    let system = missed.clone();
    write(store, move |tx| {
        tx.insert_reason(&alder, &missed)?;
        tx.insert_reason(&alder, &lunch)
    })
    .await;
    read(store, move |read| {
        let names: Vec<String> = read.reasons(&alder)?.into_iter().map(|row| row.name).collect();
        assert_eq!(names, ["Lunch", "A missed chat"], "own ones first");
        assert_eq!(read.system_reason(&alder, SystemReason::NoAnswer)?, Some(system));
        assert_eq!(read.system_reason(&alder, SystemReason::Forced)?, None);
        assert!(read.reasons(&birch)?.is_empty());
        Ok(())
    })
    .await;
}
