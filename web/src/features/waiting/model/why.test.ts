import { describe, expect, it } from 'vitest';
import type { Translate } from '@/shared/i18n/t';
import { why } from './why';

const t: Translate = (key, values) => `${key}${values ? JSON.stringify(values) : ''}`;
const NOW = 1_000_000;

describe('why a chat waits', () => {
  it('is said with its numbers', () => {
    const waits = { reason: { code: 'all_full' as const, agents: 6, held: 24, room: 24 }, sentence: '' };
    expect(why({ waits }, NOW, 'en', t)).toBe('waiting:why.allFull{"count":6,"held":24,"room":24}');
  });

  it('tells when less will be enough, and that it is now', () => {
    const reason = { code: 'skill_missing' as const, skills: [{ skill: 'Spanish', level: 80 }] };
    const said = (next_step_at: number) => why({ waits: { reason, next_step_at, sentence: '' } }, NOW, 'en', t);
    expect(said(NOW + 12_000)).toContain('waiting:why.nextStep{"time":"0:12"}');
    expect(said(NOW - 1)).toContain('waiting:why.stepNow');
  });

  it('names the agent for whom it is kept', () => {
    const waits = { reason: { code: 'last_agent' as const, until: NOW + 5000 }, sentence: '' };
    expect(why({ waits, kept_for: 'Ana Torres' }, NOW, 'en', t)).toBe('waiting:why.lastAgent{"name":"Ana Torres","time":"0:05"}');
  });
});
