import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icon/icon';
import './badge.css';

/** What a chip's colour means; the word and the icon say it too. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger' | 'info' | 'violet';

interface ChipProps {
  tone?: Tone;
  icon?: IconName;
  /** l: 24 px high. */
  size?: 'm' | 'l';
  /** Without ground, for states that need no attention. */
  plain?: boolean;
  title?: string;
  children: ReactNode;
}

/** A state or a word in a tinted chip. */
export function Chip({ tone = 'neutral', icon, size = 'm', plain = false, title, children }: ChipProps) {
  return (
    <span className={`chip chip-${tone} chip-${size}${plain ? ' chip-plain' : ''}`} title={title}>
      {icon && <Icon name={icon} size={size === 'l' ? 's' : 'xs'} />}
      {children}
    </span>
  );
}

/** A number of unread things in a filled pill; stops at 99+. */
export function Count({ value, label, className = '' }: { value: number; label: string; className?: string }) {
  return (
    <span className={`count ${className}`}>
      <span className="vh">{label} </span>
      {value > 99 ? '99+' : value}
    </span>
  );
}
