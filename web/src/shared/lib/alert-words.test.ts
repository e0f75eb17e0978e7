import { describe, expect, it } from 'vitest';
import type { Alert } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { alertWords } from './alert-words';

const t: Translate = (key, values) => `${key} ${JSON.stringify(values)}`;

const alert: Alert = {
  id: 'prb_1.found',
  occasion: 'found',
  at: 0,
  account: { id: 'acc_1', name: 'Alder & Pine', channel: 'pigeon' },
  problem: { id: 'prb_1', kind: 'silent', severity: 'stopped', sentence: 'Silent.', fix: 'check_again', repaired: false, since: 0, wording: { id: 'health.silent', values: {} } },
  url: '/admin',
};

describe('alertWords', () => {
  it('says whose channel and what, in the language of whoever reads', () => {
    expect(alertWords(alert, {}, t)).toBe('alert.found {"account":"Alder & Pine","sentence":"Silent."}');
    expect(alertWords(alert, { 'health.silent': 'Still.' }, t)).toContain('"Still."');
    expect(alertWords({ ...alert, occasion: 'repaired' }, {}, t)).toContain('alert.repaired');
  });

  it('says nothing about a test', () => {
    expect(alertWords({ id: 'alt_1', occasion: 'test', at: 0, url: '/' }, {}, t)).toBeUndefined();
  });
});
