//! The API's routes, as its modules write them: `OpenApiRouter::new().routes(routes!(list, create))`.
//!
//! Made from the handlers' annotations, the document costs more memory and more of the binary than everything else at
//! the start. So only tests make it, compare it with `docs/reference/openapi.json`, and the program carries that file.

#[cfg(not(test))]
pub(crate) use plain::{OpenApiRouter, routes};
#[cfg(test)]
pub(crate) use utoipa_axum::{router::OpenApiRouter, routes};

#[cfg(not(test))]
pub(crate) mod plain {
    use std::convert::Infallible;

    use axum::{
        Router,
        extract::Request,
        handler::Handler,
        response::IntoResponse,
        routing::{MethodFilter, MethodRouter, Route},
    };
    use tower::{Layer, Service};
    use utoipa::openapi::HttpMethod;

    /// The routes without their document; the same face as utoipa's.
    pub(crate) struct OpenApiRouter<S>(Router<S>);

    impl<S: Clone + Send + Sync + 'static> OpenApiRouter<S> {
        pub(crate) fn new() -> Self {
            Self(Router::new())
        }

        /// What `routes!` made: handlers of one address.
        pub(crate) fn routes(self, (path, handlers): (String, MethodRouter<S>)) -> Self {
            Self(self.0.route(&path, handlers))
        }

        pub(crate) fn merge(self, other: Self) -> Self {
            Self(self.0.merge(other.0))
        }

        pub(crate) fn nest(self, path: &str, other: Self) -> Self {
            Self(self.0.nest(path, other.0))
        }

        pub(crate) fn layer<L>(self, layer: L) -> Self
        where
            L: Layer<Route> + Clone + Send + Sync + 'static,
            L::Service: Service<Request> + Clone + Send + Sync + 'static,
            <L::Service as Service<Request>>::Response: IntoResponse + 'static,
            <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
            <L::Service as Service<Request>>::Future: Send + 'static,
        {
            Self(self.0.layer(layer))
        }
    }

    impl<S> From<OpenApiRouter<S>> for Router<S> {
        fn from(router: OpenApiRouter<S>) -> Self {
            router.0
        }
    }

    /// Adds a handler under the methods of its annotation.
    pub(crate) fn with<S, H, T>(
        handlers: MethodRouter<S>,
        methods: &[HttpMethod],
        handler: H,
    ) -> MethodRouter<S>
    where
        S: Clone + Send + Sync + 'static,
        H: Handler<T, S>,
        T: 'static,
    {
        methods.iter().fold(handlers, |handlers, method| {
            handlers.on(filter(method), handler.clone())
        })
    }

    const fn filter(method: &HttpMethod) -> MethodFilter {
        match method {
            HttpMethod::Get => MethodFilter::GET,
            HttpMethod::Put => MethodFilter::PUT,
            HttpMethod::Post => MethodFilter::POST,
            HttpMethod::Head => MethodFilter::HEAD,
            HttpMethod::Patch => MethodFilter::PATCH,
            HttpMethod::Trace => MethodFilter::TRACE,
            HttpMethod::Delete => MethodFilter::DELETE,
            HttpMethod::Options => MethodFilter::OPTIONS,
        }
    }

    /// Handlers of one address, with it: `utoipa::path` puts both into a type beside each handler.
    macro_rules! routes {
        ($first:ident $(, $next:ident)* $(,)?) => {
            pastey::paste! {{
                use utoipa::Path as _;
                let handlers = axum::routing::MethodRouter::new();
                let handlers =
                    $crate::documented::plain::with(handlers, &[<__path_ $first>]::methods(), $first);
                $(
                    let handlers =
                        $crate::documented::plain::with(handlers, &[<__path_ $next>]::methods(), $next);
                )*
                ([<__path_ $first>]::path(), handlers)
            }}
        };
    }
    pub(crate) use routes;
}
