//! The whole suite as tests of a store.

/// Makes the tests of the contract. `$place` is a function that makes a place for a database, gone with its value;
/// `$open` opens the store there, with a sink for what it publishes.
#[macro_export]
macro_rules! contract_suite {
    ($place:path, $open:path) => {
        use $crate::StoreExt as _;

        struct Nobody;

        impl $crate::EventSink for Nobody {
            fn publish(&self, _: ::std::vec::Vec<$crate::CommittedEvent>) {}
            fn signal(&self, _: ::std::vec::Vec<$crate::Signal>) {}
        }

        /// Opens with a sink of the story's choice.
        macro_rules! opened {
            ($at:expr, $sink:expr) => {
                $open(&$at, ::std::sync::Arc::new($sink))
            };
        }

        #[::tokio::test]
        async fn a_refused_unit_leaves_nothing_and_hurts_nobody() {
            let place = $place();
            let recorder = ::std::sync::Arc::new($crate::contract::units::Recorder::default());
            let store = $open(&place, recorder.clone());
            $crate::contract::units::refused(&store, &recorder).await;
        }

        #[::tokio::test]
        async fn what_was_answered_is_there_after_the_store_is_opened_again() {
            let place = $place();
            let ctx = $crate::contract::units::kept(&opened!(place, Nobody)).await;
            $crate::contract::units::still_there(&opened!(place, Nobody), ctx).await;
        }

        #[::tokio::test]
        async fn a_panicking_unit_is_rolled_back_and_the_writer_lives() {
            let place = $place();
            $crate::contract::units::panicked(&opened!(place, Nobody)).await;
        }

        #[::tokio::test]
        async fn parts_that_are_taken_back_take_only_themselves() {
            let place = $place();
            $crate::contract::units::parts(&opened!(place, Nobody)).await;
        }

        #[::tokio::test]
        async fn accounts() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::accounts(&store).await;
        }

        #[::tokio::test]
        async fn audit() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::audit(&store).await;
        }

        #[::tokio::test]
        async fn configuration() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::configuration(&store).await;
        }

        #[::tokio::test]
        async fn people() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::people(&store).await;
        }

        #[::tokio::test]
        async fn sessions() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::sessions(&store).await;
        }

        #[::tokio::test]
        async fn templates() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::templates(&store).await;
        }

        #[::tokio::test]
        async fn knowledge() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::knowledge(&store).await;
        }

        #[::tokio::test]
        async fn approved_templates() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::approved_templates(&store).await;
        }

        #[::tokio::test]
        async fn health() {
            let place = $place();
            let store = opened!(place, Nobody);
            $crate::contract::health(&store).await;
        }

        /// Runs a story inside one unit; its panic is told as it was.
        async fn tell(name: &'static str, story: fn(&mut dyn $crate::Tx)) {
            let place = $place();
            let store = opened!(place, Nobody);
            let kept = store
                .write(move |tx| {
                    story(tx);
                    Ok::<_, ()>(())
                })
                .await;
            assert!(kept.is_ok(), "broken: {name}");
        }

        #[::tokio::test]
        async fn search() {
            for (name, story) in $crate::contract::search::STORIES {
                tell(name, story).await;
            }
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
        async fn participants() {
            for (name, story) in $crate::contract::participants::STORIES {
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
