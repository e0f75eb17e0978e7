import { faults } from '@/features/admin-common/form/check-values';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import { durationText, parseDuration } from '@/features/admin-common/parts/duration';
import type { CannedTextInput, RoutingStep, ServiceInput, ServiceView, SkillLevel, WaitingRules } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { newKey } from './new-key';
import { editable, toInput, type Outcome } from './outcomes';

/** A prepared text as it is edited. `key` tells rows apart that have no id yet. */
export interface CannedText {
  key: string;
  id: string | undefined;
  shortcut: string;
  title: string;
  text: string;
}

/** A step as it is edited. `key` tells rows apart; the time is kept as typed. */
export interface Step {
  key: string;
  after: string;
  team_ids: readonly string[];
  levels: readonly SkillLevel[];
}

/** What customers are told, as it is edited: durations as typed. */
export interface Told {
  text: string;
  every_ms: string;
  late_after_ms: string;
  late_text: string;
}

/** The editable values of a service. Durations and numbers are kept as typed. */
export interface ServiceDraft {
  name: string;
  target_percent: string;
  target_wait_ms: string;
  after_call_work_ms: string;
  disposition_required: boolean;
  reply_warn_ms: string;
  reply_alarm_ms: string;
  team_ids: readonly string[];
  required_skills: readonly SkillLevel[];
  steps: readonly Step[];
  last_agent_wait_ms: string;
  last_agent_days: string;
  may_pull: boolean;
  waiting: WaitingRules;
  told: Told;
  dispositions: readonly Outcome[];
  canned_texts: readonly CannedText[];
}

/** The values of a new service: what most contact centers begin with. */
export const blankService: ServiceDraft = {
  name: '',
  target_percent: '80',
  target_wait_ms: '0:30',
  after_call_work_ms: '2:00',
  disposition_required: false,
  reply_warn_ms: '2:00',
  reply_alarm_ms: '5:00',
  team_ids: [],
  required_skills: [],
  steps: [],
  last_agent_wait_ms: '0:00',
  last_agent_days: '30',
  may_pull: false,
  waiting: { calendar_id: null, closed: { then: 'wait' } },
  told: { text: '', every_ms: '0:00', late_after_ms: '0:00', late_text: '' },
  dispositions: [],
  canned_texts: [],
};

/** A step keeps its key while its time is what was applied: a form that is loaded again has the same rows. */
const editableStep = ({ after_ms, team_ids, levels }: RoutingStep): Step => ({ key: String(after_ms), after: durationText(after_ms), team_ids: team_ids ?? [], levels: levels ?? [] });

/** What is absent is written out, so that going back to it is no change. */
const editableRules = ({ calendar_id, closed }: WaitingRules): WaitingRules => ({ calendar_id: calendar_id ?? null, closed: { ...closed, then: closed?.then ?? 'wait' } });

/** A step that is added: empty, a while after the last one. */
export const freshStep = (steps: readonly Step[]): Step => {
  const last = Math.max(0, ...steps.map(({ after }) => parseDuration(after) ?? 0));
  return { key: newKey(), after: durationText(last + 30 * SECOND), team_ids: [], levels: [] };
};

/** The values of a service as they are applied. */
export const draftOf = (service: ServiceView): ServiceDraft => ({
  name: service.name,
  target_percent: String(service.target_percent),
  target_wait_ms: durationText(service.target_wait_ms),
  after_call_work_ms: durationText(service.after_call_work_ms),
  disposition_required: service.disposition_required,
  reply_warn_ms: durationText(service.reply_warn_ms),
  reply_alarm_ms: durationText(service.reply_alarm_ms),
  team_ids: service.team_ids,
  required_skills: service.required_skills,
  steps: service.steps.map(editableStep),
  last_agent_wait_ms: durationText(service.last_agent_wait_ms),
  last_agent_days: String(service.last_agent_days),
  may_pull: service.may_pull,
  waiting: editableRules(service.waiting),
  told: {
    text: service.waiting.told?.text ?? '',
    every_ms: durationText(service.waiting.told?.every_ms ?? 0),
    late_after_ms: durationText(service.waiting.told?.late_after_ms ?? 0),
    late_text: service.waiting.told?.late_text ?? '',
  },
  dispositions: editable(service.dispositions),
  canned_texts: service.canned_texts.map(({ id, shortcut, title, text }) => ({ key: id, id, shortcut, title, text })),
});

const cannedInput = ({ id, shortcut, title, text }: CannedText): CannedTextInput => ({
  id: id ?? null,
  shortcut: shortcut.trim().replace(/^\//, ''),
  title: title.trim(),
  text: text.trim(),
});

/** Hours and rules are sent as one. */
const rulesOf = ({ waiting, told }: ServiceDraft): WaitingRules => ({
  ...waiting,
  told: { text: told.text.trim(), every_ms: parseDuration(told.every_ms) ?? 0, late_after_ms: parseDuration(told.late_after_ms) ?? 0, late_text: told.late_text.trim() },
});

/** What is sent: only what was changed; for a new service everything. */
export const toInputOf = (draft: ServiceDraft, keys: readonly (keyof ServiceDraft)[]): ServiceInput => {
  const all: { [K in Exclude<keyof ServiceDraft, 'told'>]: ServiceInput[K] } = {
    name: draft.name.trim(),
    target_percent: Number(draft.target_percent),
    target_wait_ms: parseDuration(draft.target_wait_ms) ?? null,
    after_call_work_ms: parseDuration(draft.after_call_work_ms) ?? null,
    disposition_required: draft.disposition_required,
    reply_warn_ms: parseDuration(draft.reply_warn_ms) ?? null,
    reply_alarm_ms: parseDuration(draft.reply_alarm_ms) ?? null,
    team_ids: [...draft.team_ids],
    required_skills: [...draft.required_skills],
    steps: draft.steps.map(({ after, team_ids, levels }) => ({ after_ms: parseDuration(after) ?? 0, team_ids: [...team_ids], levels: [...levels] })),
    last_agent_wait_ms: parseDuration(draft.last_agent_wait_ms) ?? null,
    last_agent_days: Number(draft.last_agent_days),
    may_pull: draft.may_pull,
    waiting: rulesOf(draft),
    dispositions: toInput(draft.dispositions),
    canned_texts: draft.canned_texts.map(cannedInput),
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.some((each) => each === key || (each === 'told' && key === 'waiting'))));
};

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** Faults that need no server to be seen. */
export const checkService = (draft: ServiceDraft, t: Translate): FieldErrors => {
  const check = faults(t);
  check.text('name', draft.name, 80);
  check.number('target_percent', draft.target_percent, 1, 100);
  check.duration('target_wait_ms', draft.target_wait_ms, SECOND, DAY);
  check.duration('after_call_work_ms', draft.after_call_work_ms, 0, HOUR);
  check.duration('reply_warn_ms', draft.reply_warn_ms, SECOND, DAY);
  check.duration('reply_alarm_ms', draft.reply_alarm_ms, SECOND, DAY);
  if ((parseDuration(draft.reply_alarm_ms) ?? DAY) < (parseDuration(draft.reply_warn_ms) ?? 0)) check.add('reply_alarm_ms', t('admin-flow:fault.alarmFirst'));
  draft.required_skills.forEach((skill, at) => {
    if (skill.level === 0) check.add(`required_skills[${at}].level`, t('admin-people:fault.level'));
  });
  checkSteps(draft.steps, check, t);
  check.duration('last_agent_wait_ms', draft.last_agent_wait_ms, 0, 600 * SECOND);
  const { closed } = draft.waiting;
  if (closed?.then === 'tell') check.text('waiting.closed.text', closed.text ?? '', 1000);
  if (closed?.then === 'send' && !closed.service_id) check.add('waiting.closed.service_id', t('admin-hours:choose'));
  check.duration('told.every_ms', draft.told.every_ms, 0, HOUR);
  check.duration('told.late_after_ms', draft.told.late_after_ms, 0, DAY);
  if ((parseDuration(draft.told.late_after_ms) ?? 0) > 0) check.text('told.late_text', draft.told.late_text, 1000);
  check.number('last_agent_days', draft.last_agent_days, 1, 365);
  checkOutcomes(draft.dispositions, check, t);
  checkCanned(draft.canned_texts, check, t);
  return check.found;
};

type Check = ReturnType<typeof faults>;

/** Places of texts that stand more than once, without case. */
const repeated = (texts: readonly string[]): number[] => {
  const plain = texts.map((text) => text.trim().toLocaleLowerCase());
  return plain.flatMap((text, at) => (text !== '' && plain.indexOf(text) < at ? [at] : []));
};

const checkSteps = (steps: readonly Step[], check: Check, t: Translate): void => {
  const times = steps.map(({ after }) => parseDuration(after));
  steps.forEach((step, at) => {
    const field = `steps[${at}].after_ms`;
    check.duration(field, step.after, SECOND, DAY);
    if (times.indexOf(times[at]) < at) check.add(field, t('admin-routing:fault.sameTime'));
    if (step.team_ids.length + step.levels.length === 0) check.add(field, t('admin-routing:fault.empty'));
  });
};

const checkOutcomes = (outcomes: readonly Outcome[], check: Check, t: Translate): void => {
  outcomes.forEach(({ name, folder, code }, at) => {
    check.text(`dispositions[${at}].name`, name, 80);
    check.optional(`dispositions[${at}].folder`, folder, 80);
    check.optional(`dispositions[${at}].code`, code, 40);
  });
  for (const at of repeated(outcomes.map(({ name }) => name))) check.add(`dispositions[${at}].name`, t('admin-flow:fault.sameName'));
};

const checkCanned = (texts: readonly CannedText[], check: Check, t: Translate): void => {
  texts.forEach(({ shortcut, title, text }, at) => {
    const bare = shortcut.trim().replace(/^\//, '');
    check.text(`canned_texts[${at}].shortcut`, bare, 32);
    if (!/^[\p{L}\p{N}_-]*$/u.test(bare)) check.add(`canned_texts[${at}].shortcut`, t('admin-flow:fault.shortcut'));
    check.text(`canned_texts[${at}].title`, title, 80);
    check.text(`canned_texts[${at}].text`, text, 4000);
  });
  for (const at of repeated(texts.map(({ shortcut }) => shortcut.replace(/^\//, '')))) check.add(`canned_texts[${at}].shortcut`, t('admin-flow:fault.sameShortcut'));
};
