import { Link, useNavigate } from '@tanstack/react-router';
import type { Me } from '@/shared/api/schema';
import { can } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';
import { myTurnCount } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Count } from '@/shared/ui/badge/badge';
import { Mark } from '@/shared/ui/door/door';
import { Icon } from '@/shared/ui/icon/icon';
import { seesQueues, someMayPull } from './queues';
import './rail.css';

/** The sections of the desk. */
export type Place = 'chats' | 'waiting' | 'records' | 'cases' | 'contacts' | 'settings';

interface RailProps {
  place: Place;
  me: Me;
  onHelp: () => void;
}

/** Sections at the edge; a bar at the foot on narrow screens. */
export function Rail({ place, me, onHelp }: RailProps) {
  const t = useT();
  const navigate = useNavigate();
  const mayPull = useDesk(someMayPull);
  const link = (of: Place, label: string) => ({ 'aria-current': place === of ? ('page' as const) : undefined, title: label, activeOptions: { exact: true } });
  return (
    <nav className="rail" aria-label={t('places.label')}>
      <Mark small />
      {can(me, 'handle_interactions') && (
        <Link to="/desktop" {...link('chats', t('places.conversations'))}>
          <Icon name="chat" size="l" />
          <span className="rail-word">{t('places.conversations')}</span>
          <Turns />
        </Link>
      )}
      {seesQueues(me, mayPull) && (
        <Link to="/desktop/waiting" {...link('waiting', t('places.waiting'))}>
          <Icon name="clock" size="l" />
          <span className="rail-word">{t('places.waiting')}</span>
        </Link>
      )}
      <Link to="/desktop/records" {...link('records', t('places.records'))}>
        <Icon name="record" size="l" />
        <span className="rail-word">{t('places.records')}</span>
      </Link>
      <Link to="/desktop/contacts" search={{}} {...link('contacts', t('places.contacts'))}>
        <Icon name="people" size="l" />
        <span className="rail-word">{t('places.contacts')}</span>
      </Link>
      <Link to="/desktop/cases" search={{}} {...link('cases', t('places.cases'))}>
        <Icon name="list" size="l" />
        <span className="rail-word">{t('places.cases')}</span>
      </Link>
      {can(me, 'configure') && (
        <Link to="/admin" title={t('places.administrator')}>
          <Icon name="building" size="l" />
          <span className="rail-word">{t('places.administrator')}</span>
        </Link>
      )}
      <span className="sp rail-wide" />
      <button type="button" className="rail-wide" onClick={onHelp} title={t('places.help')} aria-label={t('places.help')}>
        <Icon name="help" size="l" />
      </button>
      <Link to="/desktop/settings" {...link('settings', t('places.settings'))}>
        <Icon name="settings" size="l" />
        <span className="rail-word">{t('places.settings')}</span>
      </Link>
      <button type="button" className="rail-wide" onClick={() => void navigate({ to: '/desktop/settings' })} title={me.name}>
        <Avatar name={me.name} size="s" />
        <span className="vh">{t('places.profile', { name: me.name })}</span>
      </button>
    </nav>
  );
}

/** Chats that are my turn. */
function Turns() {
  const t = useT();
  const turns = useDesk(myTurnCount);
  return turns > 0 && <Count value={turns} label={t('desk:list.yourTurn')} className="rail-pip" />;
}
