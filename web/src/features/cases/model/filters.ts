/** Whose cases. */
export const SHELVES = ['mine', 'team', 'all'] as const;

/** Where a case stands, in the order of its life. */
export const STATES = ['new', 'open', 'pending', 'resolved', 'closed'] as const;

/** How much a case matters. */
export const IMPORTANCES = ['low', 'normal', 'high', 'urgent'] as const;

/** What the list of cases shows; it stands in the address. */
export interface CaseFilters {
  shelf?: (typeof SHELVES)[number];
  state?: (typeof STATES)[number];
  q?: string;
}

const among = <T extends string>(words: readonly T[], value: unknown): T | undefined => words.find((word) => word === value);

/** The filters of an address. */
export const caseFilters = (search: Record<string, unknown>): CaseFilters => {
  const [shelf, state] = [among(SHELVES, search.shelf), among(STATES, search.state)];
  return {
    ...(shelf ? { shelf } : {}),
    ...(state ? { state } : {}),
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : typeof search.q === 'number' ? { q: String(search.q) } : {}),
  };
};
