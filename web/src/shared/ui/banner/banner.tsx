import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icon/icon';
import './banner.css';

type BannerTone = 'info' | 'ok' | 'warn' | 'danger';

const ICONS: Record<BannerTone, IconName> = { info: 'info', ok: 'tick', warn: 'alert', danger: 'alert' };

interface BannerProps {
  tone?: BannerTone;
  icon?: IconName;
  /** What and why. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** How it is announced: `alert` at once, `status` politely. */
  role?: 'alert' | 'status' | undefined;
}

/** In the flow, at the top of the region it speaks about. */
export function Banner({ tone = 'info', icon, children, action, role }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={role}>
      <Icon name={icon ?? ICONS[tone]} />
      <div className="banner-text">{children}</div>
      {action}
    </div>
  );
}
