//! The demonstration's side at Meta: an app, a page, a token, a callback, customers. Made once, found again later.

use parlance_simulator::{ControlError, CrowdParams, NewToken, Simulator, Subscription};
use url::Url;

const APP: &str = "Alder & Pine Desk";
const PAGE: &str = "Alder & Pine Outdoor";
const USERNAME: &str = "alderandpine";
const INSTAGRAM: &str = "alder.and.pine";
/// Any text will do; the real thing generates one per account.
const VERIFY_TOKEN: &str = "demo-verify-token-2f7c1b";

/// Webhook fields that the page is subscribed to: all that the account screen asks for.
const FIELDS: [&str; 15] = [
    "messages",
    "messaging_postbacks",
    "messaging_optins",
    "message_deliveries",
    "message_reads",
    "message_echoes",
    "messaging_referrals",
    "message_reactions",
    "message_edits",
    "messaging_handovers",
    "standby",
    "messaging_policy_enforcement",
    "messaging_feedback",
    "messaging_customer_information",
    "messaging_account_linking",
];

/// The same for the Instagram account, which hangs on the page's subscription; some have names of their own.
const INSTAGRAM_FIELDS: [&str; 4] = [
    "messaging_seen",
    "message_edit",
    "messaging_referral",
    "messaging_handover",
];

/// What Parlance must know of the page.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) app_id: String,
    pub(super) page_id: String,
    pub(super) username: &'static str,
    pub(super) instagram_id: String,
    pub(super) instagram: &'static str,
    pub(super) token: String,
    pub(super) app_secret: String,
    pub(super) verify_token: &'static str,
}

/// Finds app, page and token of an earlier start, or makes them.
pub(super) async fn found(simulator: &Simulator) -> Result<Place, ControlError> {
    let (app, page) = simulator.find(APP, PAGE);
    let app_id = match app {
        Some(id) => id,
        None => simulator.create_app(APP).await?,
    };
    let page_id = match page {
        Some(id) => id,
        None => simulator.create_page(PAGE, Some(USERNAME)).await?,
    };
    let instagram_id = match simulator.instagram_of(&page_id) {
        Some(id) => id,
        None => simulator.connect_instagram(&page_id, INSTAGRAM).await?,
    };
    let token = match simulator.usable_token(&page_id, &app_id) {
        Some(token) => token,
        None => {
            simulator
                .create_token(&page_id, &app_id, NewToken::default())
                .await?
        }
    };
    let app_secret = simulator.app_secret(&app_id)?;
    Ok(Place {
        app_id,
        page_id,
        username: USERNAME,
        instagram_id,
        instagram: INSTAGRAM,
        token,
        app_secret,
        verify_token: VERIFY_TOKEN,
    })
}

/// *Verify and Save*, and the subscription: what an administrator does on the app dashboard.
pub(super) async fn connect(simulator: &Simulator, place: &Place, base: &Url) -> Result<(), ControlError> {
    let callback = format!(
        "{}/clientweb/fb/webhook/{}",
        base.as_str().trim_end_matches('/'),
        place.page_id
    );
    simulator
        .verify_callback(&place.app_id, &callback, place.verify_token)
        .await?;
    let named = |fields: &[&str]| -> Vec<String> { fields.iter().map(|&field| field.to_owned()).collect() };
    simulator.choose_fields(&place.app_id, named(&FIELDS)).await?;
    let fields = [named(&FIELDS), named(&INSTAGRAM_FIELDS)].concat();
    simulator
        .subscribe_page(
            &place.page_id,
            Subscription {
                app_id: place.app_id.clone(),
                fields,
            },
        )
        .await
}

/// Customers who waited outside; `false` when they came at an earlier start.
pub(super) async fn let_customers_in(simulator: &Simulator, place: &Place) -> Result<bool, ControlError> {
    if !simulator.all_messages(&place.page_id).is_empty() {
        return Ok(false);
    }
    simulator.start_crowd(CrowdParams {
        page_id: Some(place.page_id.clone()),
        customers: 5,
        rate: 2.0,
        messages: 4,
        seed: 8_420,
        wait_for_answer: true,
        patience_s: 86_400,
        think_ms: 5_000,
    })?;
    at_instagram(simulator, place).await?;
    Ok(true)
}

/// Two follow the account: one answers its story, one mentions it in a story of their own.
async fn at_instagram(simulator: &Simulator, place: &Place) -> Result<(), ControlError> {
    let samira = simulator.create_customer(Some("Samira Khoury")).await?;
    let chat = simulator.open_chat(samira, &place.instagram_id).await?;
    simulator
        .answer_story(&chat, "This tent! Do you still have it in green?")
        .await?;
    let marek = simulator.create_customer(Some("Marek Nowak")).await?;
    let chat = simulator.open_chat(marek, &place.instagram_id).await?;
    simulator.mention_in_story(&chat).await?;
    simulator
        .say(
            &chat,
            "First night in your tent. When do the warmer sleeping bags come?",
        )
        .await?;
    Ok(())
}
