//! A customer as the API shows it.

use parlance_api::contact::{ArrivalView, ContactAddress, ContactView, PermissionView};
use parlance_core::TenantCtx;
use parlance_store::{Read, StoreError, contacts::ContactRow, customer_acts::ArrivalRow};

/// Arrivals that are shown.
const ARRIVALS: u32 = 5;

/// The name to show: what an agent wrote, else the platform's, else "Customer" and the end of the address.
#[must_use]
pub fn shown_name(
    first_name: Option<&str>,
    last_name: Option<&str>,
    profile_name: Option<&str>,
    address: &str,
) -> String {
    let written = [first_name, last_name]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if !written.is_empty() {
        return written;
    }
    if let Some(name) = profile_name.map(str::trim).filter(|name| !name.is_empty()) {
        return name.to_owned();
    }
    let end: String = {
        let mut end: Vec<char> = address.chars().rev().take(4).collect();
        end.reverse();
        end.into_iter().collect()
    };
    if end.is_empty() {
        "Customer".to_owned()
    } else {
        format!("Customer {end}")
    }
}

/// Builds the view of a customer.
pub fn contact_view(read: &dyn Read, ctx: &TenantCtx, row: &ContactRow) -> Result<ContactView, StoreError> {
    let addresses: Vec<ContactAddress> = read
        .threads_of_contact(ctx, row.id)?
        .into_iter()
        .map(|(thread, account)| ContactAddress {
            channel: thread.channel,
            account_id: thread.account_id,
            account,
            external_id: thread.external_id,
        })
        .collect();
    let address = addresses
        .first()
        .map_or("", |address| address.external_id.as_str());
    Ok(ContactView {
        id: row.id,
        name: shown_name(
            row.first_name.as_deref(),
            row.last_name.as_deref(),
            row.profile_name.as_deref(),
            address,
        ),
        profile_name: row.profile_name.clone(),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        email: row.email.clone(),
        phone: row.phone.clone(),
        language: row.language.clone(),
        company: row.company.clone(),
        notes: row.notes.clone(),
        picture_id: row.picture_id,
        addresses,
        came_from: read
            .arrivals_of_contact(ctx, row.id, ARRIVALS)?
            .into_iter()
            .map(|arrival| arrival_view(read, ctx, arrival))
            .collect::<Result<_, _>>()?,
        may_be_notified: read
            .permissions_of_contact(ctx, row.id)?
            .into_iter()
            .map(|permission| PermissionView {
                id: permission.id,
                topic: permission.topic,
                frequency: permission.frequency,
                given_at: permission.given_at,
                expires_at: permission.expires_at,
                stopped_at: permission.stopped_at,
                used_at: permission.used_at,
            })
            .collect(),
        more_emails: row.more.emails.clone(),
        more_phones: row.more.phones.clone(),
        fields: row.more.fields.clone(),
        blocked: row.blocked.clone(),
        created_at: row.created_at,
        version: row.version,
    })
}

/// The picture is that of the arrival's line in the transcript, once it is here.
fn arrival_view(read: &dyn Read, ctx: &TenantCtx, row: ArrivalRow) -> Result<ArrivalView, StoreError> {
    let picture_id = read
        .message(ctx, row.message_id)?
        .and_then(|line| line.parts.iter().find_map(|part| part.media()?.attachment_id));
    Ok(ArrivalView {
        id: row.id,
        source: row.source,
        at: row.at,
        title: row.title,
        campaign: row.reference,
        ad_id: row.ad_id,
        product_id: row.product_id,
        site: row.site,
        picture_id,
    })
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn the_agents_words_win_and_nobody_is_nameless() {
        assert_eq!(
            shown_name(Some("Ana"), None, Some("A. Profile"), "24891234567890123"),
            "Ana"
        );
        assert_eq!(shown_name(Some("Ana"), Some("Ruiz"), None, "1"), "Ana Ruiz");
        assert_eq!(
            shown_name(Some(" "), None, Some("A. Profile"), "24891234567890123"),
            "A. Profile"
        );
        assert_eq!(shown_name(None, None, None, "24891234567890123"), "Customer 0123");
        assert_eq!(shown_name(None, None, None, ""), "Customer");
    }
}
