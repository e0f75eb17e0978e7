import { expect, test } from 'vitest';
import { fromPayload } from './from-payload';

test('a generic template is a carousel whose buttons keep their payloads', () => {
  const drawn = fromPayload({
    template_type: 'generic',
    elements: [{ title: 'Kettle', subtitle: 'Steel', default_action: { type: 'web_url', url: 'https://shop.example/k' }, buttons: [{ type: 'postback', title: 'Order', payload: 'K' }, { type: 'phone_number', title: 'Call', payload: '+4720123456' }] }],
  });
  expect(drawn?.rich).toEqual({
    rich: 'carousel',
    cards: [
      {
        title: 'Kettle',
        subtitle: 'Steel',
        image_url: '',
        link: 'https://shop.example/k',
        buttons: [
          { title: 'Order', does: 'postback', payload: 'K' },
          { title: 'Call', does: 'call', number: '+4720123456' },
        ],
      },
    ],
  });
});

test('amounts of a receipt are drawn with two digits', () => {
  const drawn = fromPayload({ template_type: 'receipt', order_number: 'A-1', currency: 'EUR', elements: [{ title: 'Tent', price: 329 }], summary: { total_cost: 333.9 } });
  expect(drawn?.rich).toMatchObject({ rich: 'receipt', total: '333.90', items: [{ price: '329.00', quantity: 1 }] });
});

test('a grid of pictures keeps which one is large and what a tap opens', () => {
  const drawn = fromPayload({
    template_type: 'image_grid',
    elements: [{ title: 'Stoves', images: [{ url: 'https://shop.example/1.jpg', is_hero_image: true, action: { type: 'web_url', url: 'https://shop.example/1' } }, { url: 'https://shop.example/2.jpg' }] }],
  });
  expect(drawn?.rich).toEqual({
    rich: 'grid',
    title: 'Stoves',
    subtitle: '',
    pictures: [
      { image_url: 'https://shop.example/1.jpg', large: true, link: 'https://shop.example/1' },
      { image_url: 'https://shop.example/2.jpg', large: false, link: '' },
    ],
    buttons: [],
  });
});

test('what is not known is not drawn, and odd payloads harm nothing', () => {
  expect(fromPayload({ template_type: 'list' })).toBeUndefined();
  expect(fromPayload(null)).toBeUndefined();
  expect(fromPayload({ template_type: 'generic', elements: 'no' })).toEqual({ rich: { rich: 'carousel', cards: [] } });
});
