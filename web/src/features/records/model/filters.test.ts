import { describe, expect, it } from 'vitest';
import { recordFilters, toQuery } from './filters';

describe('filters in an address', () => {
  it('are read with what makes no sense left out', () => {
    expect(recordFilters({ q: ' pole ', state: 'closed', from: '2026-11-01', to: 'yesterday', agent: '', page: 3 })).toEqual({
      q: 'pole',
      state: 'closed',
      from: '2026-11-01',
    });
    expect(recordFilters({ q: 4711, state: 'gone' })).toEqual({ q: '4711' });
  });

  it('become query parameters with whole local days', () => {
    const query = toQuery({ q: 'pole', service: 'svc_1', from: '2026-11-22', to: '2026-11-22' });
    expect(query).toEqual({
      q: 'pole',
      service_id: 'svc_1',
      from: new Date(2026, 10, 22).getTime(),
      to: new Date(2026, 10, 23).getTime(),
    });
  });
});
