import { useState } from 'react';
import type { ChannelView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import './accounts.css';

interface CreateDialogProps {
  channels: readonly ChannelView[];
  onClose: () => void;
  onChoose: (channel: string) => void;
}

/** Which type of account is to be made. */
export function CreateDialog({ channels, onClose, onChoose }: CreateDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState(channels[0]?.id);
  return (
    <Dialog
      title={t('admin-accounts:create.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form="create-account"
            offReason={chosen === undefined ? t('admin-accounts:create.none') : undefined}
          >
            {t('admin-accounts:create.ok')}
          </Button>
        </>
      }
    >
      <form
        id="create-account"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        <fieldset className="types">
          <legend className="mut">{t('admin-accounts:create.text')}</legend>
          {channels.map((channel) => (
            <label key={channel.id} className={channel.id === chosen ? 'type type-on' : 'type'}>
              <input
                type="radio"
                name="channel"
                className="check-box radio"
                value={channel.id}
                checked={channel.id === chosen}
                data-autofocus={channel.id === chosen || undefined}
                onChange={() => setChosen(channel.id)}
              />
              <Icon name={iconNamed(channel.icon, 'chat')} size="l" />
              <span className="type-words">
                <span className="m">{channel.label}</span>
                <span className="meta">{channel.summary}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
