import type { ContactView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Banner } from '@/shared/ui/banner/banner';
import { Chip } from '@/shared/ui/badge/badge';

/** The block that holds now. */
export const blockOf = (contact: ContactView, now: number) => (contact.blocked && (contact.blocked.until ?? Infinity) > now ? contact.blocked : undefined);

/** Says in one word that a contact is blocked. */
export function BlockedChip({ contact }: { contact: ContactView }) {
  const t = useT();
  const block = blockOf(contact, useNow());
  return (
    block && (
      <Chip tone="danger" icon="barred" title={block.reason}>
        {t('contacts:blocked')}
      </Chip>
    )
  );
}

/** Says that a contact is blocked, why, by whom, and until when. */
export function BlockedBanner({ contact }: { contact: ContactView }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const block = blockOf(contact, now);
  if (!block) return null;
  const until = block.until ? t('contacts:blockedUntil', { moment: shortMoment(block.until, now, language) }) : t('contacts:blockedForGood');
  return (
    <Banner tone="danger" icon="barred">
      <strong>{until}</strong> <bdi>{block.reason}</bdi>
      <span className="meta contact-block-by" title={fullStamp(block.at, language)}>
        {t('contacts:blockedBy', { name: block.by, moment: shortMoment(block.at, now, language) })}
      </span>
    </Banner>
  );
}
