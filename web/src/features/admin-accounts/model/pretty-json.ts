/** JSON with its lines and indents; a text that is none (or was cut) stays as it came. */
export const prettyJson = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
