//! Ids as the platform makes them, repeatable by seed: digits for apps, pages and people
//! (page-scoped ids exceed 2^53), opaque strings for messages and tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A number that looks random and depends on nothing but its inputs (SplitMix64).
pub(crate) fn scramble(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A repeatable fraction in `0.0..1.0`.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
pub(crate) fn fraction(seed: u64, n: u64) -> f64 {
    (scramble(seed, n) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Makes ids out of a seed and a counter that is kept in the journal.
pub(crate) struct Ids<'a> {
    pub seed: u64,
    pub next: &'a mut u64,
}

impl Ids<'_> {
    fn draw(&mut self) -> u64 {
        *self.next += 1;
        scramble(self.seed, *self.next)
    }

    /// A plain running number, for things the platform does not name.
    pub fn number(&mut self) -> u64 {
        *self.next += 1;
        *self.next
    }

    fn digits(&mut self, lead: u64, count: u32) -> String {
        let span = 10_u64.pow(count);
        format!("{lead}{:0width$}", self.draw() % span, width = count as usize)
    }

    /// App ids: 15 digits.
    pub fn app(&mut self) -> String {
        self.digits(742, 12)
    }

    /// Page ids: 15 digits.
    pub fn page(&mut self) -> String {
        self.digits(104, 12)
    }

    /// Instagram accounts: 17 digits.
    pub fn instagram(&mut self) -> String {
        self.digits(17841, 12)
    }

    /// Customer ids scoped to an Instagram account: 16 digits.
    pub fn igsid(&mut self) -> String {
        self.digits(99, 14)
    }

    /// Page-scoped customer ids: 17 digits, above 2^53.
    pub fn psid(&mut self) -> String {
        self.digits(24, 15)
    }

    /// Tokens of permissions to notify: 19 digits.
    pub fn notification_token(&mut self) -> String {
        self.digits(734, 16)
    }

    /// Personas: 16 digits.
    pub fn persona(&mut self) -> String {
        self.digits(2111, 12)
    }

    /// Numbers of posts: 15 digits.
    pub fn post(&mut self) -> String {
        self.digits(122, 12)
    }

    /// Numbers of comments: 15 digits.
    pub fn comment(&mut self) -> String {
        self.digits(133, 12)
    }

    /// What an Instagram account has published: 17 digits.
    pub fn instagram_media(&mut self) -> String {
        self.digits(179, 14)
    }

    /// Comments at Instagram: 17 digits.
    pub fn instagram_comment(&mut self) -> String {
        self.digits(178, 14)
    }

    /// Authors of comments: 16 digits, none for messages.
    pub fn author(&mut self) -> String {
        self.digits(70, 14)
    }

    /// Reusable attachments: 16 digits.
    pub fn attachment(&mut self) -> String {
        self.digits(1857, 12)
    }

    fn opaque(&mut self, words: usize) -> String {
        let bytes: Vec<u8> = (0..words).flat_map(|_| self.draw().to_be_bytes()).collect();
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Message ids: `m_` and an opaque string in which case matters.
    pub fn mid(&mut self) -> String {
        format!("m_{}", self.opaque(5))
    }

    /// Access tokens start with `EAA`.
    pub fn token(&mut self) -> String {
        let tail: String = self
            .opaque(15)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        format!("EAA{tail}")
    }

    /// App secrets: 32 lower-case hex digits.
    pub fn secret(&mut self) -> String {
        format!("{:016x}{:016x}", self.draw(), self.draw())
    }

    /// Trace ids of errors.
    pub fn trace(&mut self) -> String {
        format!("A{}", self.opaque(2))
    }

    /// Names of stored files.
    pub fn media(&mut self) -> String {
        format!("{:016x}", self.draw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_ids_are_digits_that_a_double_cannot_hold() {
        let mut next = 0;
        let mut ids = Ids {
            seed: 7,
            next: &mut next,
        };
        for _ in 0..50 {
            let psid: u64 = ids.psid().parse().expect("digits");
            assert!(psid > 1 << 53);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_ids_and_another_seed_others() {
        let draw = |seed| {
            let mut next = 0;
            let mut ids = Ids {
                seed,
                next: &mut next,
            };
            (ids.mid(), ids.token(), ids.secret())
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert!(draw(1).1.starts_with("EAA"));
    }

    #[test]
    fn fractions_stay_below_one() {
        assert!((0..1000).all(|n| (0.0..1.0).contains(&fraction(3, n))));
    }
}
