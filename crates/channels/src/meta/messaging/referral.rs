//! How a customer got here: link, advertisement, shop, plugin.

use parlance_channel::inbound::Referral;

use super::attachment::web_address;
use crate::meta::json::{Node, Object};

/// `referral`, with the `lead` beside it when a lead form was answered.
pub(super) fn read(referral: &Object<'_>, lead: Option<&Object<'_>>) -> Referral {
    let ad = referral.object("ads_context_data");
    let product = referral.object("product").and_then(|product| product.id("id"));
    let of_ad = |key: &str| ad.as_ref()?.id(key);
    let picture = |key: &str| web_address(ad.as_ref()?, key);
    let source = referral.text("source");
    let ad_id = referral.id("ad_id");
    Referral {
        reference: referral.text("ref"),
        advertised: ad_id.is_some()
            || source
                .as_deref()
                .is_some_and(|word| word.eq_ignore_ascii_case("ads")),
        source,
        kind: referral.text("type"),
        ad_id,
        ad_title: ad.as_ref().and_then(|ad| ad.text("ad_title")),
        // The address of the film is that of its still picture.
        picture_url: picture("photo_url").or_else(|| picture("video_url")),
        post_id: of_ad("post_id"),
        product_id: product.or_else(|| of_ad("product_id")),
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
