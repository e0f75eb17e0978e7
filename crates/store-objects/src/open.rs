//! Opening an S3-compatible store, and saying at once what is wrong with it.

use std::{fmt, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::AmazonS3Builder,
    client::{HttpClient, HttpConnector},
    path::Path,
    prefix::PrefixStore,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{ObjectFiles, problem};

/// Where the store is, and whose word opens it. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// The store's address; `None`: Amazon's for the region.
    pub endpoint: Option<Url>,
    /// The bucket.
    pub bucket: String,
    /// Folder inside the bucket; empty: the whole bucket is ours.
    pub prefix: String,
    /// The region; stores without regions take any word.
    pub region: String,
    /// Id of the access key.
    pub key_id: String,
    /// The access key.
    pub secret: SecretString,
    /// The bucket's name stands in the path and not in the host name: what most stores other than Amazon's want.
    pub path_style: bool,
}

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The settings make no sense together.
    #[error("the S3 store is set up wrongly: {0}")]
    Settings(String),
    /// The store says no to the key.
    #[error(
        "the S3 store refuses the key '{key_id}' for the bucket '{bucket}': check `storage.s3_key_id`, \
         `storage.s3_secret` and what the key may do (get, put, delete and list objects) ({reason})"
    )]
    Refused {
        /// The bucket.
        bucket: String,
        /// Id of the access key.
        key_id: String,
        /// In the store's words.
        reason: String,
    },
    /// There is no such bucket.
    #[error("the S3 store at {place} has no bucket '{bucket}': make it, or correct `storage.s3_bucket`")]
    NoBucket {
        /// The store.
        place: String,
        /// The bucket.
        bucket: String,
    },
    /// It does not answer, or not as it should.
    #[error(
        "the S3 store at {place} cannot be used: check `storage.s3_endpoint`, `storage.s3_region` and \
         `storage.s3_path_style`, and that the address can be reached from here ({reason})"
    )]
    Unreachable {
        /// The store.
        place: String,
        /// What happened.
        reason: String,
    },
}

/// Makes calls with a client that was made elsewhere: one place decides about TLS.
#[derive(Debug)]
struct Given(reqwest::Client);

impl HttpConnector for Given {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

impl ObjectFiles {
    /// The store, not asked yet: for commands that run beside a server.
    pub fn connect(settings: &S3Settings, client: reqwest::Client) -> Result<Self, OpenError> {
        connect(settings, client).map(Self::new)
    }

    /// Opens the store, lists it, and writes, reads and removes a word in it: a wrong setting is told when the server starts and
    /// not when a customer sends a picture.
    pub async fn open(settings: &S3Settings, client: reqwest::Client) -> Result<Self, OpenError> {
        let store = connect(settings, client)?;
        probe(store.as_ref())
            .await
            .map_err(|error| explain(settings, &error))?;
        Ok(Self::new(store))
    }
}

fn connect(settings: &S3Settings, client: reqwest::Client) -> Result<Arc<dyn ObjectStore>, OpenError> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&settings.bucket)
        .with_region(&settings.region)
        .with_access_key_id(&settings.key_id)
        .with_secret_access_key(settings.secret.expose_secret())
        .with_virtual_hosted_style_request(!settings.path_style)
        // The operator who writes http:// means it.
        .with_allow_http(true)
        .with_retry(RetryConfig {
            max_retries: 3,
            retry_timeout: Duration::from_secs(20),
            ..RetryConfig::default()
        })
        .with_http_connector(Given(client));
    if let Some(endpoint) = &settings.endpoint {
        builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/'));
    }
    let store = builder
        .build()
        .map_err(|error| OpenError::Settings(problem::words(&error)))?;
    let prefix = settings.prefix.trim_matches('/');
    Ok(if prefix.is_empty() {
        Arc::new(store)
    } else {
        Arc::new(PrefixStore::new(store, prefix))
    })
}

async fn probe(store: &dyn ObjectStore) -> object_store::Result<()> {
    // Another command may look at the same moment.
    let place = Path::from(format!("parlance-check-{}", std::process::id()));
    // First, because it alone tells a bucket that is missing where writing would make one.
    if let Some(first) = store.list(None).next().await {
        first?;
    }
    store
        .put(&place, "written to see whether it can be".into())
        .await?;
    store.get(&place).await?.bytes().await?;
    store.delete(&place).await
}

fn explain(settings: &S3Settings, error: &Error) -> OpenError {
    let reason = problem::words(error);
    let place = Place(settings.endpoint.as_ref(), &settings.region).to_string();
    let bucket = settings.bucket.clone();
    match error {
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => refused(settings, reason),
        Error::NotFound { .. } => OpenError::NoBucket { place, bucket },
        // A listing that fails comes without a kind.
        _ if reason.contains("404 Not Found") => OpenError::NoBucket { place, bucket },
        _ if reason.contains("403 Forbidden") || reason.contains("401 Unauthorized") => {
            refused(settings, reason)
        }
        _ => OpenError::Unreachable { place, reason },
    }
}

fn refused(settings: &S3Settings, reason: String) -> OpenError {
    OpenError::Refused {
        bucket: settings.bucket.clone(),
        key_id: settings.key_id.clone(),
        reason,
    }
}

/// The store, for people.
struct Place<'a>(Option<&'a Url>, &'a str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(url) => write!(f, "{}", url.as_str().trim_end_matches('/')),
            None => write!(f, "Amazon ({})", self.1),
        }
    }
}
