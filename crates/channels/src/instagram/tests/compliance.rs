use parlance_channel::compliance;

use super::{
    fixtures,
    support::{SECRET, offline},
};
use crate::meta::samples::Signed;

#[test]
fn instagram_keeps_every_rule_of_a_channel() {
    let signed = Signed {
        secret: SECRET,
        bodies: fixtures::all(),
    };
    compliance::check(&offline(), &signed);
}
