import { useRef } from 'react';
import type { AgentView, ReasonView } from '@/shared/api/schema';
import { useT, type TextKey } from '@/shared/i18n/t';
import { runningTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { useActions } from '@/shared/actions/actions';
import './state-selector.css';

/** What a person can choose. */
export interface StateChoices {
  ready: () => void;
  /** Without a reason where the tenant has none of its own. */
  notReady: (reason: ReasonView | undefined) => void;
  logOut: () => void;
}

interface StateSelectorProps {
  agent: AgentView;
  reasons: readonly ReasonView[];
  /** Offers cannot come: the connection is lost. */
  cutOff: boolean;
  choices: StateChoices;
}

const WORDS: Record<AgentView['state'], TextKey> = {
  ready: 'desk:state.ready',
  ringing: 'desk:state.ringing',
  busy: 'desk:state.busy',
  after_call_work: 'desk:state.after_call_work',
  not_ready: 'desk:state.not_ready',
  break: 'desk:state.break',
  logged_out: 'desk:state.logged_out',
};

/** Own state with its time, and the menu of states to choose. */
export function StateSelector({ agent, reasons, cutOff, choices }: StateSelectorProps) {
  const t = useT();
  const now = useNow();
  const open = useRef<(() => void) | null>(null);
  const wish = agent.availability === 'not_ready' && agent.held > 0;
  const title = agent.reason && (agent.state === 'not_ready' || agent.state === 'break') ? agent.reason : t(WORDS[agent.state]);
  const line = [
    t('desk:state.held', { held: agent.held, room: agent.room }),
    cutOff ? t('desk:state.noOffers') : wish ? t('desk:state.notReadyAfter') : undefined,
  ].filter(Boolean);
  useActions([{ id: 'state.menu', name: t('desk:state.change'), group: t('desk:keys.state'), order: 2, keys: 'Alt+KeyS', icon: 'tick', perform: () => open.current?.() }]);
  return (
    <Menu
      label={t('desk:state.change')}
      entries={stateEntries(agent, reasons, choices, t)}
      sameWidth
      openRef={open}
      button={(properties) => (
        <button type="button" {...properties} className="state" title={t('desk:state.change')}>
          <span className="vh">{t('desk:state.own')}</span>
          <StateDisc state={agent.state} />
          <span className="state-who">
            <b className="trunc">{title}</b>
            <span className="meta trunc">{line.join(', ')}</span>
          </span>
          <span className="state-clock num">{runningTime(now - agent.since)}</span>
          <Icon name="chevron-down" size="s" className="dim" />
        </button>
      )}
    />
  );
}

const stateEntries = (agent: AgentView, reasons: readonly ReasonView[], choices: StateChoices, t: ReturnType<typeof useT>): MenuEntry[] => {
  const own = reasons.filter((reason) => !reason.system && !reason.disabled);
  const notReady = agent.availability === 'not_ready';
  return [
    {
      kind: 'item',
      id: 'ready',
      label: t('desk:state.ready'),
      lead: <StateDisc state="ready" small />,
      checked: agent.availability === 'ready',
      perform: choices.ready,
    },
    { kind: 'line', id: 'line-1' },
    ...(own.length > 0 ? [{ kind: 'heading' as const, id: 'reasons', label: t('desk:state.chooseReason') }] : []),
    ...own.map((reason): MenuEntry => ({
      kind: 'item',
      id: reason.id,
      label: reason.name,
      lead: <StateDisc state={reason.counts_as_break ? 'break' : 'not_ready'} small />,
      checked: notReady && agent.reason_id === reason.id,
      perform: () => choices.notReady(reason),
    })),
    ...(own.length === 0
      ? [{ kind: 'item' as const, id: 'not-ready', label: t('desk:state.not_ready'), lead: <StateDisc state="not_ready" small />, checked: notReady, perform: () => choices.notReady(undefined) }]
      : []),
    { kind: 'line', id: 'line-2' },
    { kind: 'item', id: 'out', label: t('desk:state.logOut'), lead: <StateDisc state="logged_out" small />, perform: choices.logOut },
  ];
};
