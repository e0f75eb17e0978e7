import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import './second-factor.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  /** Where they are for: the file says it. */
  username: string;
}

/** Recovery codes, the only time they are shown: to copy, to download. */
export function RecoveryCodes({ codes, username }: RecoveryCodesProps) {
  const t = useT();
  const text = `${codes.join('\n')}\n`;
  const download = () => {
    const words = t('account:codes.file', { username, host: location.host });
    const url = URL.createObjectURL(new Blob([`${words}\n\n${text}`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'parlance-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="codes">
      <Banner tone="warn">{t('account:codes.once')}</Banner>
      <ul aria-label={t('account:codes.title')}>
        {codes.map((code) => (
          <li key={code} className="mono" dir="ltr">
            {code}
          </li>
        ))}
      </ul>
      <div className="codes-acts">
        <CopyButton text={text} what={t('account:codes.title')} />
        <Button icon="download" onClick={download}>
          {t('account:codes.download')}
        </Button>
      </div>
    </div>
  );
}
