//! Where at Meta an administrator does something about a page or its app.

use parlance_channel::{AccountValues, PlatformPage};

use super::account::field;

/// Which app gets the page's messages.
pub(crate) fn routing(page_id: &str) -> String {
    format!("https://www.facebook.com/{page_id}/settings/?tab=advanced_messaging")
}

/// The app's webhooks.
pub(crate) fn webhooks(app_id: &str) -> String {
    format!("https://developers.facebook.com/apps/{app_id}/webhooks/")
}

/// The page for what is to be done.
pub(crate) fn page(account: &AccountValues, about: PlatformPage) -> Option<String> {
    match about {
        PlatformPage::Routing => Some(routing(account.setting(field::PAGE_ID)?)),
        PlatformPage::Restrictions => Some("https://business.facebook.com/business-support-home".to_owned()),
    }
}
