//! How a customer got here: link, advertisement, shop, plugin.

use parlance_channel::inbound::Referral;

use crate::meta::json::{Node, Object};

/// `referral`, with the `lead` beside it when a lead form was answered.
pub(super) fn read(referral: &Object<'_>, lead: Option<&Object<'_>>) -> Referral {
    let ad = referral.object("ads_context_data");
    let product = referral.object("product").and_then(|product| product.id("id"));
    Referral {
        reference: referral.text("ref"),
        source: referral.text("source"),
        kind: referral.text("type"),
        ad_id: referral.id("ad_id"),
        ad_title: ad.as_ref().and_then(|ad| ad.text("ad_title")),
        product_id: product.or_else(|| ad.as_ref()?.id("product_id")),
        referer_uri: referral.text("referer_uri"),
        answers: lead.map(answers).unwrap_or_default(),
    }
}

fn answers(lead: &Object<'_>) -> Vec<(String, String)> {
    let list = lead.get("data").and_then(Node::list).unwrap_or_default();
    let pair = |node: Node<'_>| {
        let pair = node.object()?;
        Some((pair.text("question")?, pair.text("answer").unwrap_or_default()))
    };
    list.into_iter().filter_map(pair).collect()
}
