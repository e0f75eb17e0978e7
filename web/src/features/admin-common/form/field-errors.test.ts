import { describe, expect, it } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import { below, faulty, serverFieldErrors, unplaced, withoutKey } from './field-errors';

const refused = new ApiError(
  422,
  {
    error: {
      code: 'invalid',
      message: 'Two values are not possible.',
      fields: [
        { field: 'name', code: 'taken', message: 'Another service is called so.' },
        { field: 'name', code: 'too_long', message: 'Too long.' },
        { field: 'dispositions[2].name', code: 'missing', message: 'Enter a name.' },
      ],
    },
  },
  undefined,
);

describe('serverFieldErrors', () => {
  it('keeps the first fault of each field', () => {
    expect(serverFieldErrors(refused)).toEqual({
      name: 'Another service is called so.',
      'dispositions[2].name': 'Enter a name.',
    });
  });

  it('finds none in other errors', () => {
    expect(serverFieldErrors(new Error('broken'))).toEqual({});
  });
});

describe('paths', () => {
  const errors = serverFieldErrors(refused);

  it('belong to their key', () => {
    expect(faulty(errors, 'dispositions')).toBe(true);
    expect(faulty(errors, 'disposition')).toBe(false);
    expect(below(errors, 'dispositions')).toEqual({ '[2].name': 'Enter a name.' });
  });

  it('leave with the value that was edited', () => {
    expect(withoutKey(errors, 'dispositions')).toEqual({ name: 'Another service is called so.' });
  });

  it('are said elsewhere when no field shows them', () => {
    expect(unplaced(errors, ['name'])).toEqual(['Enter a name.']);
  });
});
