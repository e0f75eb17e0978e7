//! News as server-sent events: `data: {"kind": …}`. A listener that was too slow is told to start over.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::live::Update;
use crate::simulator::Simulator;
use crate::views::LogView;

pub(super) async fn stream(
    State(simulator): State<Simulator>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = simulator.platform.live.subscribe();
    let stop = simulator.platform.stop.clone();
    let first = json!({"kind": "hello", "now_ms": simulator.now_ms()});
    let start = (simulator, news, stop, Some(first));
    let stream = futures_util::stream::unfold(start, |(simulator, mut news, stop, first)| async move {
        let value = if let Some(first) = first {
            first
        } else {
            tokio::select! {
                () = stop.cancelled() => return None,
                update = news.recv() => match update {
                    Ok(update) => shown(&simulator, &update),
                    Err(RecvError::Lagged(_)) => json!({"kind": "reset"}),
                    Err(RecvError::Closed) => return None,
                },
            }
        };
        let event = Event::default().data(value.to_string());
        Some((Ok(event), (simulator, news, stop, None)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn shown(simulator: &Simulator, update: &Update) -> Value {
    match update {
        Update::Log { entry } => {
            let view = simulator.platform.read(|world| LogView::new(world, entry));
            json!({"kind": "log", "entry": view})
        }
        Update::Clock { .. } => json!({"kind": "clock", "now_ms": simulator.now_ms()}),
        other => serde_json::to_value(other).unwrap_or(Value::Null),
    }
}
