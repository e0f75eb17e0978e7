import { useCallback, useMemo, useRef, useState } from 'react';
import type { MessageView, RecordDetail } from '@/shared/api/schema';
import { getEarlier } from '@/shared/desk/api';
import { logFault } from '@/shared/lib/log';

/** Messages that are loaded at once while one scrolls, and while one far above is looked for. */
const PAGE = 200;
const FAR_PAGE = 1_000;

interface Pages {
  messages: readonly MessageView[];
  cursor: string | undefined;
}

/** The transcript of a record: its newest messages came with it, earlier ones are loaded when they are wanted. */
export const useRecordMessages = (record: RecordDetail) => {
  const { id } = record.interaction;
  const [earlier, setEarlier] = useState<Pages>({ messages: [], cursor: record.earlier_cursor ?? undefined });
  const pages = useRef(earlier);
  const load = useCallback(
    async (limit: number): Promise<boolean> => {
      const { cursor, messages } = pages.current;
      if (!cursor) return false;
      const page = await getEarlier(id, cursor, limit, 'interaction');
      pages.current = { messages: [...page.items, ...messages], cursor: page.next_cursor ?? undefined };
      setEarlier(pages.current);
      return true;
    },
    [id],
  );
  const loadPage = useCallback(() => load(PAGE), [load]);
  const loadUntil = useCallback(
    async (message: string) => {
      try {
        while (!pages.current.messages.some((each) => each.id === message) && (await load(FAR_PAGE)));
      } catch (error) {
        logFault('earlier messages not loaded', error);
      }
    },
    [load],
  );
  const messages = useMemo(() => [...earlier.messages, ...record.messages], [earlier.messages, record.messages]);
  return { messages, hasEarlier: earlier.cursor !== undefined, loadPage, loadUntil };
};
