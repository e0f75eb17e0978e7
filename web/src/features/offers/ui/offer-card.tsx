import { useId } from 'react';
import type { OfferView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { remainingTime, runningTime } from '@/shared/lib/times';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import './offer.css';

/** What an offer shows and does. */
export interface OfferProps {
  offer: OfferView;
  channelIcon: IconName;
  /** The server's clock. */
  now: number;
  /** How many more offers stand behind this one. */
  behind: number;
  acceptKeys: string | undefined;
  rejectKeys: string | undefined;
  /** Accepting or rejecting is under way. */
  busy: boolean;
  onAccept: () => void;
  onReject: () => void;
}

/** Never more than the whole time, whatever the clocks say. */
const leftOf = (offer: OfferView, now: number): number => Math.min(offer.expires_at - now, offer.expires_at - offer.offered_at);

/** At the top of the list: who, service, first words, why you, and the time left as figure and bar. Never takes focus. */
export function OfferCard(props: OfferProps) {
  const { offer, channelIcon, now, behind, busy } = props;
  const t = useT();
  const id = useId();
  const { interaction } = offer;
  return (
    <section className="offer appear" aria-labelledby={`${id}-t`} aria-describedby={`${id}-d`}>
      <div className="offer-top">
        <Icon name="bell" size="s" />
        <h2 id={`${id}-t`}>{t('desk:offer.title')}</h2>
        {behind > 0 && <span className="offer-behind">{t('desk:offer.behind', { count: behind })}</span>}
        <span className="offer-left">
          <span className="vh">{t('desk:offer.within')} </span>
          {remainingTime(leftOf(offer, now))}
        </span>
      </div>
      <div className="offer-who">
        <Avatar name={interaction.contact_name} channel={channelIcon} />
        <div className="offer-words">
          <b className="trunc">
            <bdi>{interaction.contact_name}</bdi>
          </b>
          <span className="meta">{t('desk:offer.waited', { service: interaction.service, time: runningTime(now - interaction.queued_at) })}</span>
        </div>
      </div>
      {offer.first_words && (
        <p className="offer-said" id={`${id}-d`} dir="auto">
          “{offer.first_words}”
        </p>
      )}
      <p className="offer-why">{t('desk:offer.why', { reason: offer.reason.sentence })}</p>
      <div className="offer-acts">
        <Button variant="primary" shortcut={props.acceptKeys} busy={busy} onClick={props.onAccept}>
          {t('desk:offer.accept')}
        </Button>
        <Button shortcut={props.rejectKeys} aria-disabled={busy} onClick={busy ? undefined : props.onReject}>
          {t('desk:offer.reject')}
        </Button>
      </div>
      <Countdown offer={offer} now={now} />
    </section>
  );
}

/** The bar runs from second to second by transform alone. */
function Countdown({ offer, now }: { offer: OfferView; now: number }) {
  const whole = Math.max(1, offer.expires_at - offer.offered_at);
  const left = Math.min(1, Math.max(0, (offer.expires_at - now) / whole));
  return (
    <div className="offer-bar" aria-hidden="true">
      <i style={{ transform: `scaleX(${left})` }} />
    </div>
  );
}

/** The same in one line, above an open conversation on a narrow screen. */
export function OfferStrip({ offer, now, busy, onAccept, onReject }: OfferProps) {
  const t = useT();
  return (
    <section className="offer-strip appear" aria-label={t('desk:offer.title')}>
      <Icon name="bell" className="t-acc" />
      <p className="trunc">
        <b>
          <bdi>{offer.interaction.contact_name}</bdi>
        </b> <span className="num mut">{remainingTime(leftOf(offer, now))}</span>
      </p>
      <Button aria-disabled={busy} onClick={busy ? undefined : onReject}>
        {t('desk:offer.reject')}
      </Button>
      <Button variant="primary" busy={busy} onClick={onAccept}>
        {t('desk:offer.accept')}
      </Button>
    </section>
  );
}
