import { memo, useState } from 'react';
import { Icon, type IconName } from '../icon/icon';
import '../avatar-grounds.css';
import './avatar.css';
import { groundOf, initials } from './initials';

interface AvatarProps {
  name: string;
  /** Address of the picture; letters stand in until it is there and when it never comes. */
  picture?: string | undefined;
  /** Sign of the channel at its foot. */
  channel?: IconName | undefined;
  /** xs 24, s 28, m 36, l 56. */
  size?: 'xs' | 's' | 'm' | 'l';
  className?: string;
}

/** A person: picture, or two letters on a quiet ground. Hidden from screen readers, the name always stands beside it. */
export const Avatar = memo(function Avatar({ name, picture, channel, size = 'm', className = '' }: AvatarProps) {
  const [loaded, setLoaded] = useState<string>();
  return (
    <span className={`av av-${size} av-${groundOf(name)} ${className}`} aria-hidden="true">
      {initials(name)}
      {picture && (
        <img
          key={picture}
          src={picture}
          alt=""
          className={loaded === picture ? 'av-face av-there' : 'av-face'}
          onLoad={() => setLoaded(picture)}
        />
      )}
      {channel && (
        <span className="av-ch">
          <Icon name={channel} size="xs" />
        </span>
      )}
    </span>
  );
});
