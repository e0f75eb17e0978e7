import { useState } from 'react';
import type { InteractionView, ParticipantRole, ParticipantView, PartStep } from '@/shared/api/schema';
import { errorWords } from '@/shared/api/error-words';
import { can } from '@/shared/api/me';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { partOf, writesTo } from '@/shared/desk/part';
import { useT, type Translate } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { remainingTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';
import { toast } from '@/shared/ui/toast/toasts';
import { askToJoin, changePart, endCallForHelp } from '../api/together';
import './together.css';

const ICONS: Record<ParticipantRole, IconName> = { consulted: 'lock', member: 'chat', observer: 'eye' };

/** Does something, and tells when it failed. */
const useRun = (): { busy: boolean; run: (work: () => Promise<InteractionView>) => void } => {
  const t = useT();
  const session = useDeskSession();
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<InteractionView>) => {
    setBusy(true);
    work()
      .then((answer) => session.take(answer))
      .catch((error: unknown) => toast(errorWords(error, t), { icon: 'alert' }))
      .finally(() => setBusy(false));
  };
  return { busy, run };
};

/** Who else takes part, has the conversation open, or is called, and what one does about it. */
export function TogetherStrip({ interaction }: { interaction: InteractionView }) {
  const myId = useDesk((state) => state.me.user_id);
  const part = partOf(interaction, myId);
  return (
    <div className="tog">
      <People interaction={interaction} myId={myId} />
      {interaction.help && <Help interaction={interaction} myId={myId} help={interaction.help} />}
      {part ? <OwnPart interaction={interaction} part={part} /> : <Come interaction={interaction} myId={myId} />}
      <Viewers interaction={interaction} myId={myId} />
    </div>
  );
}

function People({ interaction, myId }: { interaction: InteractionView; myId: string }) {
  const t = useT();
  const others = (interaction.participants ?? []).filter((part) => part.user_id !== myId && (part.role !== 'observer' || interaction.agent_id !== myId));
  if (others.length === 0) return null;
  return (
    <ul className="tog-people" aria-label={t('together:with')}>
      {others.map((part) => (
        <li key={part.user_id}>
          <Person interaction={interaction} part={part} isOwner={interaction.agent_id === myId && interaction.state === 'active'} />
        </li>
      ))}
    </ul>
  );
}

const standing = (part: ParticipantView, t: Translate): string =>
  part.state === 'asked' ? t('together:asked') : part.state === 'after_call_work' ? t('together:working') : t(`together:role.${part.role}`);

function Person({ interaction, part, isOwner }: { interaction: InteractionView; part: ParticipantView; isOwner: boolean }) {
  const t = useT();
  const { busy, run } = useRun();
  const { name, user_id: id } = part;
  const words = (
    <>
      <Avatar name={name} size="s" />
      <span className="m trunc">{name}</span>
      <span className="tog-standing">
        <Icon name={part.state === 'asked' ? 'clock' : ICONS[part.role]} size="xs" />
        {standing(part, t)}
      </span>
    </>
  );
  if (!isOwner || part.role === 'observer') return <span className="tog-person">{words}</span>;
  const step = (what: PartStep) => () => run(() => changePart(interaction.id, what, id));
  const entries: MenuEntry[] = [
    ...(part.state === 'joined' ? [{ kind: 'item' as const, id: 'give', icon: 'transfer' as const, label: t('together:give', { name }), perform: step('give') }] : []),
    { kind: 'item', id: 'remove', icon: 'close', label: t(part.state === 'asked' ? 'together:withdraw' : 'together:remove', { name }), perform: step('remove') },
  ];
  const label = t('together:actionsFor', { name });
  return (
    <Menu
      label={label}
      entries={entries}
      button={(properties) => (
        <button {...properties} type="button" className="tog-person tog-more" disabled={busy}>
          {words}
          <Icon name="chevron-down" size="xs" />
        </button>
      )}
    />
  );
}

function OwnPart({ interaction, part }: { interaction: InteractionView; part: ParticipantView }) {
  const t = useT();
  const { busy, run } = useRun();
  const owner = interaction.agent ?? '';
  const step = (what: PartStep) => () => run(() => changePart(interaction.id, what));
  if (part.state === 'asked') {
    return (
      <div className="tog-own tog-asked" role="group" aria-label={t(`together:askedYou.${part.role}`, { name: part.asked_by })}>
        <p>
          <span className="m">{t(`together:askedYou.${part.role}`, { name: part.asked_by })}</span> {part.text}
        </p>
        <span className="tog-buttons">
          <Button size="s" disabled={busy} onClick={step('leave')}>
            {t('together:decline')}
          </Button>
          <Button size="s" variant="primary" busy={busy} onClick={step('join')}>
            {t('together:join')}
          </Button>
        </span>
      </div>
    );
  }
  if (part.state === 'after_call_work') return <OwnWork part={part} busy={busy} onFinish={step('leave')} />;
  const words = part.role === 'member' ? t('together:youWrite', { name: owner }) : part.role === 'observer' ? t('together:youObserve') : t('together:youAdvise', { name: owner });
  return (
    <div className="tog-own">
      <p>{words}</p>
      <span className="tog-buttons">
        <Button size="s" disabled={busy} onClick={step('take_over')}>
          {t('together:takeOver')}
        </Button>
        <Button size="s" disabled={busy} onClick={step('leave')}>
          {t('together:leave')}
        </Button>
      </span>
    </div>
  );
}

function OwnWork({ part, busy, onFinish }: { part: ParticipantView; busy: boolean; onFinish: () => void }) {
  const t = useT();
  const now = useNow();
  return (
    <div className="tog-own tog-work">
      <p>{part.work_until ? t('together:workLeft', { time: remainingTime(Math.max(0, part.work_until - now)) }) : t('together:work')}</p>
      <span className="tog-buttons">
        <Button size="s" variant="primary" busy={busy} onClick={onFinish}>
          {t('together:finish')}
        </Button>
      </span>
    </div>
  );
}

/** Supervisors come by themselves. */
function Come({ interaction, myId }: { interaction: InteractionView; myId: string }) {
  const t = useT();
  const { busy, run } = useRun();
  const may = useDesk((state) => can(state.me, 'supervise') && can(state.me, 'handle_interactions'));
  if (!may || interaction.state !== 'active' || interaction.agent_id === myId) return null;
  const come = (role: ParticipantRole) => () => run(() => askToJoin(interaction.id, { role, user_id: myId }));
  return (
    <div className="tog-own">
      <p>{t('together:come')}</p>
      <span className="tog-buttons">
        <Button size="s" icon="eye" disabled={busy} onClick={come('observer')}>
          {t('together:observe')}
        </Button>
        <Button size="s" icon="lock" disabled={busy} onClick={come('consulted')}>
          {t('together:advise')}
        </Button>
        <Button size="s" icon="chat" disabled={busy} onClick={come('member')}>
          {t('together:joinIn')}
        </Button>
      </span>
    </div>
  );
}

function Help({ interaction, myId, help }: { interaction: InteractionView; myId: string; help: NonNullable<InteractionView['help']> }) {
  const t = useT();
  const now = useNow();
  const { busy, run } = useRun();
  const supervises = useDesk((state) => can(state.me, 'supervise'));
  const own = writesTo(interaction, myId);
  return (
    <div className="tog-own tog-help" role="status">
      <p>
        <Icon name="flag" size="s" /> <span className="m">{t('together:helpSince', { name: help.name, time: passedTime(Math.max(0, now - help.since), t) })}</span> {help.text}
      </p>
      {(own || supervises) && (
        <span className="tog-buttons">
          <Button size="s" busy={busy} onClick={() => run(() => endCallForHelp(interaction.id))}>
            {t(own ? 'together:helpEnd' : 'together:helpAnswered')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Who else has it open, and who of them writes. */
function Viewers({ interaction, myId }: { interaction: InteractionView; myId: string }) {
  const t = useT();
  const observers = (interaction.participants ?? []).filter((part) => part.role === 'observer').map((part) => part.user_id);
  const all = useDesk((state) => state.viewers.get(interaction.id));
  const others = (all ?? []).filter((each) => each.user_id !== myId && !observers.includes(each.user_id));
  if (others.length === 0) return null;
  const writing = others.filter((each) => each.typing);
  const names = (people: typeof others) => people.map((each) => each.name).join(', ');
  return (
    <p className="tog-viewers" role="status">
      <Icon name="eye" size="s" />
      <span>{t('together:viewers', { count: others.length, names: names(others) })}</span>
      {writing.length > 0 && <span className="tog-writes">{t('together:types', { names: names(writing) })}</span>}
    </p>
  );
}
