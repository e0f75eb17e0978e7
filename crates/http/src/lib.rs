//! The REST API, the platforms' webhooks and the web app's files, over axum.
//!
//! # Wiring
//!
//! ```ignore
//! let state = AppState::new(HttpParts { engine, config, assets, hub, tickets, shutdown });
//! let router: axum::Router = parlance_http::router(state);
//! ```
//!
//! The listener must put `ConnectInfo<SocketAddr>` into each request's extensions; a layer around the router may set
//! the header `x-request-id` on the request: it is then named in every refusal.
//!
//! # How a route is made
//!
//! A handler in `v1/<noun>.rs` takes an extractor of [`auth`] that says who may call it, and its `#[utoipa::path]`
//! says the same in `security`. A test walks over the OpenAPI document and proves that both agree. `routes()` of the
//! noun lists its handlers; [`v1`] lists the nouns.
#![forbid(unsafe_code)]

pub mod auth;
mod desktops;
mod documented;
pub mod error;
pub mod extract;
mod finish;
mod headers;
pub mod openapi;
mod public_files;
mod range;
mod router;
mod state;
mod static_files;
mod v1;
mod webhooks;

pub use desktops::Desktops;
pub use error::ApiError;
pub use openapi::openapi_json;
pub use router::router;
pub use state::{AppState, HttpConfig, HttpParts, TrustedProxies};
pub use static_files::{AssetContent, AssetFile, Assets, NoAssets};
