import type { Button, Card, GridPicture, Rich, RichLimits } from '../../api/schema';

/** The kinds of rich messages, in the order in which they are offered. */
export const KINDS = ['choices', 'buttons', 'carousel', 'media', 'grid', 'receipt', 'coupon', 'feedback', 'address', 'notify'] as const;

/** One kind. */
export type RichKind = (typeof KINDS)[number];

/** The kinds that a channel takes. */
export const kindsOf = (limits: RichLimits | null | undefined): RichKind[] => (limits ? KINDS.filter((kind) => Boolean(limits[kind])) : []);

export const emptyButton = (): Button => ({ title: '', does: 'postback', payload: '' });

export const emptyCard = (): Card => ({ title: '', subtitle: '', image_url: '', link: '', buttons: [] });

export const emptyPicture = (): GridPicture => ({ image_url: '', large: false, link: '' });

/** A rich message to begin with. */
export const emptyOf = (kind: RichKind): Rich => {
  switch (kind) {
    case 'choices':
      return { rich: 'choices', text: '', replies: [{ kind: 'text', title: '', payload: '' }] };
    case 'buttons':
      return { rich: 'buttons', text: '', buttons: [emptyButton()] };
    case 'carousel':
      return { rich: 'carousel', cards: [emptyCard()] };
    case 'media':
      return { rich: 'media', attachment_id: '', video: false, buttons: [] };
    case 'grid':
      return { rich: 'grid', title: '', subtitle: '', pictures: [emptyPicture(), emptyPicture()], buttons: [] };
    case 'address':
      return { rich: 'address', countries: [], privacy_url: '', days: 1 };
    case 'receipt':
      return { rich: 'receipt', recipient_name: '{{contact.name}}', order_number: '', currency: 'EUR', payment_method: '', items: [], subtotal: '', shipping: '', tax: '', total: '' };
    case 'coupon':
      return { rich: 'coupon', title: '', subtitle: '', code: '', url: '', image_url: '' };
    case 'notify':
      return { rich: 'notify', title: '', payload: '', image_url: '' };
    case 'feedback':
      return { rich: 'feedback', title: '', subtitle: '', button: '', question: '', scale: 'csat', comment: false, privacy_url: '', days: 1 };
  }
};

/** Whether nothing has been entered that would be lost. */
export const isUntouched = (rich: Rich): boolean => JSON.stringify(rich) === JSON.stringify(emptyOf(rich.rich));

/** Takes the words of one kind over into another, as far as they fit. */
export const turnedInto = (rich: Rich, kind: RichKind): Rich => {
  const next = emptyOf(kind);
  const text = 'text' in rich ? rich.text : '';
  if (next.rich === 'choices' || next.rich === 'buttons') return { ...next, text };
  return next;
};
