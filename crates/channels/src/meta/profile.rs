//! Who a customer is.

use parlance_channel::{AccountValues, Profile, ProfileAnswer};

use super::{account::Account, error::GraphError, graph::Graph, member::Member, refusal};

/// Asks for these fields. Name only those that need no permission of their own: one that is not granted fails the
/// whole call.
pub(crate) async fn profile(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    customer: &str,
    fields: &str,
) -> ProfileAnswer {
    let account = match Account::open(member, account) {
        Ok(account) => account,
        Err(error) => return ProfileAnswer::Failed(error),
    };
    let answer = match graph
        .get(&account.credentials, &[customer], &[("fields", fields)])
        .await
    {
        Ok(answer) => answer,
        Err(failure) if failure.graph_error().is_some_and(is_not_available) => {
            return ProfileAnswer::NotAvailable;
        }
        Err(failure) => return ProfileAnswer::Failed(refusal::of_call(&member.words, &failure)),
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
        name: object
            .text("name")
            .or_else(joined)
            .or_else(|| object.text("username")),
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
