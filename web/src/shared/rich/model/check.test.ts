import { describe, expect, test } from 'vitest';
import type { Rich, RichLimits } from '../../api/schema';
import { checkRich } from './check';
import { emptyOf, KINDS, kindsOf } from './kinds';

export const LIMITS: RichLimits = {
  button_title: 20,
  buttons_max: 3,
  payload: 1000,
  url: 2048,
  choices: { text: 2000, replies: 13, title: 20, contact_details: true },
  buttons: { text: 640 },
  carousel: { cards: 10, title: 80, subtitle: 80 },
  media: true,
  grid: { pictures_least: 2, pictures: 6, title: 45, subtitle: 80 },
  address: { days: 7 },
  receipt: { items: 100 },
  coupon: { title: 80, subtitle: 80 },
  feedback: { title: 65, subtitle: 80, button: 20, days: 7 },
};

const x = (length: number): string => 'x'.repeat(length);
const found = (rich: Rich, values = {}): Record<string, string> => Object.fromEntries([...checkRich(LIMITS, rich, values)].map(([field, problem]) => [field, problem.is]));
const choice = (title: string): Rich => ({ rich: 'choices', text: 'Which?', replies: [{ kind: 'text', title }] });
const button = (title: string): Rich => ({ rich: 'buttons', text: 'Which?', buttons: [{ title, does: 'postback' }] });
const card = (over: object): Rich => ({ rich: 'carousel', cards: [{ title: 'Tent', subtitle: '329 €', ...over }] });

describe('every limit holds to the character', () => {
  const table: [string, (n: number) => Rich, number, string, string][] = [
    ['answer', (n) => choice(x(n)), 20, 'replies[0].title', 'too_long'],
    ['answers', (n) => ({ rich: 'choices', text: '?', replies: Array.from({ length: n }, (_, at) => ({ title: `${at}` })) }), 13, 'replies', 'too_many'],
    ['text with buttons', (n) => ({ ...(button('Yes') as Extract<Rich, { rich: 'buttons' }>), text: x(n) }), 640, 'text', 'too_long'],
    ['label', (n) => button(x(n)), 20, 'buttons[0].title', 'too_long'],
    ['buttons', (n) => ({ rich: 'buttons', text: '?', buttons: Array.from({ length: n }, () => ({ title: 'Yes', does: 'postback' as const })) }), 3, 'buttons', 'too_many'],
    ['cards', (n) => ({ rich: 'carousel', cards: Array.from({ length: n }, () => ({ title: 'Tent', subtitle: '1' })) }), 10, 'cards', 'too_many'],
    ['title of a card', (n) => card({ title: x(n) }), 80, 'cards[0].title', 'too_long'],
    ['subtitle of a card', (n) => card({ subtitle: x(n) }), 80, 'cards[0].subtitle', 'too_long'],
  ];
  test.each(table)('%s', (_, make, most, field, problem) => {
    expect(found(make(most))).toEqual({});
    expect(found(make(most + 1))).toEqual({ [field]: problem });
  });
});

test('an empty message of each kind says what it needs', () => {
  for (const kind of KINDS) expect(Object.keys(found(emptyOf(kind), { 'contact.name': 'Marta' })).length, kind).toBeGreaterThan(0);
  expect(found(emptyOf('carousel'))).toEqual({ 'cards[0].title': 'missing', 'cards[0].subtitle': 'bare_card' });
  expect(found(emptyOf('coupon'))).toEqual({ title: 'missing', code: 'code_or_url' });
});

test('a grid has enough pictures, one of them large at most, and no button that calls', () => {
  const picture = { image_url: 'https://shop.example/1.jpg' };
  const grid = (over: object): Rich => ({ rich: 'grid', pictures: [picture, picture], ...over });
  expect(found(grid({}))).toEqual({});
  expect(found(grid({ pictures: [picture] }))).toEqual({ pictures: 'too_few' });
  expect(found(grid({ pictures: Array.from({ length: 7 }, () => picture) }))).toEqual({ pictures: 'too_many' });
  expect(found(grid({ pictures: [picture, { image_url: '' }] }))).toEqual({ 'pictures[1].image_url': 'missing' });
  expect(found(grid({ pictures: [{ ...picture, large: true }, { ...picture, large: true }] }))).toEqual({ 'pictures[1].large': 'one_large' });
  expect(found(grid({ buttons: [{ title: 'Call', does: 'call', number: '+4720123456' }] }))).toEqual({ 'buttons[0].does': 'no_calls' });
});

test('countries of an address are two letters', () => {
  const asked = (countries: string[]): Rich => ({ rich: 'address', countries, privacy_url: 'https://shop.example/privacy' });
  expect(found(asked(['NO', 'SE']))).toEqual({});
  expect(found(asked(['NO', 'NORWAY']))).toEqual({ 'countries[1]': 'country' });
});

test('addresses, numbers and amounts have their form', () => {
  expect(found(card({ image_url: 'http://x.example/a.png' }))).toEqual({ 'cards[0].image_url': 'https' });
  expect(found(card({ link: 'javascript:alert(1)' }))).toEqual({ 'cards[0].link': 'address' });
  expect(found({ rich: 'buttons', text: '?', buttons: [{ title: 'Call', does: 'call', number: '20 12' }] })).toEqual({ 'buttons[0].number': 'number' });
});

test('a variable is unknown always, and without a value only when it is sent', () => {
  expect(found(choice('{{customer}}'))).toEqual({ 'replies[0].title': 'variable' });
  expect(found(choice('{{contact.first_name'))).toEqual({ 'replies[0].title': 'braces' });
  expect(found(choice('{{contact.first_name}}'))).toEqual({ 'replies[0].title': 'not_known' });
  expect(found(choice('{{contact.first_name | default: "you"}}'))).toEqual({});
  expect(found(choice('{{contact.first_name}}'), { 'contact.first_name': 'Marta' })).toEqual({});
  expect([...checkRich(LIMITS, choice('{{contact.first_name}}'))]).toEqual([]);
});

test('only what the channel takes is offered', () => {
  expect(kindsOf(undefined)).toEqual([]);
  expect(kindsOf({ ...LIMITS, receipt: null, media: false })).toEqual(['choices', 'buttons', 'carousel', 'grid', 'coupon', 'feedback', 'address']);
});
