//! The web app, embedded. A leaf crate: only a changed `web/dist` makes it build anew.
