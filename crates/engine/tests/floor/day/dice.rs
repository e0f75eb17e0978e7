//! Chance that is the same in every run.

/// SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From a number up to the one before another.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to - from).unwrap();
        from + i64::try_from(self.next() % width).unwrap()
    }

    pub fn percent(&mut self, share: i64) -> bool {
        self.between(0, 100) < share
    }

    pub fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[usize::try_from(self.between(0, i64::try_from(among.len()).unwrap())).unwrap()]
    }
}
