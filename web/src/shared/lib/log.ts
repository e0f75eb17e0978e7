/** Notes a fault for those who look into the browser's console. Never message text, names or addresses. */
export const logFault = (what: string, error: unknown): void => {
  console.error(`parlance: ${what}`, error instanceof Error ? `${error.name}: ${error.message}` : typeof error);
};
