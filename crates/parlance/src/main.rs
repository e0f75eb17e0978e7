//! The command `parlance`.

fn main() {}
