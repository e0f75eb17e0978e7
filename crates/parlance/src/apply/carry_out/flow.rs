//! Services, Not Ready reasons and scenario entries.

use std::collections::BTreeMap;

use parlance_api::{
    config::{CannedTextInput, DispositionInput, EntryInput, ReasonInput, ServiceInput},
    routing::RoutingStep,
    user::SkillLevel,
};
use parlance_engine::{
    Refusal,
    admin::{entries, reasons, services},
};

use super::{Names, Work, changed};
use crate::apply::{
    document::{self, CannedText, Disposition, Service, Span},
    plan::Step,
    present::same,
};

fn levels(wanted: &BTreeMap<String, u8>, names: &Names) -> Result<Vec<SkillLevel>, Refusal> {
    let level = |(name, level): (&String, &u8)| {
        Ok(SkillLevel {
            skill_id: names.skill(name)?,
            level: *level,
        })
    };
    wanted.iter().map(level).collect()
}

fn routing_step(wanted: &document::RoutingStep, names: &Names) -> Result<RoutingStep, Refusal> {
    let teams = wanted.teams.iter().map(|name| names.team(name));
    Ok(RoutingStep {
        after_ms: wanted.after.as_millis(),
        team_ids: teams.collect::<Result<_, _>>()?,
        levels: levels(&wanted.levels, names)?,
    })
}

impl Work<'_> {
    pub(super) fn make_service(&mut self, index: usize) -> Result<(), Refusal> {
        let input = ServiceInput {
            name: Some(self.document.services[index].name.clone()),
            ..ServiceInput::default()
        };
        services::create(self.tx, self.env, &self.ctx, &self.who, &input).map(drop)
    }

    pub(super) fn set_service(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.services[step.index];
        let id = names.service(&wanted.name)?;
        let teams = wanted.teams.as_ref();
        let teams = teams
            .map(|list| list.iter().map(|name| names.team(name)).collect())
            .transpose()?;
        let skills = wanted.required_skills.as_ref();
        let skills = skills.map(|list| levels(list, names)).transpose()?;
        let steps = wanted.steps.as_ref();
        let steps = steps
            .map(|list| list.iter().map(|step| routing_step(step, names)).collect())
            .transpose()?;
        let input = ServiceInput {
            team_ids: changed(step, "teams", teams),
            required_skills: changed(step, "required_skills", skills),
            steps: changed(step, "steps", steps),
            last_agent_wait_ms: changed(
                step,
                "last_agent_wait",
                wanted.last_agent_wait.map(Span::as_millis),
            ),
            last_agent_days: changed(step, "last_agent_days", wanted.last_agent_days),
            may_pull: changed(step, "may_pull", wanted.may_pull),
            waiting: self.waiting_rules(step, wanted, names)?,
            target_percent: changed(step, "target_percent", wanted.target_percent),
            target_wait_ms: changed(step, "target_wait", wanted.target_wait.map(Span::as_millis)),
            after_call_work_ms: changed(
                step,
                "after_call_work",
                wanted.after_call_work.map(Span::as_millis),
            ),
            disposition_required: changed(step, "disposition_required", wanted.disposition_required),
            reply_warn_ms: changed(step, "reply_warn", wanted.reply_warn.map(Span::as_millis)),
            reply_alarm_ms: changed(step, "reply_alarm", wanted.reply_alarm.map(Span::as_millis)),
            dispositions: changed(step, "dispositions", self.dispositions(wanted, names)?),
            canned_texts: changed(step, "canned_texts", self.canned_texts(wanted, names)?),
            disabled: changed(step, "disabled", wanted.disabled),
            ..ServiceInput::default()
        };
        services::change(self.tx, self.env, &self.ctx, &self.who, id, &input).map(drop)
    }

    /// The outcomes with the ids of those that exist, so that old records keep theirs.
    fn dispositions(
        &self,
        wanted: &Service,
        names: &Names,
    ) -> Result<Option<Vec<DispositionInput>>, Refusal> {
        let Some(list) = &wanted.dispositions else {
            return Ok(None);
        };
        let row = self.tx.service(&self.ctx, names.service(&wanted.name)?)?;
        let present = row
            .map(|row| services::view(row).dispositions)
            .unwrap_or_default();
        let input = |outcome: &Disposition| DispositionInput {
            id: present
                .iter()
                .find(|other| same(&other.name, &outcome.name))
                .map(|other| other.id),
            name: outcome.name.clone(),
            folder: outcome.folder.clone(),
            code: outcome.code.clone(),
            kind: outcome.kind,
        };
        Ok(Some(list.iter().map(input).collect()))
    }

    fn canned_texts(&self, wanted: &Service, names: &Names) -> Result<Option<Vec<CannedTextInput>>, Refusal> {
        let Some(list) = &wanted.canned_texts else {
            return Ok(None);
        };
        let row = self.tx.service(&self.ctx, names.service(&wanted.name)?)?;
        let present = row
            .map(|row| services::view(row).canned_texts)
            .unwrap_or_default();
        let input = |text: &CannedText| CannedTextInput {
            id: present
                .iter()
                .find(|other| same(&other.shortcut, &text.shortcut))
                .map(|other| other.id),
            shortcut: text.shortcut.clone(),
            title: text.title.clone(),
            text: text.text.clone(),
        };
        Ok(Some(list.iter().map(input).collect()))
    }

    pub(super) fn make_reason(&mut self, index: usize) -> Result<(), Refusal> {
        let wanted = &self.document.not_ready_reasons[index];
        let input = ReasonInput {
            name: Some(wanted.name.clone()),
            counts_as_break: wanted.counts_as_break,
            ..ReasonInput::default()
        };
        reasons::create(self.tx, self.env, &self.ctx, &self.who, &input).map(drop)
    }

    pub(super) fn set_reason(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.not_ready_reasons[step.index];
        let input = ReasonInput {
            counts_as_break: changed(step, "counts_as_break", wanted.counts_as_break),
            disabled: changed(step, "disabled", wanted.disabled),
            ..ReasonInput::default()
        };
        reasons::change(
            self.tx,
            self.env,
            &self.ctx,
            &self.who,
            names.reason(&wanted.name)?,
            &input,
        )
        .map(drop)
    }

    pub(super) fn make_entry(&mut self, index: usize) -> Result<(), Refusal> {
        let input = EntryInput {
            name: Some(self.document.entries[index].name.clone()),
            ..EntryInput::default()
        };
        entries::create(self.tx, self.env, &self.ctx, &self.who, &input).map(drop)
    }

    pub(super) fn set_entry(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.entries[step.index];
        let service = wanted
            .service
            .as_ref()
            .map(|name| names.service(name))
            .transpose()?;
        let accounts = wanted.accounts.as_ref();
        let accounts = accounts
            .map(|list| list.iter().map(|name| names.account(name)).collect())
            .transpose()?;
        let skills = wanted.required_skills.as_ref();
        let skills = skills.map(|list| levels(list, names)).transpose()?;
        let input = EntryInput {
            service_id: changed(step, "service", service).map(Some),
            account_ids: changed(step, "accounts", accounts),
            priority: changed(step, "priority", wanted.priority),
            required_skills: changed(step, "required_skills", skills),
            greeting_text: changed(step, "greeting_text", wanted.greeting_text.clone()),
            disabled: changed(step, "disabled", wanted.disabled),
            ..EntryInput::default()
        };
        entries::change(
            self.tx,
            self.env,
            &self.ctx,
            &self.who,
            names.entry(&wanted.name)?,
            &input,
        )
        .map(drop)
    }
}
