/** Small remembered choices of this browser. A full or forbidden storage is no reason to fail. */
export const remember = (key: string, value: string): void => {
  try {
    localStorage.setItem(`parlance.${key}`, value);
  } catch {
    // Private windows may refuse; the choice then holds for this page only.
  }
};

/** A remembered choice. */
export const recall = (key: string): string | null => {
  try {
    return localStorage.getItem(`parlance.${key}`);
  } catch {
    return null;
  }
};

/** Forgets a remembered choice. */
export const forget = (key: string): void => {
  try {
    localStorage.removeItem(`parlance.${key}`);
  } catch {
    // Nothing was remembered then.
  }
};
