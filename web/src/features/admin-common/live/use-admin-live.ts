import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sentencesQuery } from '@/shared/api/sentences';
import { alertWords } from '@/shared/lib/alert-words';
import { announceSignedOut, api, take } from '@/shared/api/client';
import { useLanguage, useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { alignClock } from '@/shared/lib/use-now';
import { EventSocket } from '@/shared/realtime/socket';
import { toast } from '@/shared/ui/toast/toasts';
import type { Frame } from '@/shared/realtime/frames';
import { gather } from './gather';
import { outdatedBy } from './news';

/** However fast news comes, a list is loaded anew at most this often. */
const RENEW_EVERY_MS = 2000;

const getTicket = async (): Promise<string> => (await take(api.POST('/api/v1/events/ticket'))).ticket;

const openSocket = (ticket: string): WebSocket => {
  const url = new URL('/api/v1/events', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  // A screen that watches is no desktop: nobody becomes reachable for chats by configuring.
  url.search = new URLSearchParams({ ticket, watch: 'true' }).toString();
  return new WebSocket(url);
};

/** Keeps what the Administrator shows in step with the server: what changes anywhere is loaded anew. */
export const useAdminLive = (): void => {
  const queries = useQueryClient();
  const t = useT();
  const { data: sentences } = useQuery(sentencesQuery(useLanguage().slice(0, 2)));
  const latest = useLatest({ t, sentences });
  useEffect(() => {
    const renewal = gather((keys) => {
      for (const key of keys) void queries.invalidateQueries({ queryKey: JSON.parse(key) as string[] });
    }, RENEW_EVERY_MS);
    let greeted = false;
    const hear = (frame: Frame) => {
      if (frame.kind === 'hello' || frame.kind === 'ping') alignClock(frame.server_time);
      if (frame.kind === 'signed_out') announceSignedOut();
      if (frame.kind === 'health.alert') {
        const text = alertWords(frame.data, latest.current.sentences ?? {}, latest.current.t);
        if (text !== undefined) toast(text, { icon: frame.data.occasion === 'found' ? 'alert' : 'tick' });
      }
      // What happened while the connection was away is not told again: everything on the screen is loaded anew.
      if (frame.kind === 'reset' || (frame.kind === 'hello' && greeted)) renewal.ask(JSON.stringify(['admin']));
      if (frame.kind === 'hello') greeted = true;
      for (const key of outdatedBy(frame)) renewal.ask(JSON.stringify(key));
    };
    const socket = new EventSocket({ ticket: getTicket, open: openSocket, onFrame: hear, onConnection: () => undefined });
    socket.start();
    return () => {
      socket.stop();
      renewal.stop();
    };
  }, [queries, latest]);
};
