//! What the demonstration says when it is ready.

use std::fmt::Write as _;

use url::Url;

use super::seed;

/// Where to go, and with which passwords.
pub(super) fn text(base: &Url, meta: &str, first_time: bool) -> String {
    let base = base.as_str().trim_end_matches('/');
    let news = if first_time {
        "Seven customers are writing, two of them at Instagram; they wait for somebody to be ready."
    } else {
        "Everything is as it was when you left."
    };
    let mut text = format!(
        "\n  Alder & Pine Outdoor is open. {news}\n\
         \n  Agent Desktop      {base}/desktop\
         \n  Administrator      {base}/admin\
         \n  Customer's phone   {meta}/phone\
         \n  App dashboard      {meta}/dashboard\n\
         \n  Sign in as\n"
    );
    for user in seed::users() {
        let _ = writeln!(
            text,
            "    {:<7} {:<22} {}",
            user.username,
            seed::password(&user.username),
            user.role
        );
    }
    text.push_str("\n  Ctrl-C stops; the same command goes on from here.\n\n");
    text
}
