//! The whole suite as tests of a store.

/// Makes the tests of the contract. `$empty` is a function that gives an empty store with whatever keeps its place, as
/// `(place, store)`.
#[macro_export]
macro_rules! contract_suite {
    ($empty:path) => {
        use $crate::StoreExt as _;

        #[::tokio::test]
        async fn accounts() {
            let (_place, store) = $empty();
            $crate::contract::accounts(&store).await;
        }

        #[::tokio::test]
        async fn audit() {
            let (_place, store) = $empty();
            $crate::contract::audit(&store).await;
        }

        #[::tokio::test]
        async fn configuration() {
            let (_place, store) = $empty();
            $crate::contract::configuration(&store).await;
        }

        #[::tokio::test]
        async fn people() {
            let (_place, store) = $empty();
            $crate::contract::people(&store).await;
        }

        #[::tokio::test]
        async fn sessions() {
            let (_place, store) = $empty();
            $crate::contract::sessions(&store).await;
        }

        #[::tokio::test]
        async fn templates() {
            let (_place, store) = $empty();
            $crate::contract::templates(&store).await;
        }

        #[::tokio::test]
        async fn approved_templates() {
            let (_place, store) = $empty();
            $crate::contract::approved_templates(&store).await;
        }

        #[::tokio::test]
        async fn health() {
            let (_place, store) = $empty();
            $crate::contract::health(&store).await;
        }

        /// Runs a story inside one unit; its panic is told as it was.
        async fn tell(name: &'static str, story: fn(&mut dyn $crate::Tx)) {
            let (_place, store) = $empty();
            let kept = store
                .write(move |tx| {
                    story(tx);
                    Ok::<_, ()>(())
                })
                .await;
            assert!(kept.is_ok(), "broken: {name}");
        }

        #[::tokio::test]
        async fn pipeline() {
            for (name, story) in $crate::contract::pipeline::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn comments() {
            for (name, story) in $crate::contract::comments::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn customer_acts() {
            for (name, story) in $crate::contract::customer_acts::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn media() {
            for (name, story) in $crate::contract::media::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn names_of_agents() {
            for (name, story) in $crate::contract::personas::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn privacy_requests() {
            for (name, story) in $crate::contract::privacy_requests::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn imports() {
            for (name, story) in $crate::contract::imports::STORIES {
                tell(name, story).await;
            }
        }

        #[::tokio::test]
        async fn floor() {
            for (name, story) in $crate::contract::floor::STORIES {
                tell(name, story).await;
            }
        }
    };
}
