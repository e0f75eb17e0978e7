//! The audit log: numbered without gaps, chained, per tenant.

use parlance_core::actor::Actor;

use super::rows::{at, read, tenants, write};
use crate::{Store, audit::NewAuditLine};

fn line(action: &str) -> NewAuditLine {
    NewAuditLine {
        at: at(1),
        actor: Actor::Operator,
        actor_name: "operator".into(),
        action: action.into(),
        object: "x".into(),
        detail: serde_json::json!({ "b": 1, "a": ["ü", null] }),
    }
}

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    write(store, move |tx| {
        for action in ["one", "two", "three"] {
            tx.append_audit(&alder, &line(action))?;
        }
        assert_eq!(
            tx.append_audit(&birch, &line("one"))?,
            1,
            "each tenant counts by itself"
        );
        Ok(())
    })
    .await;
    read(store, move |read| {
        let lines = read.audit_lines(&alder, None, 2)?;
        assert_eq!(lines.iter().map(|row| row.seq).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(lines[0].line, line("three"));
        assert_eq!(lines[0].previous_hash, lines[1].hash);
        let first = &read.audit_lines(&alder, Some(2), 9)?[0];
        assert_eq!((first.seq, first.previous_hash), (1, [0; 32]));
        assert_eq!(read.first_broken_audit_line(&alder)?, None);
        assert_eq!(read.first_broken_audit_line(&birch)?, None);
        Ok(())
    })
    .await;
}
