//! From the configuration to the application.

use std::{net::SocketAddr, sync::Arc};

use parlance_api::config::TenantSettings;
use parlance_channels::{Deps, meta::MetaSettings};
use parlance_egress::{Egress, EgressSettings, PrivateTargets};
use parlance_engine::{
    Engine, EngineParts, Installation, SignInSettings,
    media::MediaLimits,
    seal::Keyring,
    wake::{FanOut, Wakers},
};
use parlance_mail::Mailer;
use parlance_realtime::Hub;
use parlance_store::{Store, files::FileStore};
use secrecy::{ExposeSecret as _, SecretBox};

use super::{
    RunError, Surroundings, database,
    disk_guard::{Disk, Guarded},
    outside::Ways,
};
use crate::{
    config::{Config, sections::Security},
    keyring_file::{KeyFile, KeyPlace},
};

/// How Parlance names itself to others.
const USER_AGENT: &str = concat!("Parlance/", env!("CARGO_PKG_VERSION"));

/// What hangs together.
pub(super) struct Parts {
    pub(super) engine: Engine,
    pub(super) store: Arc<dyn Store>,
    pub(super) hub: Arc<Hub>,
    pub(super) wakers: Arc<Wakers>,
    pub(super) disk: Arc<Disk>,
}

pub(super) fn assemble(
    config: &Config,
    address: SocketAddr,
    surroundings: Surroundings,
    files: Arc<dyn FileStore>,
    alone: bool,
) -> Result<Parts, RunError> {
    let place = KeyPlace::of(config.storage.keys.as_ref(), &config.storage.data_dir)?;
    let (file, made) = place.read_or_make(&*surroundings.random)?;
    if made {
        tracing::info!("a keyring was made in the data folder; keep a copy of it apart from backups");
    }
    let keyring = Arc::new(keyring(&file)?);
    let egress = Egress::new(egress_settings(config))?;
    let mailer = config
        .mail
        .server
        .as_ref()
        .map(Mailer::new)
        .transpose()
        .map_err(RunError::Mail)?;
    let meta = MetaSettings {
        graph_url: config.meta.graph_url.clone(),
        graph_version: config.meta.graph_version.clone(),
    };
    let (hub, wakers) = (Arc::<Hub>::default(), Arc::new(Wakers::default()));
    let sink = Arc::new(FanOut::new(wakers.clone(), hub.clone()));
    let disk = Disk::new(&config.storage.data_dir, config.storage.min_free_bytes);
    let database = database::open(&config.storage, sink, alone)?;
    let store: Arc<dyn Store> = Arc::new(Guarded {
        store: database,
        disk: disk.clone(),
    });
    let engine = Engine::new(EngineParts {
        store: store.clone(),
        clock: surroundings.clock,
        random: surroundings.random,
        channels: parlance_channels::channels(&Deps {
            http: egress.platform(),
            meta,
        }),
        installation: Installation {
            tenant_defaults: tenant_defaults(config),
            sign_in: sign_in(&config.security),
            outside: Arc::new(Ways::new(egress.clone(), mailer)),
            demo_users: surroundings.demo_users,
            ..Installation::new(config.server.base_url(address), keyring)
        },
        files,
        media: egress.media(),
        media_limits: MediaLimits {
            max_upload_bytes: config.media.max_upload_bytes,
            max_download_bytes: config.media.max_download_bytes,
        },
    });
    Ok(Parts {
        engine,
        store,
        hub,
        wakers,
        disk,
    })
}

/// The keys as the application takes them.
fn keyring(file: &KeyFile) -> Result<Keyring, RunError> {
    let keys = file.keys().iter().map(|named| {
        let key = SecretBox::new(Box::new(*named.key.expose_secret()));
        (named.kid.clone(), key)
    });
    Ok(Keyring::new(keys)?)
}

/// Which hosts may be called.
pub(crate) fn egress_settings(config: &Config) -> EgressSettings {
    let private = config.media.private_targets;
    EgressSettings {
        media_suffixes: parlance_channels::media_suffixes(),
        private_targets: if private {
            PrivateTargets::All
        } else {
            PrivateTargets::None
        },
        ..EgressSettings::new(USER_AGENT, vec![config.meta.graph_url.clone()])
    }
}

fn tenant_defaults(config: &Config) -> TenantSettings {
    TenantSettings {
        chat_share_percent: config.routing.chat_share,
        offer_timeout_ms: millis(config.routing.offer_timeout),
        agent_grace_ms: millis(config.routing.agent_grace),
        ..TenantSettings::default()
    }
}

fn sign_in(security: &Security) -> SignInSettings {
    SignInSettings {
        session_idle_ms: millis(security.session_idle),
        session_lifetime_ms: millis(security.session_lifetime),
        argon2_memory_kib: security.argon2_memory_kib,
        argon2_passes: security.argon2_passes,
        argon2_lanes: security.argon2_lanes,
        argon2_concurrency: security.argon2_concurrency,
        per_account: security.sign_in_per_account,
        per_address: security.sign_in_per_address,
        require_second_factor: security.require_second_factor,
    }
}

fn millis(span: std::time::Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
