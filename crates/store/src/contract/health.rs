//! Health: hours, problems, what was resolved, and whom alerts are sent to.

use parlance_api::alert::AlertKind;
use parlance_core::{
    AccountId, AlertTargetId, ProblemId, TenantCtx,
    health::{ProblemFix, Severity, Traffic},
    sentence::Sentence,
};

use super::rows::{at, bytes, read, tenants, write};
use crate::{
    Store,
    alerts::AlertTargetRow,
    health::{FailureRow, ProblemRow},
};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    hours(store, alder, birch).await;
    problems(store, alder, birch).await;
    targets(store, alder, birch).await;
}

fn account() -> AccountId {
    AccountId::new(at(0), bytes(1))
}

async fn hours(store: &dyn Store, alder: TenantCtx, birch: TenantCtx) {
    let traffic = Traffic {
        events: 3,
        messages: 2,
        standby: 1,
        ..Traffic::default()
    };
    let failure = |count| FailureRow {
        cause: "10/1".into(),
        sentence: Sentence::new("pigeon.send.no", "No to {who}.", &[("who", "Ann")]),
        count,
    };
    write(store, move |tx| {
        for _ in 0..2 {
            tx.add_traffic(&alder, account(), 500_000, &traffic)?;
            tx.add_failures(&alder, account(), 500_000, &failure(2))?;
        }
        Ok(())
    })
    .await;
    read(store, move |read| {
        let hours = read.account_hours(&alder, account(), 0)?;
        assert_eq!(hours.len(), 1, "one row for an hour");
        assert_eq!((hours[0].traffic.events, hours[0].traffic.standby), (6, 2));
        assert_eq!(read.send_failures(&alder, account(), 0)?, [failure(4)]);
        assert_eq!(read.account_hours(&birch, account(), 0)?, []);
        assert_eq!(read.send_failures(&birch, account(), 0)?, []);
        Ok(())
    })
    .await;
    write(store, |tx| tx.prune_hours(500_001, 10).map(drop)).await;
    read(store, move |read| {
        assert_eq!(read.account_hours(&alder, account(), 0)?, []);
        Ok(())
    })
    .await;
}

async fn problems(store: &dyn Store, alder: TenantCtx, birch: TenantCtx) {
    let problem = |number: u8, kind: &str| ProblemRow {
        id: ProblemId::new(at(0), bytes(number)),
        account_id: account(),
        kind: kind.into(),
        severity: Severity::Stopped,
        sentence: Sentence::new("health.silent", "Silent for {hours} h.", &[("hours", "3")]),
        detail: Some(Sentence::new("health.silent_detail", "Look.", &[])),
        said: Some("190".into()),
        fix: ProblemFix::OpenPlatform,
        url: Some("https://pigeon.example".into()),
        repaired: false,
        since: at(1),
        seen_at: at(1),
        resolved_at: None,
    };
    let silent = problem(1, "silent");
    let open = silent.clone();
    write(store, move |tx| tx.insert_problem(&alder, &open)).await;
    let mut gone = silent.clone();
    (gone.resolved_at, gone.repaired) = (Some(at(9)), true);
    let (open, resolved) = (silent.clone(), gone.clone());
    read(store, move |read| {
        assert_eq!(read.open_problems(&alder, account())?, [open]);
        assert_eq!(read.open_problems(&birch, account())?, []);
        assert_eq!(read.resolved_problems(&alder, account(), at(0), 9)?, []);
        Ok(())
    })
    .await;
    write(store, move |tx| {
        tx.save_problem(&birch, &resolved)?;
        tx.save_problem(&alder, &resolved)?;
        // The same problem may come again once it was resolved.
        tx.insert_problem(&alder, &problem(2, "silent"))
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.resolved_problems(&alder, account(), at(9), 9)?, [gone]);
        assert_eq!(read.resolved_problems(&alder, account(), at(10), 9)?, []);
        assert_eq!(read.open_problems(&alder, account())?.len(), 1);
        Ok(())
    })
    .await;
}

async fn targets(store: &dyn Store, alder: TenantCtx, birch: TenantCtx) {
    let target = AlertTargetRow {
        id: AlertTargetId::new(at(0), bytes(1)),
        kind: AlertKind::Webhook,
        address: "https://ops.example/alerts".into(),
        secret: Some("v1.k.n.c".into()),
        disabled_at: None,
        last_at: None,
        last_error: None,
        created_at: at(0),
        updated_at: at(0),
    };
    let (id, made) = (target.id, target.clone());
    write(store, move |tx| tx.insert_alert_target(&alder, &made)).await;
    let changed = AlertTargetRow {
        disabled_at: Some(at(2)),
        updated_at: at(2),
        ..target.clone()
    };
    let after = AlertTargetRow {
        last_at: Some(at(3)),
        last_error: Some("status 500".into()),
        ..changed.clone()
    };
    write(store, move |tx| {
        tx.update_alert_target(&birch, &target)?;
        tx.note_alert_sent(&birch, id, at(5), None)?;
        assert!(!tx.delete_alert_target(&birch, id)?);
        tx.update_alert_target(&alder, &changed)?;
        tx.note_alert_sent(&alder, id, at(3), Some("status 500"))
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.alert_target(&alder, id)?.as_ref(), Some(&after));
        assert_eq!(read.alert_targets(&alder)?, std::slice::from_ref(&after));
        assert_eq!(read.alert_target(&birch, id)?, None);
        assert_eq!(read.alert_targets(&birch)?, []);
        assert_eq!(read.all_sealed_alert_targets()?, [(alder.tenant_id(), after)]);
        Ok(())
    })
    .await;
    write(store, move |tx| {
        assert!(tx.delete_alert_target(&alder, id)?);
        Ok(())
    })
    .await;
}
