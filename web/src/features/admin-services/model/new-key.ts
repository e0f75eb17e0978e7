let made = 0;

/** A key for a row that has no id yet; unique on this page. */
export const newKey = (): string => {
  made += 1;
  return `new-${made}`;
};
