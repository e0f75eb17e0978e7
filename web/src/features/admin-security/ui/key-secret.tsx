import { useState } from 'react';
import type { ApiKeyCreated } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextField } from '@/shared/ui/field/field';

/** The only time a key's secret is shown. Closing without having kept it is asked about, not prevented. */
export function KeySecret({ created, onClose }: { created: ApiKeyCreated; onClose: () => void }) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  return (
    <Dialog
      title={t('admin-security:secret.title', { name: created.key.name })}
      size="l"
      onClose={() => (asked ? onClose() : setAsked(true))}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('admin-security:secret.done')}
        </Button>
      }
    >
      <Banner tone={asked ? 'warn' : 'info'} role={asked ? 'alert' : undefined}>
        {asked ? t('admin-security:secret.sure') : t('admin-security:secret.once')}
      </Banner>
      <TextField
        label={t('admin-security:secret.label')}
        readOnly
        dir="ltr"
        className="mono"
        data-autofocus
        value={created.secret}
        hint={t('admin-security:secret.use')}
        onFocus={(event) => event.target.select()}
        end={<CopyButton text={created.secret} what={t('admin-security:secret.label')} />}
      />
    </Dialog>
  );
}
