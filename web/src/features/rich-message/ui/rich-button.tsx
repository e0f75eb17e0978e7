import { lazy, Suspense, useState } from 'react';
import { useActions } from '@/shared/actions/actions';
import type { InteractionView, TemplateView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { loadTexts } from '@/shared/i18n/i18n';
import { useT } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { kindsOf } from '@/shared/rich/model/kinds';
import { IconButton } from '@/shared/ui/button/button';

const RichDialog = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('./rich-dialog')), loadTexts('rich')]);
  return { default: module.RichDialog };
});

interface RichButtonProps {
  interaction: InteractionView;
  /** A template that was chosen elsewhere: the editor opens with it. */
  template?: TemplateView | undefined;
  onClose?: () => void;
}

/** Opens the editor of rich messages, where the channel takes any. */
export function RichButton({ interaction, template, onClose }: RichButtonProps) {
  const t = useT();
  const channel = useDesk((state) => channelOf(state, interaction.channel));
  const [open, setOpen] = useState(false);
  const limits = channel?.capabilities.rich;
  const possible = kindsOf(limits).length > 0;
  useActions([{ id: 'composer.rich', name: t('richCard.open'), group: t('desk:keys.chat'), order: 1, icon: 'cards', keys: 'Alt+KeyG', enabled: possible, perform: () => setOpen(true) }]);
  if (!possible || !limits) return null;
  return (
    <>
      <IconButton icon="cards" className="comp-extra" label={t('richCard.open')} shortcut="Alt G" onClick={() => setOpen(true)} />
      {(open || template) && (
        <Suspense fallback={null}>
          <RichDialog
            key={template?.id}
            interaction={interaction}
            limits={limits}
            start={template?.content}
            onClose={() => {
              setOpen(false);
              onClose?.();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
