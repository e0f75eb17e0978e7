//! Health: hours, problems, and what was resolved.

use parlance_core::{
    AccountId, ProblemId, TenantCtx,
    health::{ProblemFix, Severity, Traffic},
    sentence::Sentence,
};

use super::rows::{at, bytes, read, tenants, write};
use crate::{
    Store,
    health::{FailureRow, ProblemRow},
};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    hours(store, alder, birch).await;
    problems(store, alder, birch).await;
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
