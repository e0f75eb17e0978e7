//! The channel trait.

use secrecy::SecretString;

use crate::{
    account::{self, AccountValues, FieldProblem},
    approved::ApprovedTemplates,
    call::BoxFuture,
    check::{Check, Expectations},
    comments::Comments,
    descriptor::Descriptor,
    history::History,
    inbound::Normalised,
    notices::Notices,
    outbound::{Outgoing, SenderAction, Sent},
    personas::Personas,
    profile::ProfileAnswer,
    public_profile::PublicProfilePage,
    routing::Routing,
    send_error::SendError,
    set_up::SetUpGuide,
    uploads::Uploads,
    webhook::{HandshakeQuery, HandshakeRefusal, Refusal, SignatureRefusal, Unverified, Verified},
};

/// What an administrator does at the platform itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlatformPage {
    /// Saying which app gets the messages, where several share them.
    Routing,
    /// Seeing why the platform restricts the account.
    Restrictions,
}

/// A messaging platform as Parlance sees it. Stateless: everything it needs for a call is passed in.
///
/// The first group is pure and never blocks; the second makes calls through the `HttpCaller` the channel was built
/// with. No method logs content, and no error carries a secret.
pub trait Channel: Send + Sync + 'static {
    /// What it says about itself.
    fn descriptor(&self) -> &Descriptor;

    /// The icon, as SVG text.
    fn icon_svg(&self) -> &'static str;

    /// Sentences by id for a language (`en`), as JSON text; `None` when the language is not there.
    fn strings(&self, language: &str) -> Option<&'static str>;

    /// What is wrong with the values that are there. Missing values are no problem (see [`Channel::missing_values`]).
    fn check_values(&self, values: &AccountValues) -> Vec<FieldProblem> {
        account::check_values(self.descriptor(), values)
    }

    /// Names of the required values that are missing; the account is complete when there are none.
    fn missing_values(&self, values: &AccountValues) -> Vec<&str> {
        account::missing(self.descriptor(), values)
    }

    /// Answers the platform's handshake: the exact body to send with status 200 as `text/plain`.
    ///
    /// `expected` are the verify tokens that may match: of the account in the path, or of all accounts on the shared
    /// path. Compared in constant time.
    fn verify_handshake(
        &self,
        query: &HandshakeQuery,
        expected: &[SecretString],
    ) -> Result<String, HandshakeRefusal>;

    /// Checks the signature over the raw body against each candidate secret, in constant time.
    /// `Verified::signed_by` is the index of the one that matched.
    fn verify_signature(
        &self,
        request: Unverified,
        candidates: &[SecretString],
    ) -> Result<Verified, SignatureRefusal>;

    /// Checks nesting and counts before the body is stored. A body that is not readable at all is admitted: it is
    /// stored and parked, because the platform would only send it again.
    fn admit(&self, body: &Verified) -> Result<(), Refusal>;

    /// What the body means. Never fails, never panics; the same bytes always give the same result.
    fn normalise(&self, body: &Verified) -> Normalised;

    /// Sends one part. An `Ok` means that the platform has it.
    fn send<'a>(&'a self, outgoing: Outgoing<'a>) -> BoxFuture<'a, Result<Sent, SendError>>;

    /// Shows the customer that somebody types, has seen, or reacted.
    fn act<'a>(
        &'a self,
        account: &'a AccountValues,
        recipient: &'a str,
        action: SenderAction,
    ) -> BoxFuture<'a, Result<(), SendError>>;

    /// Who holds conversations, where several apps share them.
    fn routing(&self) -> Option<&dyn Routing> {
        None
    }

    /// Names and pictures under which people write, where the platform shows them.
    fn personas(&self) -> Option<&dyn Personas> {
        None
    }

    /// What a page shows before anybody writes, where that can be set.
    fn public_profile(&self) -> Option<&dyn PublicProfilePage> {
        None
    }

    /// Tells past conversations, where the platform does.
    fn history(&self) -> Option<&dyn History> {
        None
    }

    /// Takes demands of the platform for a person, where it makes such.
    fn notices(&self) -> Option<&dyn Notices> {
        None
    }

    /// Takes files apart from messages, where the platform keeps them.
    fn uploads(&self) -> Option<&dyn Uploads> {
        None
    }

    /// The steps that connect an account, in a language (`en`); `None` without a guide.
    fn set_up(&self, _account: &AccountValues, _language: &str) -> Option<SetUpGuide> {
        None
    }

    /// Posts that customers comment on, where the platform has them.
    fn comments(&self) -> Option<&dyn Comments> {
        None
    }

    /// Templates that the platform reviews, where it has them.
    fn approved_templates(&self) -> Option<&dyn ApprovedTemplates> {
        None
    }

    /// Asks who a customer is.
    fn profile<'a>(&'a self, account: &'a AccountValues, customer: &'a str) -> BoxFuture<'a, ProfileAnswer>;

    /// *Test Connection*: asks the platform for real, with values that need not be saved yet.
    /// Always answers at least one check.
    fn test_connection<'a>(
        &'a self,
        account: &'a AccountValues,
        expected: &'a Expectations,
    ) -> BoxFuture<'a, Vec<Check>>;

    /// The page of the platform where an administrator does something about the account.
    fn platform_page(&self, account: &AccountValues, about: PlatformPage) -> Option<String> {
        let _ = (account, about);
        None
    }

    /// Subscribes the account to these webhook fields at the platform; `Ok` is the list now in force.
    fn subscribe<'a>(
        &'a self,
        account: &'a AccountValues,
        fields: &'a [String],
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>>;

    /// The webhook fields the account is subscribed to now, for the regular health check: platforms end
    /// subscriptions by themselves after an outage.
    fn subscribed_fields<'a>(
        &'a self,
        account: &'a AccountValues,
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>>;
}
