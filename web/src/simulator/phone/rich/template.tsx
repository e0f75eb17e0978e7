import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { attempt } from '../../api/act';
import { api } from '../../api/client';
import type { Json, Message } from '../../api/types';
import { AddressForm } from './address-form';
import { FeedbackForm } from './feedback-form';
import { fromPayload } from './from-payload';
import { text } from './read';

interface TemplateProps {
  payload: Json;
  message: Message;
  psid: string;
}

/** A template on the phone: drawn as the customer sees it, its buttons can be tapped. */
export function Template({ payload, message, psid }: TemplateProps) {
  const kind = text(payload, 'template_type');
  if (kind === 'customer_information') return <AddressForm payload={payload} message={message} psid={psid} />;
  const drawn = fromPayload(payload);
  if (!drawn) return <p className="mut">A template that is not drawn here</p>;
  return (
    <>
      <PhoneCard
        rich={drawn.rich}
        mediaUrl={drawn.mediaUrl ?? ''}
        onTap={(tap) =>
          void attempt(() =>
            drawn.rich.rich === 'notify'
              ? api.post(`/chats/${psid}/notifications`, { mid: message.mid })
              : api.post(`/chats/${psid}/taps`, { mid: message.mid, payload: tap.payload, button: true }),
          )
        }
      />
      {kind === 'customer_feedback' && <FeedbackForm payload={payload} message={message} psid={psid} />}
    </>
  );
}
