import type { NotificationRules, PermissionView } from '@/shared/api/schema';

/** Whether a permission to notify can be used now, and else why not. */
export type Turn = { is: 'free' } | { is: 'stopped' } | { is: 'ended'; at: number } | { is: 'later'; at: number };

const everyMs = (rules: NotificationRules, frequency: string | null | undefined): number => {
  const known = Object.entries(rules.every).find(([word]) => word.toLowerCase() === frequency?.toLowerCase());
  return known?.[1] ?? rules.otherwise_ms;
};

/** The server decides; this says what it will. */
export const turnOf = (permission: PermissionView, rules: NotificationRules, now: number): Turn => {
  if (typeof permission.stopped_at === 'number') return { is: 'stopped' };
  const ends = permission.expires_at;
  if (typeof ends === 'number' && ends - rules.margin_ms <= now) return { is: 'ended', at: ends };
  if (typeof permission.used_at !== 'number') return { is: 'free' };
  const next = permission.used_at + everyMs(rules, permission.frequency) + rules.margin_ms;
  return next > now ? { is: 'later', at: next } : { is: 'free' };
};
