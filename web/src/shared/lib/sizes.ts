const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people read it: `830 kB`, `1.4 MB`. */
export const fileSize = (bytes: number, language: string): string => {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit < 2 || value >= 10 ? 0 : 1;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${UNITS[unit] ?? 'B'}`;
};
