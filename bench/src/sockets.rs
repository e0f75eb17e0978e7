//! Opening desktops and bare sockets by the thousand.

use std::{net::SocketAddr, sync::Arc};

use parlance_testkit::person::{Person, Socket};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::Failure;

/// People who open their windows at the same time.
const AT_ONCE: usize = 16;

/// Signs people in.
pub async fn sign_in(address: SocketAddr, prefix: &str, count: usize) -> Result<Vec<Arc<Person>>, Failure> {
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        people.push(Arc::new(
            Person::sign_in(address, None, &format!("{prefix}{number}")).await?,
        ));
    }
    Ok(people)
}

/// So many windows for everyone, each with the person it belongs to.
pub async fn open(people: &[Arc<Person>], windows: usize) -> Result<Vec<(Arc<Person>, Socket)>, Failure> {
    let mut opened = Vec::with_capacity(people.len() * windows);
    let mut tasks = JoinSet::new();
    for person in people {
        if tasks.len() >= AT_ONCE
            && let Some(done) = tasks.join_next().await
        {
            opened.append(&mut done??);
        }
        let person = Arc::clone(person);
        tasks.spawn(async move {
            let mut sockets = Vec::with_capacity(windows);
            for _ in 0..windows {
                sockets.push((Arc::clone(&person), person.connect().await?.0));
            }
            Ok::<_, Failure>(sockets)
        });
    }
    while let Some(done) = tasks.join_next().await {
        opened.append(&mut done??);
    }
    Ok(opened)
}

/// So many sockets of the ceiling.
pub async fn open_bare(address: SocketAddr, count: usize) -> Result<Vec<Socket>, Failure> {
    let buffers = WebSocketConfig::default().read_buffer_size(4 * 1024);
    let mut opened = Vec::with_capacity(count);
    for _ in 0..count {
        let url = format!("ws://{address}/socket");
        opened.push(
            tokio_tungstenite::connect_async_with_config(url, Some(buffers), true)
                .await?
                .0,
        );
    }
    Ok(opened)
}
