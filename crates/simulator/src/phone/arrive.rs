//! How customers come: from an ad, by a link, through Get Started, by agreeing to be contacted.

use serde_json::Value;

use super::wire::{page_of, referral};
use super::write::{Writing, postback, write};
use crate::ControlError;
use crate::fanout::{Emission, emit, remember};
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event, Optin};
use crate::world::Referral;

/// A click-to-Messenger ad and the words written after it.
#[derive(Debug, Clone)]
pub(crate) struct Ad {
    pub title: String,
    pub r#ref: Option<String>,
    pub text: String,
}

/// The customer clicks an ad and writes: the message carries the referral.
pub(crate) fn from_ad(
    platform: &Platform,
    tx: &mut Tx<'_>,
    psid: &str,
    ad: Ad,
) -> Result<String, ControlError> {
    let ad_id = format!("63{:011}", tx.ids().number());
    let referral = Referral {
        r#ref: ad.r#ref,
        source: "ADS".to_owned(),
        ad_id: Some(ad_id),
        ad_title: Some(ad.title),
    };
    write(
        platform,
        tx,
        psid,
        Writing {
            referral: Some(referral),
            ..Writing::text(ad.text)
        },
    )
}

/// The customer follows an m.me link. In a chat that exists this is a `referral` event; in a new one
/// the reference comes with Get Started, or waits in vain if the page has none.
pub(crate) fn arrive_by_link(tx: &mut Tx<'_>, psid: &str, reference: &str) -> Result<(), ControlError> {
    check_reference(reference)?;
    let fresh = tx.thread(psid)?.messages.is_empty();
    let came = Referral {
        r#ref: Some(reference.to_owned()),
        source: "SHORTLINK".to_owned(),
        ad_id: None,
        ad_title: None,
    };
    if fresh {
        return start(tx, psid, Some(came)).map(drop);
    }
    let at_ms = tx.stamp(psid);
    tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    let page_id = page_of(tx, psid);
    let body = Body::Referral(referral(&page_id, &came, None));
    let event = Event::from_customer(psid, &page_id, at_ms, body);
    let emission = Emission::new(psid, "messaging_referrals", "referral", event).what(reference);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

/// The customer taps Get Started. Returns the id of the postback.
pub(crate) fn get_started(tx: &mut Tx<'_>, psid: &str) -> Result<String, ControlError> {
    start(tx, psid, None)
}

fn start(tx: &mut Tx<'_>, psid: &str, came: Option<Referral>) -> Result<String, ControlError> {
    let page_id = tx.thread(psid)?.page_id.clone();
    let payload = tx.world.pages.get(&page_id).and_then(|page| {
        page.profile
            .get("get_started")?
            .get("payload")
            .and_then(Value::as_str)
            .map(str::to_owned)
    });
    let Some(payload) = payload else {
        return Err(ControlError::Conflict(
            "the page has no Get Started button (messenger_profile)".into(),
        ));
    };
    let emission = postback(tx, psid, "Get Started", &payload, came);
    let mid = emission.mid.clone().unwrap_or_default();
    remember(tx, &emission);
    emit(tx, emission);
    Ok(mid)
}

/// The customer agrees to be contacted (Send-to-Messenger).
pub(crate) fn opt_in(tx: &mut Tx<'_>, psid: &str, reference: &str) -> Result<(), ControlError> {
    check_reference(reference)?;
    tx.thread(psid)?;
    let at_ms = tx.stamp(psid);
    tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    let optin = Optin {
        r#ref: Some(reference.to_owned()),
        ..Optin::default()
    };
    let event = Event::from_customer(psid, &page_of(tx, psid), at_ms, Body::Optin(optin));
    let emission = Emission::new(psid, "messaging_optins", "optin", event).what(reference);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

fn check_reference(reference: &str) -> Result<(), ControlError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_=".contains(c);
    if reference.is_empty() || reference.len() > 2_083 || !reference.chars().all(allowed) {
        return Err(ControlError::invalid(
            "a reference has 1 to 2083 letters, digits, hyphens, underscores or equals signs",
        ));
    }
    Ok(())
}
