//! Who a customer is.

use parlance_channel::{AccountValues, Profile, ProfileAnswer};

use super::{account::Account, refusal};
use crate::meta::{error::GraphError, graph::Graph};

/// Only fields that need no permission of their own: one that is not granted fails the whole call.
const FIELDS: &str = "id,name,first_name,last_name,profile_pic";

pub(super) async fn profile(graph: &Graph, account: &AccountValues, customer: &str) -> ProfileAnswer {
    let account = match Account::open(account) {
        Ok(account) => account,
        Err(error) => return ProfileAnswer::Failed(error),
    };
    let answer = match graph
        .get(&account.credentials, &[customer], &[("fields", FIELDS)])
        .await
    {
        Ok(answer) => answer,
        Err(failure) if failure.graph_error().is_some_and(is_not_available) => {
            return ProfileAnswer::NotAvailable;
        }
        Err(failure) => return ProfileAnswer::Failed(refusal::of_call(&failure)),
    };
    let object = answer.object();
    let (first_name, last_name) = (object.text("first_name"), object.text("last_name"));
    let joined = || {
        let names: Vec<&str> = [&first_name, &last_name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!names.is_empty()).then(|| names.join(" "))
    };
    let found = Profile {
        name: object.text("name").or_else(joined),
        first_name,
        last_name,
        picture_url: object.text("profile_pic").filter(|url| url.starts_with("http")),
    };
    // Without access Meta answers an empty object.
    if found == Profile::default() {
        ProfileAnswer::NotAvailable
    } else {
        ProfileAnswer::Found(found)
    }
}

/// Phone-only account, no permission for a field, unknown to us, or the feature is not granted to the app.
fn is_not_available(error: &GraphError) -> bool {
    matches!(error.code, 3 | 10 | 100 | 200..=299)
}
