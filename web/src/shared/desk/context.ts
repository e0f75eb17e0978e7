import { createContext, useContext } from 'react';
import { useStore } from '../lib/store';
import type { Connection } from '../realtime/socket';
import type { DeskSession } from './session';
import type { DeskState } from './state';

/** The desktop at work, for everything below the desk's page. */
export const DeskContext = createContext<DeskSession | undefined>(undefined);

/** The desktop at work. */
export const useDeskSession = (): DeskSession => {
  const session = useContext(DeskContext);
  if (!session) throw new Error('used outside the desk');
  return session;
};

/** A part of the desk's state; renders anew only when that part changes. */
export const useDesk = <S>(select: (state: DeskState) => S): S => useStore(useDeskSession().state, select);

/** Where the connection stands. */
export const useConnection = (): Connection => useStore(useDeskSession().connection, (connection) => connection);
