import { expect, it } from 'vitest';
import { localPath } from './local-path';

it('lets only paths of this app through', () => {
  expect(localPath('/desktop/records?q=pole')).toBe('/desktop/records?q=pole');
  for (const foreign of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil', '', 7, undefined]) {
    expect(localPath(foreign)).toBeUndefined();
  }
});
