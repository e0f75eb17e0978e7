import type { ComponentProps } from 'react';
import { Icon } from '../icon/icon';
import './field.css';

/** A field that finds. Its label is read out; the placeholder says what can be found. */
export function SearchField({ label, className = '', ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <span className={`search ${className}`}>
      <Icon name="search" />
      <input type="search" dir="auto" autoComplete="off" {...rest} aria-label={label} className="inp" />
    </span>
  );
}
