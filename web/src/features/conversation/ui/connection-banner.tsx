import { Rich, useLanguage, useT } from '@/shared/i18n/t';
import { timeOfDay } from '@/shared/lib/times';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';

/** No connection: what that means for what is written, and one button. */
export function ConnectionBanner({ since, onTry }: { since: number; onTry: () => void }) {
  const t = useT();
  const language = useLanguage();
  return (
    <Banner
      tone="warn"
      icon="plug"
      role="alert"
      action={
        <Button size="s" onClick={onTry}>
          {t('desk:connection.tryNow')}
        </Button>
      }
    >
      <Rich text={t('desk:connection.banner', { time: timeOfDay(since, language) })} />
    </Banner>
  );
}
