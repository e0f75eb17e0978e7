//! Services and scenario entries.

use parlance_api::{routing::RoutingStep, user::SkillLevel};
use parlance_core::{CannedTextId, TenantCtx};

use super::rows::{
    account, at, bytes, calendar, conflicts, disposition, entry, read, service, skill, team, tenants, write,
};
use crate::{
    Store,
    services::{CannedTextRow, ServiceRow},
};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let mut orders = service(1, "Orders");
    orders.dispositions = vec![disposition(&orders, 2, "Done"), disposition(&orders, 3, "Later")];
    orders.canned_texts = vec![CannedTextRow {
        id: CannedTextId::new(at(0), bytes(4)),
        shortcut: "hi".into(),
        title: "Hello".into(),
        text: "Hello!".into(),
    }];
    let (north, south, tents) = (team(31, "North"), team(32, "South"), skill(33, "Tents"));
    let level = |level| SkillLevel {
        skill_id: tents.id,
        level,
    };
    orders.team_ids = vec![north.id];
    orders.required_skills = vec![level(80)];
    orders.last_agent_wait_ms = 20_000;
    orders.last_agent_days = 7;
    orders.may_pull = true;
    let weekdays = calendar(11, "Weekdays");
    orders.waiting.calendar_id = Some(weekdays.id);
    let step = |after_ms, team_ids, levels| RoutingStep {
        after_ms,
        team_ids,
        levels,
    };
    orders.steps = vec![
        step(30_000, vec![], vec![level(50)]),
        step(60_000, vec![south.id], vec![level(0)]),
        step(90_000, vec![], vec![level(0)]),
    ];
    let asks = level(40);
    write(store, {
        let orders = orders.clone();
        move |tx| {
            tx.insert_team(&alder, &north)?;
            tx.insert_team(&alder, &south)?;
            tx.insert_skill(&alder, &tents)?;
            tx.insert_calendar(&alder, &weekdays)?;
            tx.insert_service(&alder, &orders)
        }
    })
    .await;
    conflicts(store, move |tx| tx.insert_service(&alder, &service(5, "ORDERS"))).await;
    conflicts(store, move |tx| {
        tx.insert_calendar(&alder, &calendar(12, "WEEKDAYS"))
    })
    .await;
    hours(store, (alder, birch), &orders).await;
    let known = orders.clone();
    read(store, move |read| {
        assert_eq!(
            read.service(&alder, known.id)?.as_ref(),
            Some(&known),
            "everything comes back, in order"
        );
        assert_eq!(read.service(&birch, known.id)?, None);
        assert_eq!(read.disposition(&birch, known.dispositions[0].id)?, None);
        Ok(())
    })
    .await;

    // Names may be swapped among outcomes; what is left out is removed, but its name stays for old records.
    let removed = orders.dispositions[0].id;
    let mut changed = orders.clone();
    changed.dispositions = vec![disposition(&orders, 6, "Later"), orders.dispositions[1].clone()];
    changed.dispositions[1].name = "Done".into();
    changed.canned_texts.clear();
    changed.steps.remove(1);
    changed.last_agent_wait_ms = 0;
    changed.may_pull = false;
    changed.updated_at = at(9);
    write(store, {
        let changed = changed.clone();
        move |tx| tx.update_service(&alder, &changed)
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.service(&alder, changed.id)?.as_ref(), Some(&changed));
        let old = read.disposition(&alder, removed)?.unwrap();
        assert_eq!((old.name.as_str(), old.removed_at), ("Done", Some(at(9))));
        Ok(())
    })
    .await;

    // An account feeds at most one entry.
    let loft = account(7, "Loft", None);
    let mut first = entry(8, "First");
    first.account_ids = vec![loft.id];
    first.required_skills = vec![asks];
    write(store, {
        let (loft, first) = (loft.clone(), first.clone());
        move |tx| {
            tx.insert_account(&alder, &loft)?;
            tx.insert_entry(&alder, &first)
        }
    })
    .await;
    let mut second = entry(9, "Second");
    second.account_ids = vec![loft.id];
    conflicts(store, move |tx| tx.insert_entry(&alder, &second)).await;
    let known = first.clone();
    read(store, move |read| {
        assert_eq!(read.entry_of_account(&alder, loft.id)?.as_ref(), Some(&known));
        assert_eq!(read.entry_of_account(&birch, loft.id)?, None);
        Ok(())
    })
    .await;
    write(store, move |tx| {
        tx.detach_account(&alder, loft.id)?;
        assert_eq!(tx.entry(&alder, first.id)?.unwrap().account_ids, []);
        assert_eq!(tx.entry(&alder, first.id)?.unwrap().required_skills, [asks]);
        tx.delete_entry(&birch, first.id)?;
        assert!(
            tx.entry(&alder, first.id)?.is_some(),
            "another tenant deletes nothing"
        );
        tx.delete_entry(&alder, first.id)?;
        assert_eq!(tx.entry(&alder, first.id)?, None);
        Ok(())
    })
    .await;
}

/// Calendars, and the services that follow them.
async fn hours(store: &dyn Store, (alder, birch): (TenantCtx, TenantCtx), orders: &ServiceRow) {
    let known = orders.clone();
    read(store, move |read| {
        let calendars = read.calendars(&alder)?;
        assert_eq!(calendars, [calendar(11, "Weekdays")]);
        assert_eq!(
            read.calendar(&alder, calendars[0].id)?.as_ref(),
            calendars.first()
        );
        assert_eq!(read.calendar(&birch, calendars[0].id)?, None);
        let ruled = read.ruled_services(&alder)?;
        assert_eq!((ruled.len(), ruled[0].id), (1, known.id));
        assert_eq!(
            (&ruled[0].rules, &ruled[0].hours),
            (&known.waiting, &Some(calendars[0].hours.clone()))
        );
        assert_eq!(read.ruled_services(&birch)?, []);
        Ok(())
    })
    .await;
    let mut renamed = calendar(11, "Office");
    renamed.hours.zone = "Europe/Berlin".into();
    renamed.updated_at = at(7);
    let spare = calendar(12, "Spare");
    write(store, {
        let (renamed, spare) = (renamed.clone(), spare.clone());
        move |tx| {
            tx.update_calendar(&alder, &renamed)?;
            tx.insert_calendar(&alder, &spare)?;
            tx.delete_calendar(&birch, spare.id)
        }
    })
    .await;
    write(store, move |tx| {
        assert_eq!(tx.calendars(&alder)?, [renamed.clone(), spare.clone()]);
        tx.delete_calendar(&alder, spare.id)?;
        assert_eq!(tx.calendars(&alder)?, [renamed]);
        Ok(())
    })
    .await;
}
