//! Version 1 of the API: one file or folder per noun, as its address says.

mod accounts;
mod agents;
mod alert_targets;
mod api_keys;
mod approved_templates;
mod articles;
mod attachments;
mod audit;
mod calendars;
mod cases;
mod channels;
mod contacts;
mod desk;
mod drafts;
mod entries;
mod events;
mod health;
mod imports;
mod interactions;
mod message_versions;
mod messages;
mod offers;
mod parked;
mod pictures;
mod planned;
mod privacy;
mod public_identity;
mod public_profile;
mod reactions;
mod reasons;
mod records;
mod second_factor;
mod services;
mod session;
mod sessions;
mod set_up_guide;
mod settings;
mod setup;
mod shown_media;
mod skills;
mod teams;
mod templates;
mod threads;
mod together;
mod transfer_targets;
mod unknown_events;
mod users;
mod waiting;

use crate::documented::OpenApiRouter;

use crate::state::AppState;

/// Every route below `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(sessions::routes())
        .merge(second_factor::routes())
        .merge(public_identity::routes())
        .merge(setup::routes())
        .merge(desk::routes())
        .merge(offers::routes())
        .merge(interactions::routes())
        .merge(drafts::routes())
        .merge(waiting::routes())
        .merge(planned::routes())
        .merge(together::routes())
        .merge(messages::routes())
        .merge(threads::routes())
        .merge(reactions::routes())
        .merge(message_versions::routes())
        .merge(attachments::routes())
        .merge(pictures::routes())
        .merge(shown_media::routes())
        .merge(cases::routes())
        .merge(contacts::routes())
        .merge(privacy::routes())
        .merge(records::routes())
        .merge(agents::routes())
        .merge(transfer_targets::routes())
        .merge(users::routes())
        .merge(teams::routes())
        .merge(skills::routes())
        .merge(calendars::routes())
        .merge(services::routes())
        .merge(entries::routes())
        .merge(reasons::routes())
        .merge(articles::routes())
        .merge(templates::routes())
        .merge(approved_templates::routes())
        .merge(settings::routes())
        .merge(api_keys::routes())
        .merge(audit::routes())
        .merge(channels::routes())
        .merge(accounts::routes())
        .merge(health::routes())
        .merge(alert_targets::routes())
        .merge(imports::routes())
        .merge(set_up_guide::routes())
        .merge(public_profile::routes())
        .merge(parked::routes())
        .merge(unknown_events::routes())
        .merge(events::routes())
}
