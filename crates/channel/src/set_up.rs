//! How an account is connected at its platform, step by step, for a guide that watches each step.

/// The steps of one channel, for one account and in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpGuide {
    /// The platform is a simulated one: nothing that is done there is real.
    pub simulated: bool,
    /// The steps, in order.
    pub steps: Vec<SetUpStep>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpStep {
    /// Stable word: `page`, `token`, …
    pub id: &'static str,
    /// What is done, as a heading.
    pub title: String,
    /// How it is done, in a few sentences.
    pub text: String,
    /// Where it is done.
    pub links: Vec<SetUpLink>,
    /// Values of the account's form that are entered in this step.
    pub enter: Vec<&'static str>,
    /// Values to copy to the platform.
    pub copy: Vec<SetUpCopy>,
    /// What shows that it is done; all of them must hold.
    pub proofs: Vec<Proof>,
}

/// A page at the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpLink {
    /// What is there.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// A value to copy to the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetUpCopy {
    /// The account's callback address.
    CallbackUrl,
    /// The token of the handshake.
    VerifyToken,
    /// The webhook fields, with commas.
    Fields,
    /// Something that is always the same.
    Fixed {
        /// What it is.
        label: String,
        /// The value.
        value: String,
    },
}

/// A fact that shows that a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The account exists.
    Made,
    /// The values that are entered in this step are there.
    Entered,
    /// The platform has answered a question of ours.
    Reached,
    /// This check of *Test Connection* is good.
    Check(&'static str),
    /// This check is not said to be bad. Not shown while there is nothing bad to say.
    NoObjection(&'static str),
    /// The platform has called the webhook with the right token.
    Handshake,
    /// No required value is missing.
    Complete,
    /// A scenario entry takes the account's chats.
    Entry,
    /// An event has come.
    FirstEvent,
    /// An answer has gone out.
    FirstAnswer,
}
