//! Moving the clock, ordering faults, letting a crowd in.

use serde_json::Value;

use super::Simulator;
use crate::ControlError;
use crate::crowd::{self, CrowdParams, CrowdProgress};
use crate::faults::{Fault, NewFault};
use crate::world::Change;

impl Simulator {
    /// Moves the clock by so many milliseconds, forward or back.
    ///
    /// # Errors
    /// When it would leave the years 1990 to 2100.
    pub async fn move_clock(&self, by_ms: i64) -> Result<i64, ControlError> {
        let offset = self.platform.clock.offset_ms().saturating_add(by_ms);
        self.set_clock_offset(offset).await
    }

    /// Sets how far the clock is from the machine's; 0 is now. Returns the simulated time.
    ///
    /// # Errors
    /// When it would leave the years 1990 to 2100.
    pub async fn set_clock_offset(&self, offset_ms: i64) -> Result<i64, ControlError> {
        const YEAR_MS: i64 = 31_557_600_000;
        if offset_ms.abs() > 30 * YEAR_MS {
            return Err(ControlError::invalid(
                "the clock can be moved by at most 30 years",
            ));
        }
        self.platform
            .set_clock(offset_ms)
            .await
            .map_err(ControlError::NotDurable)?;
        Ok(self.now_ms())
    }

    /// Orders a fault, written as in the control API: `{"kind": "throttle", "code": 613, "count": 3}`.
    /// Returns its number.
    ///
    /// # Errors
    /// When the order is malformed; the message says what is wrong.
    pub async fn order_fault(&self, order: Value) -> Result<u64, ControlError> {
        let order: NewFault = serde_json::from_value(order)
            .map_err(|error| ControlError::invalid(format!("this is not a fault: {error}")))?;
        order.check().map_err(ControlError::Invalid)?;
        self.commit(|tx| {
            let id = tx.ids().number();
            let fault = Fault {
                id,
                until_ms: order.seconds.map(|seconds| tx.now + i64::from(seconds) * 1000),
                left: order.count,
                rolls: 0,
                hits: 0,
                order,
            };
            tx.apply(Change::FaultPut(fault));
            Ok(id)
        })
        .await
    }

    /// Faults in force, as the control API shows them.
    pub fn faults(&self) -> Vec<Value> {
        let now = self.now_ms();
        self.platform.read(|world| {
            let live = world
                .faults
                .values()
                .filter(|fault| fault.until_ms.is_none_or(|until| until > now));
            live.filter_map(|fault| serde_json::to_value(fault).ok())
                .collect()
        })
    }

    /// Ends a fault.
    ///
    /// # Errors
    /// When there is no such fault.
    pub async fn end_fault(&self, id: u64) -> Result<(), ControlError> {
        self.commit(|tx| {
            if !tx.world.faults.contains_key(&id) {
                return Err(ControlError::not_found("fault", id.to_string()));
            }
            tx.apply(Change::FaultRemoved { id });
            Ok(())
        })
        .await
    }

    /// Ends all faults.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub async fn end_faults(&self) -> Result<(), ControlError> {
        self.commit(|tx| {
            let ids: Vec<u64> = tx.world.faults.keys().copied().collect();
            for id in ids {
                tx.apply(Change::FaultRemoved { id });
            }
            Ok(())
        })
        .await
    }

    /// Lets a crowd of scripted customers write; returns its number.
    ///
    /// # Errors
    /// When a number is out of bounds or there is no page.
    pub fn start_crowd(&self, params: CrowdParams) -> Result<u64, ControlError> {
        crowd::start(&self.platform, params)
    }

    /// How far a crowd has come.
    ///
    /// # Errors
    /// When there is no such crowd.
    pub fn crowd(&self, id: u64) -> Result<CrowdProgress, ControlError> {
        self.platform
            .crowds
            .progress(&self.platform, id)
            .ok_or_else(|| ControlError::not_found("crowd", id.to_string()))
    }

    /// All crowds since the start, newest first.
    pub fn crowds(&self) -> Vec<CrowdProgress> {
        self.platform.crowds.all(&self.platform)
    }

    /// Sends a crowd home.
    ///
    /// # Errors
    /// When there is no such crowd.
    pub fn stop_crowd(&self, id: u64) -> Result<(), ControlError> {
        if self.platform.crowds.stop(id) {
            Ok(())
        } else {
            Err(ControlError::not_found("crowd", id.to_string()))
        }
    }
}
