import type { InteractionState } from '@/shared/api/schema';
import { DAY, fromIsoDay, isoDay } from '@/shared/lib/times';

/** What records are searched by, as it stands in the address. Days are local calendar days, `2026-11-22`. */
export interface RecordFilters {
  q?: string;
  contact?: string;
  agent?: string;
  service?: string;
  state?: InteractionState;
  /** An integration account's id. */
  account?: string;
  /** Only those with an answer that waits or could not be sent. */
  unsent?: boolean;
  from?: string;
  to?: string;
}

const STATES: Record<InteractionState, true> = { queued: true, offered: true, active: true, after_call_work: true, closed: true };

/** The states a record can be in, in the order of its life. */
export const RECORD_STATES: readonly InteractionState[] = ['queued', 'offered', 'active', 'after_call_work', 'closed'];

const isState = (value: unknown): value is InteractionState => typeof value === 'string' && value in STATES;

const text = (value: unknown): string | undefined => {
  const trimmed = typeof value === 'string' ? value.trim().slice(0, 200) : typeof value === 'number' ? String(value) : '';
  return trimmed === '' ? undefined : trimmed;
};

const day = (value: unknown): string | undefined => (typeof value === 'string' && fromIsoDay(value) !== undefined ? value : undefined);

/** Reads filters from an address; what makes no sense there is left out. */
export const recordFilters = (search: Record<string, unknown>): RecordFilters => {
  const found = {
    q: text(search.q),
    contact: text(search.contact),
    agent: text(search.agent),
    service: text(search.service),
    state: isState(search.state) ? search.state : undefined,
    account: text(search.account),
    unsent: search.unsent === true ? true : undefined,
    from: day(search.from),
    to: day(search.to),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
};

/** The same as query parameters of the API; `to` is inclusive here and exclusive there. */
export const toQuery = (filters: RecordFilters) => {
  const from = filters.from ? fromIsoDay(filters.from) : undefined;
  const to = filters.to ? fromIsoDay(filters.to) : undefined;
  return {
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.contact ? { contact: filters.contact } : {}),
    ...(filters.agent ? { agent_id: filters.agent } : {}),
    ...(filters.service ? { service_id: filters.service } : {}),
    ...(filters.state ? { state: filters.state } : {}),
    ...(filters.account ? { account_id: filters.account } : {}),
    ...(filters.unsent ? { unsent: true } : {}),
    ...(from === undefined ? {} : { from }),
    // A day may have 23 or 25 hours: the next midnight is looked up, not added.
    ...(to === undefined ? {} : { to: fromIsoDay(isoDay(to + 1.5 * DAY)) ?? to + DAY }),
  };
};

/** How many filters are set. */
export const filterCount = (filters: RecordFilters): number => Object.keys(filters).length;
