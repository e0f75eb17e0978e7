import type { AddressRequest, Button, Card, Coupon, Feedback, Grid, Receipt, Rich, RichLimits } from '../../api/schema';
import { fillRich, fillText, missingIn, variableProblem, type Values, type Variable } from './variables';
import { uploadedPicture } from './picture';

/** What is wrong with a field. The words are chosen by the screen. */
export type RichProblem =
  | { is: 'missing' }
  | { is: 'too_long'; length: number; most: number }
  | { is: 'too_many'; count: number; most: number }
  | { is: 'too_few'; least: number }
  | { is: 'twice' }
  | { is: 'address' }
  | { is: 'https' }
  | { is: 'number' }
  | { is: 'amount' }
  | { is: 'currency' }
  | { is: 'spaces' }
  | { is: 'bare_card' }
  | { is: 'code_or_url' }
  | { is: 'file' }
  | { is: 'country' }
  | { is: 'one_large' }
  | { is: 'no_calls' }
  | { is: 'variable'; name: string }
  | { is: 'braces' }
  | { is: 'not_known'; name: Variable };

/** Problems by the path of the field: `cards[2].buttons[0].title`. */
export type Problems = ReadonlyMap<string, RichProblem>;

const RECEIPT_TEXT = 300;
const QUESTION = 300;
const NUMBER = 20;

class Check {
  readonly problems = new Map<string, RichProblem>();
  readonly limits: RichLimits;
  readonly values: Values | undefined;
  constructor(limits: RichLimits, values: Values | undefined) {
    this.limits = limits;
    this.values = values;
  }

  note(field: string, problem: RichProblem): void {
    if (!this.problems.has(field)) this.problems.set(field, problem);
  }

  /** Whether the text can be judged further: it is there, fits, and its variables are known. */
  text(field: string, text: string, most: number, needed = true): boolean {
    const trimmed = text.trim();
    if (trimmed === '') {
      if (needed) this.note(field, { is: 'missing' });
      return false;
    }
    const wrong = variableProblem(trimmed);
    if (wrong) {
      this.note(field, wrong.why === 'unknown' ? { is: 'variable', name: wrong.name } : { is: 'braces' });
      return false;
    }
    const missing = this.values && missingIn(trimmed, this.values);
    if (missing) {
      this.note(field, { is: 'not_known', name: missing });
      return false;
    }
    const length = fillText(trimmed, this.values ?? {}).length;
    if (length > most && (this.values || !trimmed.includes('{{'))) {
      this.note(field, { is: 'too_long', length, most });
      return false;
    }
    // Without values a text with variables cannot be judged by its form.
    return !trimmed.includes('{{') || this.values !== undefined;
  }

  count(field: string, count: number, least: number, most: number): void {
    if (count < least) this.note(field, { is: 'too_few', least });
    else if (count > most) this.note(field, { is: 'too_many', count, most });
  }

  address(field: string, url: string, needed: boolean, secure = false): void {
    if (!this.text(field, url, this.limits.url, needed)) return;
    const filled = fillText(url.trim(), this.values ?? {}, true);
    if (!(secure ? /^https:\/\/[^\s/]\S*$/iu : /^https?:\/\/[^\s/]\S*$/iu).test(filled)) this.note(field, { is: secure ? 'https' : 'address' });
  }

  /** The address of a picture, or an uploaded one. */
  picture(field: string, url: string): void {
    if (uploadedPicture(url) === undefined) this.address(field, url, false, true);
  }

  amount(field: string, amount: string, needed: boolean): void {
    if (this.text(field, amount, 12, needed) && !/^\d{1,9}(\.\d{1,2})?$/u.test(fillText(amount.trim(), this.values ?? {}))) this.note(field, { is: 'amount' });
  }

  buttons(path: string, buttons: readonly Button[], least: number): void {
    this.count(`${path}buttons`, buttons.length, least, this.limits.buttons_max);
    buttons.forEach((button, at) => {
      const field = (name: string): string => `${path}buttons[${at}].${name}`;
      this.text(field('title'), button.title, this.limits.button_title);
      if (button.does === 'link') this.address(field('url'), button.url, true);
      else if (button.does === 'postback') this.text(field('payload'), button.payload ?? '', this.limits.payload, false);
      else if (this.text(field('number'), button.number, NUMBER) && !/^\+\d{5,15}$/u.test(button.number.trim())) this.note(field('number'), { is: 'number' });
    });
  }

  card(path: string, card: Card, limits: { title: number; subtitle: number }): void {
    this.text(`${path}title`, card.title, limits.title);
    this.text(`${path}subtitle`, card.subtitle ?? '', limits.subtitle, false);
    this.picture(`${path}image_url`, card.image_url ?? '');
    this.address(`${path}link`, card.link ?? '', false);
    this.buttons(path, card.buttons ?? [], 0);
    if (!card.subtitle?.trim() && !card.image_url?.trim() && !card.link?.trim() && !card.buttons?.length) this.note(`${path}subtitle`, { is: 'bare_card' });
  }

  grid(grid: Grid, limits: NonNullable<RichLimits['grid']>): void {
    this.text('title', grid.title ?? '', limits.title, false);
    this.text('subtitle', grid.subtitle ?? '', limits.subtitle, false);
    this.count('pictures', grid.pictures.length, limits.pictures_least, limits.pictures);
    grid.pictures.forEach((picture, at) => {
      const field = (name: string): string => `pictures[${at}].${name}`;
      if (picture.image_url.trim() === '') this.note(field('image_url'), { is: 'missing' });
      else this.picture(field('image_url'), picture.image_url);
      this.address(field('link'), picture.link ?? '', false);
      if (picture.large && grid.pictures.slice(0, at).some((earlier) => earlier.large)) this.note(field('large'), { is: 'one_large' });
    });
    this.buttons('', grid.buttons ?? [], 0);
    grid.buttons?.forEach((button, at) => {
      if (button.does === 'call') this.note(`buttons[${at}].does`, { is: 'no_calls' });
    });
  }

  addressRequest(request: AddressRequest): void {
    request.countries?.forEach((country, at) => {
      if (!/^[A-Z]{2}$/u.test(country)) this.note(`countries[${at}]`, { is: 'country' });
    });
    this.address('privacy_url', request.privacy_url, true);
  }

  receipt(receipt: Receipt, most: number): void {
    this.text('recipient_name', receipt.recipient_name, RECEIPT_TEXT);
    this.text('order_number', receipt.order_number, RECEIPT_TEXT);
    this.text('payment_method', receipt.payment_method, RECEIPT_TEXT);
    if (!/^[A-Z]{3}$/u.test(receipt.currency.trim())) this.note('currency', { is: 'currency' });
    this.count('items', receipt.items?.length ?? 0, 0, most);
    receipt.items?.forEach((item, at) => {
      this.text(`items[${at}].title`, item.title, RECEIPT_TEXT);
      this.text(`items[${at}].subtitle`, item.subtitle ?? '', RECEIPT_TEXT, false);
      this.amount(`items[${at}].price`, item.price, true);
    });
    this.amount('subtotal', receipt.subtotal ?? '', false);
    this.amount('shipping', receipt.shipping ?? '', false);
    this.amount('tax', receipt.tax ?? '', false);
    this.amount('total', receipt.total, true);
  }

  coupon(coupon: Coupon, limits: { title: number; subtitle: number }): void {
    this.text('title', coupon.title, limits.title);
    this.text('subtitle', coupon.subtitle ?? '', limits.subtitle, false);
    if (!coupon.code?.trim() && !coupon.url?.trim()) this.note('code', { is: 'code_or_url' });
    if (this.text('code', coupon.code ?? '', this.limits.payload, false) && /\s/u.test(coupon.code?.trim() ?? '')) this.note('code', { is: 'spaces' });
    this.address('url', coupon.url ?? '', false);
    this.picture('image_url', coupon.image_url ?? '');
  }

  feedback(feedback: Feedback, limits: NonNullable<RichLimits['feedback']>): void {
    this.text('title', feedback.title, limits.title);
    this.text('subtitle', feedback.subtitle ?? '', limits.subtitle, false);
    this.text('button', feedback.button, limits.button);
    this.text('question', feedback.question, QUESTION);
    this.address('privacy_url', feedback.privacy_url, true);
  }
}

/**
 * What is wrong with a rich message, by field; the server checks the same once more.
 * With `values` it is about to be sent and every variable must be known; without, it is a template.
 */
export const checkRich = (limits: RichLimits, rich: Rich, values?: Values): Problems => {
  const check = new Check(limits, values);
  switch (rich.rich) {
    case 'choices':
      check.text('text', rich.text, limits.choices?.text ?? 0);
      check.count('replies', rich.replies.length, 1, limits.choices?.replies ?? 0);
      rich.replies.forEach((reply, at) => {
        if ((reply.kind ?? 'text') !== 'text') return;
        const title = reply.title?.trim() ?? '';
        const fine = check.text(`replies[${at}].title`, title, limits.choices?.title ?? 0);
        if (fine && rich.replies.slice(0, at).some((earlier) => earlier.title?.trim() === title)) check.note(`replies[${at}].title`, { is: 'twice' });
        check.text(`replies[${at}].payload`, reply.payload ?? '', limits.payload, false);
      });
      break;
    case 'buttons':
      check.text('text', rich.text, limits.buttons?.text ?? 0);
      check.buttons('', rich.buttons, 1);
      break;
    case 'carousel':
      check.count('cards', rich.cards.length, 1, limits.carousel?.cards ?? 0);
      if (limits.carousel) for (const [at, card] of rich.cards.entries()) check.card(`cards[${at}].`, card, limits.carousel);
      break;
    case 'media':
      if (!rich.attachment_id) check.note('attachment_id', { is: 'file' });
      check.buttons('', rich.buttons ?? [], 0);
      break;
    case 'grid':
      if (limits.grid) check.grid(rich, limits.grid);
      break;
    case 'address':
      check.addressRequest(rich);
      break;
    case 'receipt':
      check.receipt(rich, limits.receipt?.items ?? 0);
      break;
    case 'coupon':
      if (limits.coupon) check.coupon(rich, limits.coupon);
      break;
    case 'feedback':
      if (limits.feedback) check.feedback(rich, limits.feedback);
      break;
    case 'notify':
      check.text('title', rich.title, limits.notify?.title ?? 0);
      check.text('payload', rich.payload ?? '', limits.payload, false);
      check.address('image_url', rich.image_url ?? '', false, true);
      break;
  }
  return check.problems;
};

/** As the customer will see it. */
export const preview = (rich: Rich, values: Values): Rich => fillRich(rich, values);
