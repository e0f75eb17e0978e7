import type { PermissionView } from '@/shared/api/schema';
import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { fullStamp, shortDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';

const FREQUENCIES = ['daily', 'weekly', 'monthly'] as const;

const often = (frequency: string | null | undefined, t: Translate): string | undefined => {
  const known = FREQUENCIES.find((each) => each === frequency?.toLowerCase());
  return known ? t(`desk:customer.frequency.${known}`) : (frequency ?? undefined);
};

/** What the customer may be notified about, and what they have stopped. */
export function Permissions({ permissions }: { permissions: readonly PermissionView[] }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  if (permissions.length === 0) return null;
  const until = ({ stopped_at, expires_at, given_at }: PermissionView): string =>
    typeof stopped_at === 'number'
      ? t('desk:customer.notifiedStopped', { day: shortDay(stopped_at, language) })
      : typeof expires_at === 'number'
        ? t('desk:customer.notifiedUntil', { day: shortDay(expires_at, language) })
        : t('desk:customer.notifiedSince', { day: shortDay(given_at, language) });
  return (
    <section className="sec" aria-label={t('desk:customer.notified')}>
      <h3 className="sec-head">
        <Icon name="bell" size="s" />
        {t('desk:customer.notified')}
      </h3>
      <ul className="origins">
        {permissions.map((each) => {
          const over = typeof each.stopped_at === 'number' || (typeof each.expires_at === 'number' && each.expires_at <= now);
          return (
            <li key={each.id} className={over ? 'dim' : undefined}>
              <span className="m" dir="auto">
                {each.topic}
              </span>{' '}
              <span className="meta" title={fullStamp(each.given_at, language)}>
                {[often(each.frequency, t), until(each)].filter(Boolean).join(' · ')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
