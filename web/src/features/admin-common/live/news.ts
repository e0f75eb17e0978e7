import { isEvent, type Frame } from '@/shared/realtime/frames';

/** Which of the Administrator's answers are out of date after a frame: beginnings of query keys. */
export const outdatedBy = (frame: Frame): readonly (readonly string[])[] => {
  if (!isEvent(frame)) return [];
  if (frame.kind === 'account.changed') return [['admin', 'accounts'], ['admin', 'account', frame.data.account_id]];
  if (frame.kind === 'health.alert') return [['admin', 'accounts'], ...(frame.data.account ? [['admin', 'account', frame.data.account.id]] : [])];
  if (frame.kind !== 'config.changed') return [];
  return KEYS[frame.data.what] ?? [['admin']];
};

const KEYS: Record<string, readonly (readonly string[])[] | undefined> = {
  users: [['admin', 'users'], ['admin', 'user'], ['admin', 'teams'], ['admin', 'skills']],
  teams: [['admin', 'teams'], ['admin', 'users']],
  skills: [['admin', 'skills'], ['admin', 'users'], ['admin', 'user']],
  services: [['admin', 'services'], ['admin', 'calendars'], ['admin', 'service'], ['admin', 'skills']],
  entries: [['admin', 'entries'], ['admin', 'entry'], ['admin', 'accounts'], ['admin', 'account']],
  accounts: [['admin', 'accounts'], ['admin', 'account'], ['admin', 'entries']],
  calendars: [['admin', 'calendars']],
  reasons: [['admin', 'reasons']],
  approved_templates: [['admin', 'approved-templates']],
  message_templates: [['message-templates']],
  settings: [['admin', 'settings']],
  articles: [['articles']],
  alert_targets: [['admin', 'alert-targets']],
};
