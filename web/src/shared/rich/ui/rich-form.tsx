import type { ReactNode } from 'react';
import type { Rich, RichLimits } from '../../api/schema';
import { useT } from '../../i18n/t';
import { AddressFields } from './form/address-fields';
import { ButtonsFields } from './form/buttons-fields';
import { CardsFields } from './form/cards-fields';
import { CouponFields } from './form/coupon-fields';
import { FeedbackFields } from './form/feedback-fields';
import { GridFields } from './form/grid-fields';
import { LimitedArea } from './form/limited';
import { NotifyFields } from './form/notify-fields';
import { ReceiptFields } from './form/receipt-fields';
import { RepliesFields } from './form/replies-fields';
import type { Say } from './problem-words';
import './rich-form.css';

interface RichFormProps {
  rich: Rich;
  limits: RichLimits;
  say: Say;
  onChange: (rich: Rich) => void;
  /** Chooses the file of a media message. */
  file?: ReactNode;
}

/** The fields of a rich message, whatever its kind. */
export function RichForm({ rich, limits, say, onChange, file }: RichFormProps) {
  const t = useT();
  switch (rich.rich) {
    case 'choices':
      return (
        <div className="rich-form">
          <LimitedArea label={t('rich:text')} value={rich.text} most={limits.choices?.text ?? 0} error={say('text')} onText={(text) => onChange({ ...rich, text })} />
          <RepliesFields replies={rich.replies} limits={limits} say={say} onChange={(replies) => onChange({ ...rich, replies })} />
        </div>
      );
    case 'buttons':
      return (
        <div className="rich-form">
          <LimitedArea label={t('rich:text')} value={rich.text} most={limits.buttons?.text ?? 0} error={say('text')} onText={(text) => onChange({ ...rich, text })} />
          <ButtonsFields path="" buttons={rich.buttons} limits={limits} say={say} onChange={(buttons) => onChange({ ...rich, buttons })} />
        </div>
      );
    case 'carousel':
      return <CardsFields cards={rich.cards} limits={limits} say={say} onChange={(cards) => onChange({ ...rich, cards })} />;
    case 'media':
      return (
        <div className="rich-form">
          {file}
          <ButtonsFields path="" buttons={rich.buttons ?? []} limits={limits} say={say} onChange={(buttons) => onChange({ ...rich, buttons })} />
        </div>
      );
    case 'grid':
      return <GridFields grid={rich} limits={limits} say={say} onChange={(grid) => onChange({ ...grid, rich: 'grid' })} />;
    case 'address':
      return <AddressFields request={rich} limits={limits} say={say} onChange={(request) => onChange({ ...request, rich: 'address' })} />;
    case 'receipt':
      return <ReceiptFields receipt={rich} limits={limits} say={say} onChange={(receipt) => onChange({ ...receipt, rich: 'receipt' })} />;
    case 'coupon':
      return <CouponFields coupon={rich} limits={limits} say={say} onChange={(coupon) => onChange({ ...coupon, rich: 'coupon' })} />;
    case 'notify':
      return <NotifyFields request={rich} limits={limits} say={say} onChange={(request) => onChange({ ...request, rich: 'notify' })} />;
    case 'feedback':
      return <FeedbackFields feedback={rich} limits={limits} say={say} onChange={(feedback) => onChange({ ...feedback, rich: 'feedback' })} />;
  }
}
