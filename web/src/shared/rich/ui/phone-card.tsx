import type { AddressRequest, Button, Card, Coupon, Feedback, Grid, NotifyRequest, Receipt, Rich } from '../../api/schema';
import { attachmentUrl } from '../../api/attachment-url';
import { useT } from '../../i18n/t';
import { Icon, type IconName } from '../../ui/icon/icon';
import './phone-card.css';
import { uploadedPicture } from '../model/picture';

/** What the customer tapped. */
export interface Tap {
  title: string;
  payload: string;
}

interface PhoneCardProps {
  rich: Rich;
  /** Lets the customer tap; absent: it is only shown. */
  onTap?: ((tap: Tap) => void) | undefined;
  /** Address of the picture or film of a media message, when it is not a stored file. */
  mediaUrl?: string | undefined;
}

/** A rich message as the customer's phone draws it: in the transcript, the editor's preview and the simulated phone. */
export function PhoneCard({ rich, onTap, mediaUrl }: PhoneCardProps) {
  switch (rich.rich) {
    case 'choices':
      return (
        <div className="rc rc-choices">
          <p className="rc-bubble" dir="auto">
            {rich.text}
          </p>
          <ul className="rc-replies">
            {rich.replies.map((reply, at) => (
              <li key={at} className="rc-reply" dir="auto">
                <ReplyWords kind={reply.kind ?? 'text'} title={reply.title ?? ''} />
              </li>
            ))}
          </ul>
        </div>
      );
    case 'buttons':
      return (
        <div className="rc rc-card">
          <p className="rc-text" dir="auto">
            {rich.text}
          </p>
          <Buttons buttons={rich.buttons} onTap={onTap} />
        </div>
      );
    case 'carousel':
      return <Cards cards={rich.cards} onTap={onTap} />;
    case 'media':
      return (
        <div className="rc rc-card">
          <MediaPicture url={mediaUrl ?? (rich.attachment_id ? attachmentUrl(rich.attachment_id) : '')} video={rich.video ?? false} />
          <Buttons buttons={rich.buttons ?? []} onTap={onTap} />
        </div>
      );
    case 'grid':
      return <GridCard grid={rich} onTap={onTap} />;
    case 'address':
      return <AddressCard request={rich} />;
    case 'receipt':
      return <ReceiptCard receipt={rich} />;
    case 'coupon':
      return <CouponCard coupon={rich} />;
    case 'feedback':
      return <FeedbackCard feedback={rich} />;
    case 'notify':
      return <NotifyCard request={rich} onTap={onTap} />;
  }
}

function ReplyWords({ kind, title }: { kind: 'text' | 'phone' | 'email'; title: string }) {
  const t = useT();
  if (kind === 'text') return title;
  return (
    <>
      <Icon name={kind === 'phone' ? 'phone' : 'mail'} size="xs" />
      {t(kind === 'phone' ? 'richCard.ownPhone' : 'richCard.ownEmail')}
    </>
  );
}

function Cards({ cards, onTap }: { cards: readonly Card[]; onTap: PhoneCardProps['onTap'] }) {
  const t = useT();
  return (
    <ul className="rc rc-row" tabIndex={0} aria-label={t('richCard.cards', { count: cards.length })}>
      {cards.map((card, at) => (
        <li key={at} className="rc-card">
          {card.image_url && <RemotePicture url={card.image_url} />}
          <div className="rc-words">
            <b dir="auto">{card.title}</b>
            {card.subtitle && (
              <span className="rc-sub" dir="auto">
                {card.subtitle}
              </span>
            )}
            {card.link && <Host url={card.link} />}
          </div>
          <Buttons buttons={card.buttons ?? []} onTap={onTap} />
        </li>
      ))}
    </ul>
  );
}

function GridCard({ grid, onTap }: { grid: Grid; onTap: PhoneCardProps['onTap'] }) {
  const t = useT();
  return (
    <div className="rc rc-card">
      <ul className="rc-grid" aria-label={t('richCard.pictures', { count: grid.pictures.length })}>
        {grid.pictures.map((picture, at) => (
          <li key={at} data-large={picture.large || undefined}>
            <RemotePicture url={picture.image_url} />
          </li>
        ))}
      </ul>
      {(grid.title || grid.subtitle) && (
        <div className="rc-words">
          {grid.title && <b dir="auto">{grid.title}</b>}
          {grid.subtitle && (
            <span className="rc-sub" dir="auto">
              {grid.subtitle}
            </span>
          )}
        </div>
      )}
      <Buttons buttons={grid.buttons ?? []} onTap={onTap} />
    </div>
  );
}

function AddressCard({ request }: { request: AddressRequest }) {
  const t = useT();
  return (
    <div className="rc rc-card">
      <div className="rc-words">
        <b>{t('richCard.addAddress')}</b>
        {(request.countries ?? []).length > 0 && <span className="rc-sub">{request.countries?.join(', ')}</span>}
        {request.privacy_url && <Host url={request.privacy_url} />}
      </div>
      <ul className="rc-buttons">
        <li>
          <span className="rc-button">{t('richCard.fillIn')}</span>
        </li>
      </ul>
    </div>
  );
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

function Host({ url }: { url: string }) {
  return (
    <bdi className="rc-sub trunc" dir="ltr">
      {hostOf(url)}
    </bdi>
  );
}

/** Pictures from elsewhere are not loaded here: it would tell their owner who looks. */
function RemotePicture({ url }: { url: string }) {
  const t = useT();
  const uploaded = uploadedPicture(url);
  if (uploaded) return <img className="rc-picture rc-uploaded" src={attachmentUrl(uploaded)} alt={t('richCard.picture')} />;
  return (
    <div className="rc-picture" title={url}>
      <Icon name="image" size="l" />
      <span className="vh">{t('richCard.picture')}</span>
      <Host url={url} />
    </div>
  );
}

function MediaPicture({ url, video }: { url: string; video: boolean }) {
  const t = useT();
  if (!url) {
    return (
      <div className="rc-picture">
        <Icon name={video ? 'video' : 'image'} size="l" />
        <span className="vh">{t(video ? 'richCard.film' : 'richCard.picture')}</span>
      </div>
    );
  }
  return video ? <video className="rc-media" controls src={url} aria-label={t('richCard.film')} /> : <img className="rc-media" src={url} alt={t('richCard.picture')} />;
}

const BUTTON_ICONS: Record<Button['does'], IconName | undefined> = { link: 'external', call: 'phone', postback: undefined };

function Buttons({ buttons, onTap }: { buttons: readonly Button[]; onTap: PhoneCardProps['onTap'] }) {
  if (buttons.length === 0) return null;
  return (
    <ul className="rc-buttons">
      {buttons.map((button, at) => {
        const icon = BUTTON_ICONS[button.does];
        const words = (
          <>
            {icon && <Icon name={icon} size="xs" />}
            <span dir="auto">{button.title}</span>
          </>
        );
        return (
          <li key={at}>
            {button.does === 'postback' && onTap ? (
              <button type="button" className="rc-button" onClick={() => onTap({ title: button.title, payload: button.payload ?? '' })}>
                {words}
              </button>
            ) : (
              <span className="rc-button" title={targetOf(button)}>
                {words}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const targetOf = (button: Button): string | undefined => {
  switch (button.does) {
    case 'link':
      return button.url;
    case 'call':
      return button.number;
    case 'postback':
      return undefined;
  }
};

function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const t = useT();
  const amount = (text: string): string => `${text} ${receipt.currency}`;
  const sums: [string, string | undefined][] = [
    [t('richCard.subtotal'), receipt.subtotal],
    [t('richCard.shipping'), receipt.shipping],
    [t('richCard.tax'), receipt.tax],
  ];
  return (
    <div className="rc rc-card">
      <div className="rc-words">
        <b>{t('richCard.order', { number: receipt.order_number })}</b>
        <span className="rc-sub" dir="auto">
          {receipt.recipient_name} · {receipt.payment_method}
        </span>
      </div>
      <dl className="rc-lines">
        {(receipt.items ?? []).map((item, at) => (
          <div key={at}>
            <dt dir="auto">
              {(item.quantity ?? 1) > 1 && `${item.quantity} × `}
              {item.title}
              {item.subtitle && <span className="rc-sub">{item.subtitle}</span>}
            </dt>
            <dd className="num">{amount(item.price)}</dd>
          </div>
        ))}
        {sums.map(
          ([label, sum]) =>
            sum && (
              <div key={label}>
                <dt className="rc-sub">{label}</dt>
                <dd className="num">{amount(sum)}</dd>
              </div>
            ),
        )}
        <div className="rc-total">
          <dt>{t('richCard.total')}</dt>
          <dd className="num">{amount(receipt.total)}</dd>
        </div>
      </dl>
    </div>
  );
}

function CouponCard({ coupon }: { coupon: Coupon }) {
  const t = useT();
  return (
    <div className="rc rc-card">
      {coupon.image_url && <RemotePicture url={coupon.image_url} />}
      <div className="rc-words">
        <b dir="auto">{coupon.title}</b>
        {coupon.subtitle && (
          <span className="rc-sub" dir="auto">
            {coupon.subtitle}
          </span>
        )}
        {coupon.code && <code className="rc-code">{coupon.code}</code>}
      </div>
      {coupon.url && (
        <ul className="rc-buttons">
          <li>
            <span className="rc-button" title={coupon.url}>
              <Icon name="external" size="xs" />
              {t('richCard.useCoupon')}
            </span>
          </li>
        </ul>
      )}
    </div>
  );
}

function FeedbackCard({ feedback }: { feedback: Feedback }) {
  return (
    <div className="rc rc-card">
      <div className="rc-words">
        <b dir="auto">{feedback.title}</b>
        {feedback.subtitle && (
          <span className="rc-sub" dir="auto">
            {feedback.subtitle}
          </span>
        )}
        <span className="rc-sub" dir="auto">
          {feedback.question}
        </span>
      </div>
      <ul className="rc-buttons">
        <li>
          <span className="rc-button" dir="auto">
            {feedback.button}
          </span>
        </li>
      </ul>
    </div>
  );
}

function NotifyCard({ request, onTap }: { request: NotifyRequest; onTap: PhoneCardProps['onTap'] }) {
  const t = useT();
  const label = t('richCard.getUpdates');
  return (
    <div className="rc rc-card">
      {request.image_url && <RemotePicture url={request.image_url} />}
      <div className="rc-words">
        <b dir="auto">{request.title}</b>
      </div>
      <Buttons buttons={[{ title: label, does: 'postback', payload: request.payload ?? '' }]} onTap={onTap} />
    </div>
  );
}
