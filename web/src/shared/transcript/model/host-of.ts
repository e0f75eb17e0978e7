/** The host of an address that a browser opens as a page; undefined for every other. */
export const hostOf = (url: string): string | undefined => {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? host : undefined;
  } catch {
    return undefined;
  }
};
