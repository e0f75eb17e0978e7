//! What a messaging channel is, seen from Parlance.
//!
//! The engine, the HTTP edge and the Administrator know this crate and no channel by name. A channel is a
//! stateless translator: bytes in, normalised events out; a part in, one call to the platform out. Everything
//! shared (durability, dedupe, retries, secrets at rest) lives once around it.
//!
//! The order of a webhook request: [`Unverified`] → [`Channel::verify_signature`] → [`Verified`] →
//! [`Channel::admit`] → stored → [`Channel::normalise`]. Parsing before verifying does not compile.
#![forbid(unsafe_code)]

pub mod account;
pub mod approved;
pub mod call;
pub mod channel;
pub mod check;
pub mod comments;
pub mod compliance;
pub mod descriptor;
pub mod fetch;
pub mod history;
pub mod inbound;
pub mod notices;
pub mod outbound;
pub mod personas;
pub mod profile;
pub mod public_profile;
pub mod registry;
pub mod routing;
pub mod send_error;
pub mod sentence;
pub mod set_up;
pub mod split;
pub mod uploads;
pub mod webhook;

pub use account::{AccountValues, FieldProblem};
pub use approved::{ApprovedTemplates, ListedTemplate, NewTemplate, Submitted};
pub use call::{
    BoxFuture, ByteSource, ByteStream, BytesSource, HttpCaller, HttpFailure, HttpRequest, HttpResponse,
};
pub use channel::{Channel, PlatformPage};
pub use check::{Check, CheckStatus, Expectations, Fix};
pub use comments::{Comments, OwnReply};
pub use descriptor::{Capabilities, Descriptor};
pub use fetch::{FetchError, Fetched, MediaFetcher};
pub use history::{History, PastMessage, PastThread, PastThreads};
pub use inbound::{AccountEvents, EventKind, InboundEvent, InboundPayload, Normalised, Problem};
pub use outbound::{Address, AttachmentKind, OutboundPart, Outgoing, SenderAction, Sent};
pub use personas::Personas;
pub use profile::{Profile, ProfileAnswer};
pub use public_profile::PublicProfilePage;
pub use registry::Channels;
pub use routing::Routing;
pub use send_error::{Exhausted, SendError, SendErrorKind};
pub use sentence::Sentence;
pub use set_up::SetUpGuide;
pub use split::split_text;
pub use uploads::{NewUpload, Uploads};
pub use webhook::{HandshakeQuery, HandshakeRefusal, Refusal, SignatureRefusal, Unverified, Verified};
