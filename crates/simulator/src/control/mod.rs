//! The control API below `/simulator/api`: what the pages and the command line use. See the crate's README.

mod chats;
mod disturbances;
mod error;
mod forms;
mod guard;
mod instagram;
mod live;
mod notices;
mod notifications;
mod past;
mod posts;
mod raw;
mod setup;
mod templates;

use axum::Router;
use axum::middleware;
use axum::routing::{delete, get, post, put};

use crate::simulator::Simulator;

/// The table of contents of the control API.
pub(crate) fn router(simulator: Simulator) -> Router {
    Router::new()
        .route("/overview", get(setup::overview))
        .route("/events", get(live::stream))
        .route("/log", get(setup::log))
        .route("/apps", post(setup::create_app))
        .route("/apps/{id}", axum::routing::patch(setup::change_app))
        .route("/apps/{id}/secret", get(setup::secret).post(setup::reset_secret))
        .route("/apps/{id}/webhook", post(setup::verify))
        .route("/apps/{id}/fields", put(setup::choose_fields))
        .route("/apps/{id}/test-event", post(setup::test_event))
        .route("/apps/{id}/notices", post(notices::send))
        .route("/apps/{id}/user-tokens", post(setup::create_user_token))
        .route("/pages", post(setup::create_page))
        .route("/pages/{id}", axum::routing::patch(setup::change_page))
        .route("/pages/{id}/instagram", post(instagram::connect))
        .route("/chats/{psid}/stories", post(instagram::story))
        .route("/pages/{id}/tokens", post(setup::create_token))
        .route("/pages/{id}/subscription", put(setup::subscribe))
        .route("/pages/{id}/posts", get(posts::list).post(posts::publish))
        .route("/pages/{id}/templates", get(templates::list))
        .route("/pages/{id}/templates/{template}/review", put(templates::review))
        .route("/pages/{id}/template-rule", put(templates::rule))
        .route("/posts/{id}/comments", post(posts::comment))
        .route(
            "/posts/{id}/comments/{comment}",
            axum::routing::patch(posts::edit).delete(posts::remove),
        )
        .route("/posts/{id}/comments/{comment}/hidden", put(posts::hide))
        .route("/pages/{id}/history", post(past::make))
        .route("/pages/{id}/messages", get(chats::all_messages))
        .route("/tokens/{id}", axum::routing::patch(setup::change_token))
        .route("/webhooks/retry", post(setup::retry_now))
        .route("/customers", get(chats::customers).post(chats::create))
        .route("/customers/{id}", get(chats::customer).patch(chats::change))
        .route("/customers/{id}/chats", post(chats::open))
        .route("/chats/{psid}", get(chats::chat))
        .route("/chats/{psid}/messages", post(chats::say))
        .route("/chats/{psid}/files", post(chats::send_file))
        .route("/chats/{psid}/stickers", post(chats::send_sticker))
        .route("/chats/{psid}/locations", post(chats::send_location))
        .route("/chats/{psid}/taps", post(chats::tap))
        .route("/chats/{psid}/edits", post(chats::edit))
        .route("/chats/{psid}/take-back", post(chats::take_back))
        .route("/chats/{psid}/reactions", post(chats::react))
        .route("/chats/{psid}/repeats", post(chats::repeat))
        .route("/chats/{psid}/arrivals", post(chats::arrive))
        .route("/chats/{psid}/inbox-replies", post(chats::inbox_reply))
        .route("/chats/{psid}/looks", post(chats::look))
        .route("/chats/{psid}/typing", post(chats::typing))
        .route(
            "/chats/{psid}/notifications",
            post(notifications::agree).put(notifications::stop),
        )
        .route("/chats/{psid}/forms", post(forms::answer))
        .route("/tags", put(notifications::end_tag))
        .route("/chats/{psid}/owner", put(chats::owner))
        .route("/chats/{psid}/raw", post(raw::send))
        .route(
            "/faults",
            get(disturbances::faults)
                .post(disturbances::order)
                .delete(disturbances::end_all),
        )
        .route("/faults/{id}", delete(disturbances::end))
        .route(
            "/crowds",
            get(disturbances::crowds).post(disturbances::start_crowd),
        )
        .route(
            "/crowds/{id}",
            get(disturbances::crowd).delete(disturbances::stop_crowd),
        )
        .route("/clock", get(disturbances::clock).post(disturbances::move_clock))
        .fallback(error::no_such_address)
        .layer(middleware::from_fn(guard::same_site))
        .with_state(simulator)
}
