/** How texts of articles are seen, in the order of their lives. */
export const STATES = ['draft', 'published', 'retired'] as const;
