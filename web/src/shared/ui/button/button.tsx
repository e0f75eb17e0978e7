import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from '../icon/icon';
import { Kbd } from '../kbd/kbd';
import './button.css';

/** What a button means. At most one `primary` per region. */
export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger' | 'danger-fill';

interface Look {
  variant?: ButtonVariant;
  /** s 28 px, m the density's control height, l 40 px. */
  size?: 's' | 'm' | 'l';
  icon?: IconName;
  iconFlip?: boolean;
  /** The key that does the same, shown at the end. */
  shortcut?: string | undefined;
  wide?: boolean;
  children?: ReactNode;
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'>, Look {
  /** Under way: keeps its width and label, cannot be pressed again. */
  busy?: boolean;
  /** Off, and why: the reason is read out and shown on hover. */
  offReason?: string | undefined;
}

const classes = ({ variant = 'default', size = 'm', wide = false }: Look, extra = ''): string =>
  `btn btn-${variant} btn-${size}${wide ? ' btn-wide' : ''} ${extra}`;

/** A button with a word on it. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, iconFlip, shortcut, wide, busy = false, offReason, children, className, ...rest } = props;
  const off = busy || offReason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={classes({ variant, size, wide }, className)}
      aria-busy={busy || undefined}
      aria-disabled={off || rest['aria-disabled']}
      title={offReason ?? rest.title}
      onClick={off ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <Icon name="reload" className="btn-turning" /> : icon && <Icon name={icon} flip={iconFlip ?? false} size={size === 's' ? 's' : 'm'} />}
      {children}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'shortcut'> {
  icon: IconName;
  /** Read out and shown on hover. */
  label: string;
  /** The key that does the same, shown on hover. */
  shortcut?: string | undefined;
}

/** A button with an icon alone. */
export function IconButton({ icon, label, shortcut, variant = 'quiet', size = 'm', busy = false, offReason, iconFlip, wide, className, ...rest }: IconButtonProps) {
  const off = busy || offReason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={classes({ variant, size, wide: wide ?? false }, `btn-icon ${className ?? ''}`)}
      aria-label={label}
      aria-disabled={off || rest['aria-disabled']}
      title={offReason ?? (shortcut ? `${label}  ${shortcut}` : label)}
      onClick={off ? (event) => event.preventDefault() : rest.onClick}
    >
      <Icon name={icon} flip={iconFlip ?? false} size={size === 's' ? 's' : 'm'} />
    </button>
  );
}

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: Look = {}, extra = ''): string => classes(look, extra);
