import { expect, test } from 'vitest';
import { inWords } from './sentence';

const GERMAN = {
  'health.silent': 'Seit {hours} h keine Nachricht.',
  'health.failing': '{failed} abgelehnt; am häufigsten: {cause}',
  'pigeon.closed': 'Das Fenster ist zu.',
};

test('a sentence is translated with its values', () => {
  const said = { sentence: 'No message for 3 h.', wording: { id: 'health.silent', values: { hours: '3' } } };
  expect(inWords(GERMAN, said)).toEqual({ sentence: 'Seit 3 h keine Nachricht.', detail: undefined });
});

test('a sentence inside a sentence is translated as well', () => {
  const wording = { id: 'health.failing', values: { failed: '5', cause: 'The window is closed.', cause_id: 'pigeon.closed' } };
  expect(inWords(GERMAN, { sentence: 'x', wording }).sentence).toBe('5 abgelehnt; am häufigsten: Das Fenster ist zu.');
});

test('what nobody has translated, or lacks a value, stays as the server wrote it', () => {
  expect(inWords(GERMAN, { sentence: 'New.', detail: 'Look.', wording: { id: 'health.new', detail_id: 'health.look' } })).toEqual({ sentence: 'New.', detail: 'Look.' });
  expect(inWords(GERMAN, { sentence: 'No message.', wording: { id: 'health.silent' } }).sentence).toBe('No message.');
});
