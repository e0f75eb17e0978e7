import type { CheckFix } from '@/shared/api/schema';

/** What a click on a fix does: asks the platform, goes to a field, or to the webhook's values. */
export type FixTarget = { kind: 'subscribe' } | { kind: 'field'; key: string } | { kind: 'webhook' };

/** Where a fix leads. */
export const fixTarget = (fix: CheckFix): FixTarget => {
  switch (fix) {
    case 'subscribe':
      return { kind: 'subscribe' };
    case 'enter_token':
      return { kind: 'field', key: 'token' };
    case 'enter_app_secret':
      return { kind: 'field', key: 'app_secret' };
    case 'correct_page_id':
      return { kind: 'field', key: 'page_id' };
    case 'correct_username':
      return { kind: 'field', key: 'page_username' };
    case 'set_up_webhook':
      return { kind: 'webhook' };
  }
};
