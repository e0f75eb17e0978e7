const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before try number `attempt` (0 = the first after a loss): doubles up to 15 s, and a random half of
 * it is left out, so that many desktops do not come back in the same moment.
 */
export const backoffMs = (attempt: number, random: () => number): number => {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random());
};
