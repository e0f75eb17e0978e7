import type { OwnerView } from '../api/schema';
import type { Translate } from '../i18n/t';

/** Who holds a conversation at the platform instead of us, in words. */
export const ownerName = (owner: OwnerView, t: Translate): string => (owner.kind === 'inbox' ? t('reply:owner.inbox') : (owner.name ?? t('reply:owner.app')));
