import { useMemo, useState } from 'react';
import { useActions } from '@/shared/actions/actions';
import { smallUrl } from '@/shared/api/attachment-url';
import { useDesk } from '@/shared/desk/context';
import { asTheirs, partOf } from '@/shared/desk/part';
import { channelOf, heldInteractions, serviceOf } from '@/shared/desk/select';
import type { DeskState } from '@/shared/desk/state';
import { useT, type TextKey } from '@/shared/i18n/t';
import { recall, remember } from '@/shared/lib/storage';
import { useNow } from '@/shared/lib/use-now';
import { iconNamed } from '@/shared/ui/icon/icon';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { grouped, sortOf, type Sort } from '../model/order';
import { InteractionList } from './list';
import type { RowData } from './row';

const SORT = 'list.sort';
const ORDER: Record<Sort, TextKey> = { wait: 'desk:list.longestFirst', expires: 'reply:list.expiresFirst' };

const rowData = (state: DeskState, id: string): RowData | undefined => {
  const interaction = state.interactions.get(id);
  if (!interaction) return undefined;
  const kept = state.kept.filter((each) => each.interactionId === id && each.state !== 'refused' && !each.note);
  const picture = state.contacts.get(interaction.contact_id)?.picture_id;
  return {
    interaction: asTheirs(interaction, state.me.user_id),
    part: partOf(interaction, state.me.user_id),
    service: serviceOf(state, interaction),
    channelIcon: iconNamed(channelOf(state, interaction.channel)?.icon ?? '', 'chat'),
    picture: picture ? smallUrl(picture) : undefined,
    typing: state.typing.has(id),
    waitingToSend: kept.length,
    keptLine: kept.at(-1)?.text,
  };
};

/** The list of interactions that the agent holds, from the desk's state. */
export function Inbox({ openId }: { openId: string | undefined }) {
  const t = useT();
  const state = useDesk((desk) => desk);
  const held = useDesk(heldInteractions);
  const [sort, setSort] = useState(() => sortOf(recall(SORT) ?? undefined));
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const list = useMemo(() => grouped(held, sort, minute), [held, sort, minute]);
  const change = () => {
    const next = sort === 'wait' ? 'expires' : 'wait';
    remember(SORT, next);
    setSort(next);
  };
  useActions([{ id: 'list.sort', name: t('reply:list.sort', { order: t(ORDER[sort]) }), group: t('desk:keys.chats'), icon: 'clock', perform: change }]);
  return (
    <InteractionList
      list={list}
      openId={openId}
      order={t(ORDER[sort])}
      onOrder={change}
      rowOf={(id) => rowData(state, id)}
      empty={
        <div className="list-nothing">
          <StateDisc state="logged_out" icon="chat" />
          <p className="m">{t('desk:list.none')}</p>
          <p className="meta">{t('desk:list.noneText')}</p>
        </div>
      }
    />
  );
}
