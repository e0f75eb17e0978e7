/** What the list of contacts shows; it stands in the address. */
export interface ContactFilters {
  q?: string;
  /** Only those who are blocked. */
  blocked?: true;
}

/** The filters that are set. */
export const given = ({ q, blocked }: { q?: string | undefined; blocked?: boolean | undefined }): ContactFilters => ({ ...(q ? { q } : {}), ...(blocked ? { blocked: true } : {}) });

/** The filters of an address. A number that is looked for stays one that is looked for. */
export const contactFilters = (search: Record<string, unknown>): ContactFilters =>
  given({ q: typeof search.q === 'number' ? String(search.q) : typeof search.q === 'string' ? search.q : undefined, blocked: search.blocked === true });
