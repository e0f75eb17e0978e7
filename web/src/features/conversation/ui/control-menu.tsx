import { keysOf, useActions } from '@/shared/actions/actions';
import type { ControlStep, InteractionView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { ownerName } from '@/shared/desk/owner';
import { channelOf } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import type { IconName } from '@/shared/ui/icon/icon';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';
import { useControl } from './use-control';

const KEYS: Record<ControlStep, string> = { take: 'Alt+KeyO', ask: 'Alt+KeyQ', hand_back: 'Alt+KeyH' };

/** What has no button of its own, and who answers this conversation, where several apps share it: take over, ask for it, hand back. */
export function ControlMenu({ interaction, more }: { interaction: InteractionView; more: readonly MenuEntry[] }) {
  const t = useT();
  const myId = useDesk((state) => state.me.user_id);
  const shared = useDesk((state) => channelOf(state, interaction.channel))?.capabilities.thread_control ?? false;
  const possible = shared && interaction.state === 'active' && interaction.agent_id === myId;
  const run = useControl(interaction);
  const { owner } = interaction;
  const held = owner ? undefined : t('reply:control.ours');
  const steps: { step: ControlStep; label: string; icon: IconName; off: string | undefined }[] = [
    { step: 'take', label: t('reply:owner.take'), icon: 'transfer', off: held },
    { step: 'ask', label: t('reply:owner.ask'), icon: 'help', off: held },
    { step: 'hand_back', label: t('reply:owner.handBack'), icon: 'undo', off: owner ? t('reply:control.theirs', { name: ownerName(owner, t) }) : undefined },
  ];
  useActions(
    steps.map(({ step, label, icon, off }) => ({
      id: `thread.${step}`,
      name: label,
      group: t('desk:keys.chat'),
      order: 1,
      icon,
      keys: KEYS[step],
      enabled: possible && off === undefined,
      perform: () => run(step),
    })),
  );
  if (!possible && more.length === 0) return null;
  const control: MenuEntry[] = (possible ? steps : []).map(({ step, label, icon, off }) => ({
    kind: 'item',
    id: step,
    icon,
    label,
    shortcut: keysOf({ keys: KEYS[step] }),
    offReason: off,
    perform: () => run(step),
  }));
  const entries: MenuEntry[] = more.length > 0 && control.length > 0 ? [...more, { kind: 'line', id: 'control' }, ...control] : [...more, ...control];
  const label = t(more.length > 0 ? 'together:more' : 'reply:control.menu');
  return <Menu label={label} entries={entries} button={(properties) => <IconButton {...properties} icon="more" label={label} />} />;
}
