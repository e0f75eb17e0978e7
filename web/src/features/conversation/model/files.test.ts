import { expect, it } from 'vitest';
import { aChannel } from '@/shared/desk/fixtures/build';
import { acceptOf, fileProblem } from './files';

const rules = aChannel().capabilities.attachments;
const MB = 1024 * 1024;

it('judges a file by the rules of the channel', () => {
  expect(fileProblem({ size: MB, type: 'image/png' }, 0, rules)).toBeUndefined();
  expect(fileProblem({ size: 9 * MB, type: 'image/png' }, 0, rules)).toEqual({ kind: 'too-large', maxBytes: 8 * MB });
  expect(fileProblem({ size: 9 * MB, type: 'application/pdf' }, 0, rules)).toBeUndefined();
  expect(fileProblem({ size: 0, type: 'image/png' }, 0, rules)).toEqual({ kind: 'empty' });
  expect(fileProblem({ size: 1, type: 'image/png' }, 10, rules)).toEqual({ kind: 'too-many', max: 10 });
  expect(fileProblem({ size: 1, type: 'video/mp4' }, 0, rules.filter((rule) => rule.kind === 'image'))).toEqual({ kind: 'type' });
});

it('offers what can be sent', () => {
  expect(acceptOf(rules)).toBeUndefined();
  expect(acceptOf(rules.filter((rule) => rule.kind === 'image'))).toBe('image/png,image/jpeg,image/gif');
});
