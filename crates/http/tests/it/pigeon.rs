//! A channel of our own: nothing in the API may know a real one by name.

use std::sync::Mutex;

use parlance_channel::{
    AccountValues, BoxFuture, Capabilities, Channel, Check, CheckStatus, Descriptor, Expectations, Fix,
    HandshakeQuery, HandshakeRefusal, Normalised, Outgoing, ProfileAnswer, Refusal, SendError, SenderAction,
    Sent, Sentence, SignatureRefusal, Unverified, Verified,
    check::webhook,
    descriptor::{
        Charset, Field, FieldKind, Rule, SubType, SubscribeField, TextLimit, TextUnit, WebhookPath,
    },
};
use secrecy::{ExposeSecret as _, SecretString};

/// The token that the pigeons accept.
pub const GOOD_TOKEN: &str = "good-token-1";

/// Loft, token and callback address.
pub type Asked = (Option<String>, Option<String>, Option<String>);

pub struct Pigeon {
    descriptor: Descriptor,
    /// What tests were called with.
    pub asked: Mutex<Vec<Asked>>,
    pub subscribed: Mutex<Vec<String>>,
}

impl Default for Pigeon {
    fn default() -> Self {
        Self {
            descriptor: descriptor(),
            asked: Mutex::default(),
            subscribed: Mutex::default(),
        }
    }
}

fn descriptor() -> Descriptor {
    let field = |name: &str, label: &str, kind, charset| Field {
        name: name.into(),
        label: label.into(),
        hint: String::new(),
        section: "loft".into(),
        kind,
        required: true,
        sealed: false,
        readable: true,
        rule: Rule {
            min_chars: 3,
            max_chars: 40,
            charset,
        },
    };
    let secret = |field: Field| Field {
        sealed: true,
        readable: false,
        ..field
    };
    let optional = |field: Field| Field {
        required: false,
        ..field
    };
    Descriptor {
        id: "pigeon".into(),
        label: "Pigeon post".into(),
        summary: "Letters by pigeon.".into(),
        icon: "pigeon".into(),
        family: None,
        types: vec![SubType {
            id: "homing".into(),
            label: "Homing".into(),
        }],
        fields: vec![
            field("loft_name", "Loft Name", FieldKind::Text, Charset::Handle),
            field("loft_id", "Loft ID", FieldKind::Digits, Charset::Digits),
            secret(field("token", "Token", FieldKind::Secret, Charset::VisibleAscii)),
            optional(secret(field(
                "ring_secret",
                "Ring Secret",
                FieldKind::Secret,
                Charset::VisibleAscii,
            ))),
            optional(field(
                "accept_unsigned",
                "Accept unsigned letters",
                FieldKind::Checkbox {
                    warning: Some("Anyone could write.".into()),
                },
                Charset::Any,
            )),
            optional(field(
                "callback_url",
                "Callback URL",
                FieldKind::Readonly,
                Charset::Any,
            )),
            Field {
                sealed: true,
                ..field("verify_token", "Verify Token", FieldKind::Token, Charset::Any)
            },
        ],
        external_id_field: "loft_id".into(),
        signing_secret_field: "ring_secret".into(),
        verify_token_field: "verify_token".into(),
        accept_unsigned_field: "accept_unsigned".into(),
        webhook_paths: vec![
            WebhookPath {
                path: "/lofts/{page_id}".into(),
                names_account: true,
            },
            WebhookPath {
                path: "/lofts".into(),
                names_account: false,
            },
        ],
        subscribe_fields: vec![SubscribeField {
            name: "letters".into(),
            essential: true,
            without: "letters do not come".into(),
            only_with: None,
        }],
        capabilities: Capabilities {
            text_limit: TextLimit {
                max: 100,
                unit: TextUnit::Chars,
            },
            attachments: Vec::new(),
            typing: false,
            typing_lasts_ms: 0,
            mark_seen: false,
            rich: None,
            delivery_receipts: false,
            read_receipts: false,
            echoes: false,
            reply_to: false,
            profiles: false,
            reply_window_ms: None,
            window_margin_ms: 0,
            person_window: None,
            reactions: parlance_channel::descriptor::Reactions::None,
            notifications: None,
            approved: None,
            comments: None,
        },
    }
}

fn sentence(text: &str) -> Sentence {
    Sentence::new("pigeon", text, &[])
}

impl Pigeon {
    fn note(&self, account: &AccountValues, expected: &Expectations) {
        let shown = |secret: Option<&SecretString>| secret.map(|secret| secret.expose_secret().to_owned());
        self.asked.lock().unwrap().push((
            account.setting("loft_id").map(str::to_owned),
            shown(account.secret("token")),
            expected.callback_url.clone(),
        ));
    }
}

impl Channel for Pigeon {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }
    fn icon_svg(&self) -> &'static str {
        "<svg/>"
    }
    fn strings(&self, _: &str) -> Option<&'static str> {
        None
    }
    fn verify_handshake(&self, _: &HandshakeQuery, _: &[SecretString]) -> Result<String, HandshakeRefusal> {
        Err(HandshakeRefusal::Malformed)
    }
    fn verify_signature(
        &self,
        request: Unverified,
        _: &[SecretString],
    ) -> Result<Verified, SignatureRefusal> {
        Ok(request.into_verified(0))
    }
    fn admit(&self, _: &Verified) -> Result<(), Refusal> {
        Ok(())
    }
    fn normalise(&self, _: &Verified) -> Normalised {
        Normalised::default()
    }
    fn send<'a>(&'a self, _: Outgoing<'a>) -> BoxFuture<'a, Result<Sent, SendError>> {
        Box::pin(std::future::pending())
    }
    fn act<'a>(
        &'a self,
        _: &'a AccountValues,
        _: &'a str,
        _: SenderAction,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async { Ok(()) })
    }
    fn profile<'a>(&'a self, _: &'a AccountValues, _: &'a str) -> BoxFuture<'a, ProfileAnswer> {
        Box::pin(async { ProfileAnswer::NotAvailable })
    }
    fn test_connection<'a>(
        &'a self,
        account: &'a AccountValues,
        expected: &'a Expectations,
    ) -> BoxFuture<'a, Vec<Check>> {
        self.note(account, expected);
        let token = account
            .secret("token")
            .map(|token| token.expose_secret().to_owned());
        let check = match token.as_deref() {
            Some(GOOD_TOKEN) => Check::new("token", CheckStatus::Ok, sentence("The pigeons know the token.")),
            _ => Check::new(
                "token",
                CheckStatus::Failed,
                sentence("The pigeons do not know the token."),
            )
            .with_fix(Fix::EnterValue {
                field: "token".into(),
            }),
        };
        let webhook = webhook(expected);
        Box::pin(async move { vec![check, webhook] })
    }
    fn subscribe<'a>(
        &'a self,
        _: &'a AccountValues,
        fields: &'a [String],
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>> {
        *self.subscribed.lock().unwrap() = fields.to_vec();
        Box::pin(async move { Ok(fields.to_vec()) })
    }
    fn subscribed_fields<'a>(
        &'a self,
        _: &'a AccountValues,
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>> {
        let fields = self.subscribed.lock().unwrap().clone();
        Box::pin(async move { Ok(fields) })
    }
}
