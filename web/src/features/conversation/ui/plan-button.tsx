import { lazy, Suspense, useState } from 'react';
import { keysOf, useActions } from '@/shared/actions/actions';
import type { InteractionView, PlannedKind } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { IconButton } from '@/shared/ui/button/button';
import { Menu } from '@/shared/ui/menu/menu';

const LATER = 'Alt+KeyL';
const REMIND = 'Alt+KeyK';
const PlanDialog = lazy(async () => ({ default: (await loadChunk(() => import('@/shared/planned/ui/plan-dialog'))).PlanDialog }));

interface PlanButtonProps {
  interaction: InteractionView;
  /** What has been begun to write: it can be sent later. */
  text: string;
  /** It is planned, and no draft any more. */
  onPlanned: () => void;
}

/** Sends what was written later, or reminds of the customer. */
export function PlanButton({ interaction, text, onPlanned }: PlanButtonProps) {
  const t = useT();
  const [kind, setKind] = useState<PlannedKind>();
  useActions([
    { id: 'composer.later', name: t('talk:later.sendLater'), group: t('desk:keys.chat'), order: 1, icon: 'clock', keys: LATER, perform: () => setKind('message') },
    { id: 'composer.remind', name: t('talk:later.remindMe'), group: t('desk:keys.chat'), order: 1, icon: 'bell', keys: REMIND, perform: () => setKind('reminder') },
  ]);
  return (
    <>
      <Menu
        label={t('talk:later.plan')}
        entries={[
          { kind: 'item', id: 'later', icon: 'clock', label: t('talk:later.sendLater'), shortcut: keysOf({ keys: LATER }), perform: () => setKind('message') },
          { kind: 'item', id: 'remind', icon: 'bell', label: t('talk:later.remindMe'), shortcut: keysOf({ keys: REMIND }), perform: () => setKind('reminder') },
        ]}
        button={(properties) => <IconButton {...properties} icon="clock" className="comp-extra" label={t('talk:later.plan')} />}
      />
      {kind && (
        <Suspense fallback={null}>
          <PlanDialog kind={kind} interaction={interaction} interactionId={interaction.id} name={interaction.contact_name} text={kind === 'message' ? text : ''} onPlanned={kind === 'message' ? onPlanned : undefined} onClose={() => setKind(undefined)} />
        </Suspense>
      )}
    </>
  );
}
