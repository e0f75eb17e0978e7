import type { Button, Card, Feedback, Rich } from '@/shared/api/schema';
import type { Json } from '../../api/types';
import { at, list, text } from './read';

/** A template as the platform took it, in our own words; `mediaUrl` is where a media template's file is. */
export interface Drawn {
  rich: Rich;
  mediaUrl?: string;
}

const buttonOf = (button: Json): Button => {
  const title = text(button, 'title') || text(button, 'type');
  switch (text(button, 'type')) {
    case 'postback':
      return { title, does: 'postback', payload: text(button, 'payload') };
    case 'phone_number':
      return { title, does: 'call', number: text(button, 'payload') };
    default:
      return { title, does: 'link', url: text(button, 'url') };
  }
};

const buttonsOf = (part: Json | undefined): Button[] => list(part, 'buttons').map(buttonOf);

const cardOf = (element: Json): Card => ({
  title: text(element, 'title'),
  subtitle: text(element, 'subtitle'),
  image_url: text(element, 'image_url'),
  link: text(at(element, 'default_action'), 'url'),
  buttons: buttonsOf(element),
});

const amount = (value: Json | undefined, key: string): string => {
  const found = at(value, key);
  return typeof found === 'number' ? found.toFixed(2) : text(value, key);
};

const receiptOf = (payload: Json): Rich => {
  const summary = at(payload, 'summary');
  return {
    rich: 'receipt',
    recipient_name: text(payload, 'recipient_name'),
    order_number: text(payload, 'order_number'),
    currency: text(payload, 'currency'),
    payment_method: text(payload, 'payment_method'),
    items: list(payload, 'elements').map((item) => ({
      title: text(item, 'title'),
      subtitle: text(item, 'subtitle'),
      quantity: Number(text(item, 'quantity')) || 1,
      price: amount(item, 'price'),
    })),
    subtotal: amount(summary, 'subtotal'),
    shipping: amount(summary, 'shipping_cost'),
    tax: amount(summary, 'total_tax'),
    total: amount(summary, 'total_cost'),
  };
};

const SCALES: Record<string, Feedback['scale']> = { csat: 'csat', nps: 'nps', ces: 'ces' };

const feedbackOf = (payload: Json): Rich => {
  const question = list(list(payload, 'feedback_screens')[0], 'questions')[0];
  return {
    rich: 'feedback',
    title: text(payload, 'title'),
    subtitle: text(payload, 'subtitle'),
    button: text(payload, 'button_title'),
    question: text(question, 'title'),
    scale: SCALES[text(question, 'type')] ?? 'csat',
    privacy_url: text(at(payload, 'business_privacy'), 'url'),
  };
};

/** Reads a template's payload; undefined for kinds that are not drawn. */
export const fromPayload = (payload: Json): Drawn | undefined => {
  switch (text(payload, 'template_type')) {
    case 'generic':
      return { rich: { rich: 'carousel', cards: list(payload, 'elements').map(cardOf) } };
    case 'button':
      return { rich: { rich: 'buttons', text: text(payload, 'text'), buttons: buttonsOf(payload) } };
    case 'media': {
      const element = list(payload, 'elements')[0];
      return { rich: { rich: 'media', attachment_id: '', video: text(element, 'media_type') === 'video', buttons: buttonsOf(element) }, mediaUrl: text(element, 'file_url') };
    }
    case 'receipt':
      return { rich: receiptOf(payload) };
    case 'coupon':
      return {
        rich: {
          rich: 'coupon',
          title: text(payload, 'title'),
          subtitle: text(payload, 'subtitle'),
          code: text(payload, 'coupon_code'),
          url: text(payload, 'coupon_url'),
          image_url: text(payload, 'image_url'),
        },
      };
    case 'notification_messages':
      return { rich: { rich: 'notify', title: text(payload, 'title') || 'Updates and promotions', payload: text(payload, 'payload'), image_url: text(payload, 'image_url') } };
    case 'product':
      return { rich: { rich: 'carousel', cards: list(payload, 'elements').map((each) => ({ title: `Product ${text(each, 'id')}`, subtitle: 'From the page’s catalogue' })) } };
    case 'image_grid': {
      const element = list(payload, 'elements')[0];
      return {
        rich: {
          rich: 'grid',
          title: text(element, 'title'),
          subtitle: text(element, 'subtitle'),
          pictures: list(element, 'images').map((image) => ({ image_url: text(image, 'url'), large: at(image, 'is_hero_image') === true, link: text(at(image, 'action'), 'url') })),
          buttons: buttonsOf(element),
        },
      };
    }
    case 'customer_feedback':
      return { rich: feedbackOf(payload) };
    default:
      return undefined;
  }
};
