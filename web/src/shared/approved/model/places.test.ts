import { expect, test } from 'vitest';
import { asRich, filled, placesOf } from './places';

const content = {
  header: '{{kind}} update',
  body: 'Hello {{ name }}, order {{order}} is on its way, {{name}}.',
  buttons: [{ title: 'Track', does: 'link' as const, url: 'https://shop.example/{{1}}' }],
};

test('places come once, in order, by the keys of the server', () => {
  expect(placesOf(content).map(({ key }) => key)).toEqual(['header.kind', 'body.name', 'body.order', 'button.0']);
  expect(placesOf({ body: 'From {{2}} to {{1}}, and {{10}}.' }).map(({ key }) => key)).toEqual(['body.1', 'body.2', 'body.10']);
  expect(placesOf({ body: 'No {place} and no {{ place.' })).toEqual([]);
});

test('what has no value keeps its braces', () => {
  const words = filled(content, { 'header.kind': 'Order', 'body.name': 'Marta' });
  expect(words.header).toBe('Order update');
  expect(words.body).toBe('Hello Marta, order {{order}} is on its way, Marta.');
});

test('a line above makes a card of it', () => {
  expect(asRich({ body: 'Hello' }).rich).toBe('buttons');
  expect(asRich(content).rich).toBe('carousel');
});
