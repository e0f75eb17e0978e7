import { inWords, type Sentences } from './sentence';
import type { Alert } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';

const WORDS = { found: 'alert.found', resolved: 'alert.resolved', repaired: 'alert.repaired' } as const;

/** An alert in one sentence: whose channel, and what; nothing for a test, which nobody in the app gets. */
export const alertWords = ({ account, problem, occasion }: Alert, sentences: Sentences, t: Translate): string | undefined => {
  if (!account || !problem || occasion === 'test') return undefined;
  return t(WORDS[occasion], { account: account.name, sentence: inWords(sentences, problem).sentence });
};
