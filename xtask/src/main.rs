//! Rules of the house as tests, and what is generated.

fn main() {}
