//! How many connections may be open: in all, and from one address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limits;

/// Counts connections.
pub(super) struct Gate {
    all: Arc<Semaphore>,
    addresses: Arc<Addresses>,
    loopback_exempt: bool,
}

/// The right to be open; dropping it makes room.
pub(super) struct Pass {
    _all: OwnedSemaphorePermit,
    _address: Option<Counted>,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        let all = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
        let addresses = Arc::new(Addresses {
            most: limits.per_address,
            open: Mutex::default(),
        });
        Self {
            all,
            addresses,
            loopback_exempt: limits.loopback_exempt,
        }
    }

    /// Waits until one more connection may be open.
    pub(super) async fn enter(&self) -> OwnedSemaphorePermit {
        self.all
            .clone()
            .acquire_owned()
            .await
            .expect("the semaphore is never closed")
    }

    /// Counts the address of a new connection; `None` when it has too many.
    pub(super) fn admit(&self, all: OwnedSemaphorePermit, address: IpAddr) -> Option<Pass> {
        let address = address.to_canonical();
        if self.loopback_exempt && address.is_loopback() {
            return Some(Pass {
                _all: all,
                _address: None,
            });
        }
        let counted = self.addresses.count(subscriber(address))?;
        Some(Pass {
            _all: all,
            _address: Some(counted),
        })
    }
}

/// One subscriber holds at least a whole /64 of IPv6, so that is what is counted.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

struct Addresses {
    most: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

impl Addresses {
    fn count(self: &Arc<Self>, address: IpAddr) -> Option<Counted> {
        let mut open = self.lock();
        let count = open.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Counted {
            addresses: self.clone(),
            address,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Counted {
    addresses: Arc<Addresses>,
    address: IpAddr,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.addresses.lock();
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_counts_as_one_subscriber() {
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbour: IpAddr = "2001:db8::ffff:2".parse().unwrap();
        let other: IpAddr = "2001:db8:0:1::1".parse().unwrap();
        assert_eq!(subscriber(one), subscriber(neighbour));
        assert_ne!(subscriber(one), subscriber(other));
    }

    #[test]
    fn an_address_that_closes_its_connections_is_forgotten() {
        let addresses = Arc::new(Addresses {
            most: 2,
            open: Mutex::default(),
        });
        let ip: IpAddr = "192.0.2.1".parse().unwrap();
        let first = addresses.count(ip).unwrap();
        let second = addresses.count(ip).unwrap();
        assert!(addresses.count(ip).is_none());
        drop(first);
        assert!(addresses.count(ip).is_some());
        drop(second);
        assert!(addresses.lock().is_empty());
    }
}
