//! TLS for outgoing calls: rustls with ring, the system's authorities, Mozilla's where the system has none.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::settings::EgressError;

/// Configuration shared by all classes.
pub(crate) fn config(extra_roots_pem: &[u8]) -> Result<ClientConfig, EgressError> {
    let mut roots = RootCertStore::empty();
    // Systems carry some certificates that nobody can parse; they are skipped.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        tracing::info!("the system has no certificate authorities; using the built-in list");
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in CertificateDer::pem_slice_iter(extra_roots_pem) {
        let certificate = certificate.map_err(|error| EgressError::Roots(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| EgressError::Roots(error.to_string()))?;
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
