import type { MessageView } from '../../api/schema';

/** A way to reach the customer. */
export interface Address {
  readonly field: 'email' | 'phone';
  readonly value: string;
}

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d\s().-]{5,24}$/;

/** The mail address or phone number that the customer gave by tapping an answer: there the platform fills in their own. */
export const givenAddress = (message: MessageView): Address | undefined => {
  if (message.direction !== 'inbound' || message.taken_back) return undefined;
  const given = message.parts.find((part) => part.type === 'quick_reply')?.payload.trim();
  const said = message.parts.find((part) => part.type === 'text')?.text.trim();
  if (!given || given !== said) return undefined;
  if (MAIL.test(given)) return { field: 'email', value: given };
  return PHONE.test(given) && given.replace(/\D/g, '').length >= 5 ? { field: 'phone', value: given } : undefined;
};
