import { describe, expect, it } from 'vitest';
import type { ServiceView } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { changedKeys } from '../../admin-common/form/changes';
import { blankService, checkService, draftOf, freshStep, toInputOf } from './draft';

const t: Translate = (key) => key;

const orders: ServiceView = {
  id: 'sv1',
  name: 'Orders',
  team_ids: ['t1'],
  required_skills: [{ skill_id: 's1', level: 50 }],
  steps: [{ after_ms: 30_000, team_ids: [], levels: [{ skill_id: 's1', level: 30 }] }],
  last_agent_wait_ms: 0,
  last_agent_days: 30,
  may_pull: false,
  waiting: { closed: {} },
  target_percent: 80,
  target_wait_ms: 30_000,
  after_call_work_ms: 120_000,
  disposition_required: true,
  reply_warn_ms: 120_000,
  reply_alarm_ms: 300_000,
  dispositions: [
    { id: 'd1', name: 'Answered', folder: 'Solved', kind: 'final' },
    { id: 'd2', name: 'No disposition given', kind: 'system' },
  ],
  canned_texts: [{ id: 'c1', shortcut: 'hi', title: 'Hello', text: 'Hello {first_name}' }],
  disabled: false,
  updated_at: 5,
};

const base = draftOf(orders);

describe('a change of a service', () => {
  it('sends only what was changed, durations in ms', () => {
    const draft = { ...base, target_wait_ms: '45', after_call_work_ms: '1:30' };
    expect(toInputOf(draft, changedKeys(base, draft))).toEqual({ target_wait_ms: 45_000, after_call_work_ms: 90_000 });
  });

  it('is none when a duration is only written otherwise', () => {
    expect(changedKeys(base, { ...base, target_wait_ms: '0:30' })).toEqual([]);
  });

  it('sends all outcomes in order but never those of the system', () => {
    const draft = { ...base, dispositions: [...base.dispositions, { key: 'n', id: undefined, name: ' Refunded ', folder: 'Solved', code: 'R1', kind: 'final' as const }] };
    expect(toInputOf(draft, changedKeys(base, draft)).dispositions).toEqual([
      { id: 'd1', name: 'Answered', folder: 'Solved', code: null, kind: 'final' },
      { id: null, name: 'Refunded', folder: 'Solved', code: 'R1', kind: 'final' },
    ]);
  });

  it('sends all steps with what is enough then', () => {
    const added = { ...freshStep(base.steps), team_ids: ['t2'] };
    expect(added.after).toBe('1:00');
    const draft = { ...base, steps: [...base.steps, added] };
    expect(toInputOf(draft, changedKeys(base, draft))).toEqual({
      steps: [
        { after_ms: 30_000, team_ids: [], levels: [{ skill_id: 's1', level: 30 }] },
        { after_ms: 60_000, team_ids: ['t2'], levels: [] },
      ],
    });
  });

  it('takes the slash off a shortcut', () => {
    const draft = { ...base, canned_texts: [{ key: 'n', id: undefined, shortcut: '/bye', title: 'Bye', text: 'Goodbye' }] };
    expect(toInputOf(draft, changedKeys(base, draft)).canned_texts?.[0]?.shortcut).toBe('bye');
  });
});

describe('faults', () => {
  it('are none in a named new service', () => {
    expect(checkService({ ...blankService, name: 'Orders' }, t)).toEqual({});
  });

  it('stand at a step that changes nothing and at one whose time another has', () => {
    const step = base.steps[0];
    const twice = { key: 'n', after: '30', team_ids: ['t2'], levels: [] };
    const draft = { ...base, steps: [...(step ? [step] : []), twice, freshStep(base.steps)] };
    expect(Object.keys(checkService(draft, t)).sort()).toEqual(['steps[1].after_ms', 'steps[2].after_ms']);
  });

  it('stand at their fields', () => {
    const draft = {
      ...base,
      name: ' ',
      target_percent: '0',
      target_wait_ms: 'soon',
      reply_warn_ms: '5:00',
      reply_alarm_ms: '2:00',
      dispositions: [...base.dispositions, { key: 'n', id: undefined, name: 'answered', folder: '', code: '', kind: 'final' as const }],
      canned_texts: [...base.canned_texts, { key: 'n', id: undefined, shortcut: '/HI', title: '', text: 'x' }],
    };
    expect(Object.keys(checkService(draft, t)).sort()).toEqual([
      'canned_texts[1].shortcut',
      'canned_texts[1].title',
      'dispositions[1].name',
      'name',
      'reply_alarm_ms',
      'target_percent',
      'target_wait_ms',
    ]);
  });
});
