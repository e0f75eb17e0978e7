//! Templates that platforms review.

use parlance_core::{
    AccountId, ApprovedTemplateId,
    approved::{ApprovedContent, ReviewState},
};

use super::rows::{at, bytes, conflicts, read, tenants, write};
use crate::{
    Store,
    approved_templates::{ApprovedListRow, ApprovedTemplateRow},
};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let account = AccountId::new(at(0), bytes(90));
    let template = |number: u8, name: &str, language: &str| ApprovedTemplateRow {
        id: ApprovedTemplateId::new(at(0), bytes(number)),
        account_id: account,
        remote_id: format!("10{number}"),
        name: name.into(),
        language: language.into(),
        state: ReviewState::Pending,
        reason: None,
        content: ApprovedContent {
            body: "Your order {{1}} is here.".into(),
            ..ApprovedContent::default()
        },
        examples: [("body.1".to_owned(), "7".to_owned())].into(),
        defaults: std::collections::BTreeMap::new(),
        sendable: true,
        created_at: at(0),
        updated_at: at(0),
    };
    let (english, german) = (template(1, "order", "en_US"), template(2, "order", "de"));
    write(store, {
        let (english, german) = (english.clone(), german.clone());
        move |tx| {
            tx.save_approved_template(&alder, &english)?;
            tx.save_approved_template(&alder, &german)
        }
    })
    .await;
    let again = template(3, "order", "de");
    conflicts(store, move |tx| tx.save_approved_template(&alder, &again)).await;
    let mut rejected = english.clone();
    rejected.state = ReviewState::Rejected;
    rejected.reason = Some("INCORRECT_PARAMS".into());
    rejected.defaults = [("body.1".to_owned(), "{{interaction.number}}".to_owned())].into();
    rejected.updated_at = at(5);
    let known = ApprovedListRow {
        read_at: Some(at(4)),
        stale: true,
        problem: Some("Not allowed.".into()),
    };
    write(store, {
        let (rejected, known) = (rejected.clone(), known.clone());
        move |tx| {
            tx.save_approved_template(&alder, &rejected)?;
            tx.delete_approved_template(&birch, german.id)?;
            tx.save_approved_list(&alder, account, &ApprovedListRow::default())?;
            tx.save_approved_list(&alder, account, &known)
        }
    })
    .await;
    read(store, {
        let (rejected, german) = (rejected.clone(), template(2, "order", "de"));
        move |read| {
            assert_eq!(
                read.approved_template(&alder, rejected.id)?.as_ref(),
                Some(&rejected)
            );
            assert_eq!(
                read.approved_templates(&alder, account)?,
                [german, rejected.clone()]
            );
            assert_eq!(read.approved_template(&birch, rejected.id)?, None);
            assert_eq!(read.approved_templates(&birch, account)?, []);
            assert_eq!(read.approved_list(&alder, account)?, known);
            assert_eq!(read.approved_list(&birch, account)?, ApprovedListRow::default());
            assert_eq!(read.approved_lists_to_read()?, [(alder, account)]);
            Ok(())
        }
    })
    .await;
    write(store, move |tx| tx.delete_approved_template(&alder, rejected.id)).await;
    read(store, move |read| {
        assert_eq!(read.approved_templates(&alder, account)?.len(), 1);
        Ok(())
    })
    .await;
}
