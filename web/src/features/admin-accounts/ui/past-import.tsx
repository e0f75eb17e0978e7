import { Ago } from '@/features/admin-common/parts/ago';
import type { ImportView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import './past.css';

const TONES = { running: 'info', done: 'ok', failed: 'danger', cancelled: 'warn' } as const;

/** How the newest import stands: what it found, and why it ended. */
export function PastImport({ row }: { row: ImportView }) {
  const t = useT();
  const found = t('admin-imports:found', {
    messages: t('admin-imports:messages', { count: row.added + row.known }),
    threads: t('admin-imports:threads', { count: row.threads }),
    added: row.added,
  });
  return (
    <>
      <Banner tone={TONES[row.state]} icon={row.state === 'running' ? 'reload' : undefined}>
        <b>{t(`admin-imports:said.${row.state}`)}</b> <span className="num">{found}</span>
        {row.state === 'failed' && row.error && <span className="past-why">{row.error}</span>}
      </Banner>
      {row.state === 'running' && <div className="past-bar" role="progressbar" aria-label={t('admin-imports:said.running')} aria-valuetext={found} />}
      <p className="meta">
        {t(`admin-imports:kind.${row.kind}`)} · {row.finished_at ? t('admin-imports:ended') : t('admin-imports:began')} <Ago at={row.finished_at ?? row.started_at} />
      </p>
    </>
  );
}
