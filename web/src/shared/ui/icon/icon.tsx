import { ICONS, type IconName } from './icons';
import './icon.css';

export type { IconName } from './icons';

/** Sizes in px: xs 12, s 14, m 16, l 20, xl 32. */
export type IconSize = 'xs' | 's' | 'm' | 'l' | 'xl';

interface IconProps {
  name: IconName;
  size?: IconSize;
  /** Given when no word stands beside the icon; without it the icon is hidden from screen readers. */
  label?: string;
  /** The icon means a direction: mirrored when text runs right to left. */
  flip?: boolean;
  className?: string;
}

/** An icon of the set. */
export function Icon({ name, size = 'm', label, flip = false, className = '' }: IconProps) {
  return (
    <svg
      className={`i i-${size}${flip ? ' flip' : ''} ${className}`}
      viewBox="0 0 20 20"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {ICONS[name]}
    </svg>
  );
}

const isIcon = (name: string): name is IconName => name in ICONS;

/** The icon that the server names, or a fallback when this app does not know it. */
export const iconNamed = (name: string, fallback: IconName): IconName => (isIcon(name) ? name : fallback);
