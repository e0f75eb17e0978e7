//! The document, from the handlers' annotations.

use parlance_api::{
    agent::AgentView,
    alert::Alert,
    contact::ContactView,
    error::ErrorBody,
    interaction::{InteractionView, OfferView},
    message::{MessageView, SetTyping},
    realtime::{
        AccountChanged, ClientFrame, ConfigChanged, ContactErased, ContactReference, EventFrame,
        MessageDeleted, ServerFrame,
    },
};
use utoipa::{
    OpenApi,
    openapi::{
        Content, OpenApi as Document, Ref, RefOr, ResponseBuilder,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::BASE;
use crate::{documented::OpenApiRouter, state::AppState, v1};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Parlance",
        description = "The API of the contact center. Times are UTC milliseconds and end in `_at`; durations end in \
            `_ms`; ids are prefixed texts. Commands refuse unknown fields. Every refusal has the body `ErrorBody`. \
            Beside the session's cookie, a change needs an `Origin` of ours.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(
        ErrorBody, EventFrame, ServerFrame, ClientFrame, ConfigChanged, AccountChanged, ContactErased, MessageDeleted,
        Alert, ContactReference, AgentView, ContactView, InteractionView, OfferView, MessageView, SetTyping,
    )),
    tags(
        (name = "session", description = "Signing in"),
        (name = "desk", description = "The agent's desk"),
        (name = "interactions", description = "Interactions and their messages"),
        (name = "contacts", description = "Customers"),
        (name = "records", description = "Records of interactions"),
        (name = "supervision", description = "Live states"),
        (name = "administration", description = "Users, teams, skills, services, entries, reasons, settings"),
        (name = "security", description = "API keys and the audit log"),
        (name = "accounts", description = "Integration accounts"),
        (name = "realtime", description = "The event stream"),
    ),
)]
struct Base;

/// The finished document as text.
pub(super) fn document() -> String {
    let gathered = OpenApiRouter::<AppState>::with_openapi(Base::openapi()).nest(BASE, v1::routes());
    let mut text = finish(gathered.into_openapi())
        .to_pretty_json()
        .expect("the document consists of texts");
    text.push('\n');
    text
}

/// What is the same for every operation: how to sign in, and how a refusal looks.
fn finish(mut document: Document) -> Document {
    let components = document.components.get_or_insert_default();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-parlance",
        "The session; the words beside it name the right that a person needs.",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "An API key `pk_…`; the words beside it name the scope that it needs.",
        ))
        .build();
    components.add_security_scheme("api_key", SecurityScheme::Http(key));
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            let refusal = ResponseBuilder::new()
                .description("Refused; `error.code` and `error.message` say why and what to do.")
                .content(
                    "application/json",
                    Content::new(Some(Ref::from_schema_name("ErrorBody"))),
                )
                .build();
            operation
                .responses
                .responses
                .insert("default".into(), RefOr::T(refusal));
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}
