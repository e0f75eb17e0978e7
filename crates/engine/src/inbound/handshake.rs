//! The platform's handshake: works as soon as a verify token is saved, also when the rest of the account is not, and
//! also when the database is away.

use std::{sync::Arc, time::Duration};

use parlance_channel::{Channel, HandshakeQuery, HandshakeRefusal};
use secrecy::SecretString;

use super::directory::LiveAccount;
use crate::{Engine, outbound::account::account_changed};

/// What is noted of a handshake with another token.
pub(crate) const OTHER_TOKEN: &str = "A handshake came with another Webhook Verify Token and was refused.";

/// How long recording a handshake may take; the answer does not depend on it.
const RECORD_WITHIN: Duration = Duration::from_millis(1_500);

/// What to answer to a handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandshakeAnswer {
    /// 200 with exactly this text.
    Challenge(String),
    /// Refused.
    Refused(HandshakeRefusal),
    /// No account is at this address.
    UnknownAddress,
}

impl Engine {
    /// Answers a handshake and records it on the account. `external_id` is what the address named, if anything.
    pub async fn answer_handshake(
        &self,
        channel: &dyn Channel,
        external_id: Option<&str>,
        query: &HandshakeQuery,
    ) -> HandshakeAnswer {
        let descriptor = channel.descriptor();
        let accounts = self.directory().now();
        let candidates: Vec<&Arc<LiveAccount>> = match external_id {
            None => {
                let siblings = self.channels().family(descriptor);
                let siblings = siblings.flat_map(|each| accounts.of_channel(&each.descriptor().id));
                accounts.of_channel(&descriptor.id).chain(siblings).collect()
            }
            Some(external_id) => {
                let named: Vec<_> = accounts.with_external(&descriptor.id, external_id).collect();
                if named.is_empty() {
                    // The token may exist before the page id has been entered.
                    accounts
                        .of_channel(&descriptor.id)
                        .filter(|account| account.external_id.is_none())
                        .collect()
                } else {
                    named
                }
            }
        };
        let with_token: Vec<(&Arc<LiveAccount>, SecretString)> = candidates
            .into_iter()
            .filter_map(|account| {
                let its = self.channels().get(&account.channel)?;
                Some((account, account.verify_token(its.descriptor())?))
            })
            .collect();
        if with_token.is_empty() && external_id.is_some() {
            return HandshakeAnswer::UnknownAddress;
        }
        // Each token on its own, to know whose it is; all of them, so that the time does not tell which.
        let mut answer = channel.verify_handshake(query, &[]);
        let mut verified = Vec::new();
        for (account, token) in &with_token {
            if let Ok(challenge) = channel.verify_handshake(query, std::slice::from_ref(token)) {
                answer = Ok(challenge);
                verified.push(Arc::clone(account));
            }
        }
        match answer {
            Ok(challenge) => {
                self.record_handshake(verified).await;
                HandshakeAnswer::Challenge(challenge)
            }
            Err(refusal) => {
                if external_id.is_some() && refusal == HandshakeRefusal::Forbidden {
                    for (account, _) in &with_token {
                        self.memory()
                            .refusals
                            .note(account.ctx(), account.id, OTHER_TOKEN, self.now());
                    }
                }
                HandshakeAnswer::Refused(refusal)
            }
        }
    }

    async fn record_handshake(&self, accounts: Vec<Arc<LiveAccount>>) {
        let recorded = self.write(move |tx, env| {
            for account in &accounts {
                tx.note_verified(&account.ctx(), account.id, env.now)?;
                account_changed(tx, env, &account.ctx(), account.id)?;
            }
            Ok(())
        });
        match tokio::time::timeout(RECORD_WITHIN, recorded).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a handshake was answered but could not be recorded"),
            Err(_) => tracing::warn!("a handshake was answered but recording it takes too long"),
        }
    }
}
