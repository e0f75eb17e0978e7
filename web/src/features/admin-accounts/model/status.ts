import type { AccountStatus, AccountView, TokenState } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/t';
import type { IconName } from '@/shared/ui/icon/icon';

/** How a state looks and what it is called: shape, word, and colour last. */
export interface StateLook {
  icon: IconName;
  /** Class of its colour. */
  tone: 't-ok' | 't-warn' | 't-danger' | 't-info' | 'dim';
  word: TextKey;
}

/** Whether an account works. */
export const STATUS: Record<AccountStatus, StateLook> = {
  off: { icon: 'ring', tone: 'dim', word: 'admin-accounts:status.off' },
  incomplete: { icon: 'pencil', tone: 'dim', word: 'admin-accounts:status.incomplete' },
  not_verified: { icon: 'plug', tone: 't-warn', word: 'admin-accounts:status.notVerified' },
  waiting: { icon: 'clock', tone: 't-info', word: 'admin-accounts:status.waiting' },
  working: { icon: 'ok', tone: 't-ok', word: 'admin-accounts:status.working' },
  failing: { icon: 'alert', tone: 't-danger', word: 'admin-accounts:status.failing' },
  token_dead: { icon: 'alert', tone: 't-danger', word: 'admin-accounts:status.tokenDead' },
};

/** All states in the order in which they ask for attention. */
export const STATUSES: readonly AccountStatus[] = ['token_dead', 'failing', 'not_verified', 'incomplete', 'waiting', 'working', 'off'];

/** What is known of a token. */
export const TOKEN: Record<TokenState, TextKey> = {
  missing: 'admin-accounts:token.missing',
  untested: 'admin-accounts:token.untested',
  valid: 'admin-accounts:token.valid',
  dead: 'admin-accounts:token.dead',
};

/** Whether customers' messages come in without proof of their origin. */
export const acceptsUnsigned = (account: AccountView): boolean => account.settings.accept_unsigned === 'true';
