//! Password hashes: argon2id, few at a time, the same work for users who do not exist.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use parlance_core::clock::Random;
use parlance_store::users::PasswordHash;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{Refusal, installation::SignInSettings};

/// Waiting hashes beyond which sign-ins are put off: a hash takes some 30 ms, so this is a wait of a second or two.
const MAX_WAITING: usize = 64;

/// Makes and compares hashes.
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    turns: std::sync::Arc<Semaphore>,
    waiting: std::sync::atomic::AtomicUsize,
}

impl Passwords {
    pub(crate) fn new(settings: &SignInSettings) -> Self {
        let params = Params::new(
            settings.argon2_memory_kib,
            settings.argon2_passes,
            settings.argon2_lanes,
            None,
        )
        .unwrap_or_default();
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            turns: std::sync::Arc::new(Semaphore::new(settings.argon2_concurrency.max(1))),
            waiting: 0.into(),
        }
    }

    /// Hashes a new password.
    pub(crate) async fn hash(
        &self,
        random: &dyn Random,
        password: SecretString,
    ) -> Result<PasswordHash, Refusal> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let argon2 = self.argon2.clone();
        self.in_turn(move || {
            argon2
                .hash_password_with_salt(password.expose_secret().as_bytes(), &salt)
                .map(|hash| PasswordHash::new(hash.to_string()))
                .map_err(|error| Refusal::Store(format!("a password could not be hashed: {error}")))
        })
        .await?
    }

    /// Compares a password. Without a stored hash it does the same work and says no.
    pub(crate) async fn verify(
        &self,
        password: SecretString,
        stored: Option<PasswordHash>,
    ) -> Result<bool, Refusal> {
        let argon2 = self.argon2.clone();
        self.in_turn(move || {
            let bytes = password.expose_secret().as_bytes();
            if let Some(stored) = stored {
                return argon2.verify_password(bytes, stored.expose()).is_ok();
            }
            let mut out = [0; 32];
            let _ = argon2.hash_password_into(bytes, b"nobody has this!", &mut out);
            std::hint::black_box(out);
            false
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        use std::sync::atomic::Ordering::Relaxed;
        struct Waiting<'a>(&'a std::sync::atomic::AtomicUsize);
        impl Drop for Waiting<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Relaxed);
            }
        }
        let ahead = self.waiting.fetch_add(1, Relaxed);
        let _waiting = Waiting(&self.waiting);
        if ahead >= MAX_WAITING {
            let message = "Many people are signing in at this moment. Try again in a few seconds.".into();
            return Err(Refusal::TooMany {
                message,
                retry_after_ms: 3_000,
            });
        }
        let turn = self.turns.clone().acquire_owned().await;
        let done = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await;
        done.map_err(|_| Refusal::Store("a password could not be checked: the work panicked".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[tokio::test]
    async fn passwords_are_hashed_as_the_rules_say_and_compared() {
        let passwords = Passwords::new(&SignInSettings::default());
        let hash = passwords
            .hash(&Fixed, "a quokka".to_owned().into())
            .await
            .unwrap();
        let phc = hash.expose();
        assert!(
            phc.starts_with("$argon2id$v=19$m=47104,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$"),
            "{phc}"
        );
        assert!(
            passwords
                .verify("a quokka".to_owned().into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("a quokko".to_owned().into(), Some(hash))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("a quokka".to_owned().into(), None)
                .await
                .unwrap()
        );
        let odd = PasswordHash::new("not a hash".into());
        assert!(
            !passwords
                .verify("a quokka".to_owned().into(), Some(odd))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn when_too_many_wait_the_rest_is_put_off() {
        let cheap = SignInSettings {
            argon2_memory_kib: 64,
            ..SignInSettings::default()
        };
        let passwords = Passwords::new(&cheap);
        let all_turns = passwords.turns.clone().acquire_many_owned(2).await.unwrap();
        let mut waiting: Vec<_> = (0..MAX_WAITING)
            .map(|_| Box::pin(passwords.verify("x".to_owned().into(), None)))
            .collect();
        for wait in &mut waiting {
            assert!(poll_once(wait.as_mut()).is_none());
        }
        let refused = passwords.verify("x".to_owned().into(), None).await;
        assert!(matches!(refused, Err(Refusal::TooMany { .. })), "{refused:?}");
        drop(waiting);
        drop(all_turns);
        assert!(!passwords.verify("x".to_owned().into(), None).await.unwrap());
    }

    /// Polls once; `None` while it waits.
    fn poll_once<F: Future>(future: std::pin::Pin<&mut F>) -> Option<F::Output> {
        match future.poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        }
    }
}
