import { createContext, use } from 'react';

/** Brings a message of this transcript into sight, also one that is not drawn or not loaded. */
export const GoTo = createContext<(messageId: string) => void>(() => undefined);

/** Goes to a message of the transcript around. */
export const useGoTo = (): ((messageId: string) => void) => use(GoTo);
