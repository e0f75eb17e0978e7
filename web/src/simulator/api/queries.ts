import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { Chat, Crowd, Fault, LogLine, Overview, Post, Templates } from './types';

/** Keys of the cache; the event stream renews by them. */
export const keys = {
  overview: ['overview'],
  chat: (psid: string) => ['chat', psid],
  log: (psid: string | undefined) => ['log', psid ?? 'all'],
  posts: (pageId: string) => ['posts', pageId],
  templates: (pageId: string) => ['overview', 'templates', pageId],
  faults: ['faults'],
  crowds: ['crowds'],
} as const;

/** Lines of the log that are kept on a page. */
export const LOG_LINES = 200;

export const useOverview = () => useQuery({ queryKey: keys.overview, queryFn: () => api.get<Overview>('/overview') });

export const useChat = (psid: string | undefined) =>
  useQuery({
    queryKey: keys.chat(psid ?? ''),
    queryFn: () => api.get<Chat>(`/chats/${psid ?? ''}`),
    enabled: psid !== undefined,
    placeholderData: (before) => (before?.psid === psid ? before : undefined),
  });

/** The log of one thread, or of everything; newest first. */
export const useLog = (psid: string | undefined, enabled = true) =>
  useQuery({
    queryKey: keys.log(psid),
    queryFn: () => api.get<LogLine[]>(`/log?limit=${LOG_LINES}${psid ? `&psid=${psid}` : ''}`),
    enabled,
  });

/** The posts of a page, newest first. */
export const usePosts = (pageId: string) => useQuery({ queryKey: keys.posts(pageId), queryFn: () => api.get<Post[]>(`/pages/${pageId}/posts`) });

/** The utility templates of a page, newest first. They are renewed with the set-up. */
export const useTemplates = (pageId: string) => useQuery({ queryKey: keys.templates(pageId), queryFn: () => api.get<Templates>(`/pages/${pageId}/templates`) });

export const useFaults = () => useQuery({ queryKey: keys.faults, queryFn: () => api.get<Fault[]>('/faults') });

export const useCrowds = () => useQuery({ queryKey: keys.crowds, queryFn: () => api.get<Crowd[]>('/crowds') });
