//! Past conversations.

use parlance_channel::Channel as _;

use super::support::{ACCOUNT, CUSTOMER, PAGE, Platform, account, json};

#[tokio::test]
async fn past_conversations_are_told_with_the_customer_and_never_the_account() {
    let answer = format!(
        r#"{{"data":[{{"updated_time":"2026-11-01T10:00:00+0000","participants":{{"data":[
            {{"id":"{ACCOUNT}","username":"alderandpine"}},{{"id":"{CUSTOMER}","username":"ona.b"}}]}},
            "messages":{{"data":[
              {{"id":"m2","created_time":"2026-11-01T10:00:00+0000","from":{{"id":"{ACCOUNT}"}},"message":"Yes"}},
              {{"id":"m1","created_time":"2026-11-01T09:59:00+0000","from":{{"id":"{CUSTOMER}"}},"message":"Open?"}}]}}}}]}}"#
    );
    let platform = Platform::new(move |_| json(200, &answer));
    let channel = platform.instagram();
    let past = channel
        .history()
        .unwrap()
        .threads(&account(), None)
        .await
        .unwrap();
    let seen = &platform.seen()[0];
    assert_eq!(seen.path(), format!("{PAGE}/conversations"));
    assert!(seen.url.contains("platform=instagram"));
    let thread = &past.threads[0];
    assert_eq!(thread.customer_id, CUSTOMER);
    assert_eq!(thread.customer_name.as_deref(), Some("ona.b"));
    let ours: Vec<bool> = thread
        .messages
        .iter()
        .map(|message| message.from_account)
        .collect();
    assert_eq!(ours, [true, false]);
}
