import { smallUrl } from '@/shared/api/attachment-url';
import type { ArrivalView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { cameFrom } from '@/shared/transcript/ui/system-line';
import { Icon } from '@/shared/ui/icon/icon';

/** How the customer came: advertisements with picture and campaign, links, plugins; the newest first. */
export function Origins({ arrivals }: { arrivals: readonly ArrivalView[] }) {
  const t = useT();
  if (arrivals.length === 0) return null;
  return (
    <section className="sec" aria-label={t('desk:customer.cameFrom')}>
      <h3 className="sec-head">
        <Icon name="megaphone" size="s" />
        {t('desk:customer.cameFrom')}
      </h3>
      <ul className="origins">
        {arrivals.map((arrival) => (
          <Origin key={arrival.id} arrival={arrival} />
        ))}
      </ul>
    </section>
  );
}

function Origin({ arrival }: { arrival: ArrivalView }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const source = cameFrom(arrival.source, undefined, t);
  const facts = [
    arrival.campaign && `${t('desk:customer.campaign')}: ${arrival.campaign}`,
    arrival.ad_id && `${t('desk:customer.adNumber')}: ${arrival.ad_id}`,
    arrival.product_id && `${t('desk:customer.product')}: ${arrival.product_id}`,
    arrival.site && `${t('desk:customer.site')}: ${arrival.site}`,
  ].filter((fact) => typeof fact === 'string');
  return (
    <li className="origin">
      {arrival.picture_id && <img className="origin-picture" src={smallUrl(arrival.picture_id)} alt={t('desk:customer.adPicture')} loading="lazy" />}
      <div>
        <p className="m" dir="auto">
          {arrival.title ?? source}
        </p>
        <p className="meta" title={fullStamp(arrival.at, language)}>
          {arrival.title && `${source} · `}
          {t('desk:customer.arrivedAt', { moment: shortMoment(arrival.at, now, language) })}
        </p>
        {facts.map((fact) => (
          <p key={fact} className="meta origin-fact" dir="auto">
            {fact}
          </p>
        ))}
      </div>
    </li>
  );
}
