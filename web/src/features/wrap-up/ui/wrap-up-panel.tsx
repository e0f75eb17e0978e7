import { useState, type ReactNode } from 'react';
import { keysOf, useActions, type Action } from '@/shared/actions/actions';
import type { InteractionView, ServiceView } from '@/shared/api/schema';
import { afterCallClock } from '@/shared/desk/clocks';
import '@/shared/desk/ui/panel.css';
import { Rich, useT } from '@/shared/i18n/t';
import { remainingTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Banner } from '@/shared/ui/banner/banner';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Kbd } from '@/shared/ui/kbd/kbd';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { byDigit, dispositionFolders, type Folder } from '../model/dispositions';
import './wrap-up.css';

interface WrapUpPanelProps {
  interaction: InteractionView;
  service: ServiceView | undefined;
  note: string;
  /** Kept with the server, or on its way. */
  saving: 'saved' | 'saving' | 'failed';
  error: string | undefined;
  busy: boolean;
  onNote: (note: string) => void;
  onChoose: (dispositionId: string) => void;
  onExtend: () => void;
  onFinish: () => void;
  close?: ReactNode;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** After-call work: disposition, note, and the time that is left. */
export function WrapUpPanel(props: WrapUpPanelProps) {
  const { interaction, service, note, error, busy, onFinish } = props;
  const t = useT();
  const now = useNow();
  const [query, setQuery] = useState('');
  const folders = dispositionFolders(service, query);
  const clock = afterCallClock(interaction, now);
  const chosen = service?.dispositions.find((each) => each.id === interaction.disposition_id);
  const needed = (service?.disposition_required ?? false) && !chosen && (service?.dispositions.some((each) => each.kind !== 'system') ?? false);
  const finish: Action = { id: 'wrap-up.finish', name: t('desk:wrapUp.finish'), group: t('desk:keys.wrapUp'), order: 1, icon: 'tick', keys: 'Ctrl+Enter', enabled: !needed, perform: onFinish };
  useActions([
    finish,
    ...DIGITS.map((digit): Action => ({
      id: `wrap-up.${digit}`,
      name: byDigit(folders, digit)?.name ?? '',
      group: t('desk:keys.wrapUp'), order: 1,
      keys: `Digit${digit}`,
      hidden: true,
      enabled: byDigit(folders, digit) !== undefined,
      perform: () => props.onChoose(byDigit(folders, digit)?.id ?? ''),
    })),
  ]);
  return (
    <>
      <div className="acw-head">
        <StateDisc state="after_call_work" />
        <div className="acw-words">
          <h2>{t('desk:state.after_call_work')}</h2>
          <span className="meta trunc">
            {interaction.contact_name} · {interaction.service}
          </span>
        </div>
        {clock && (
          <div className="acw-left" role="timer" aria-label={t('desk:wrapUp.left')}>
            <span className="num">{remainingTime(clock.leftMs)}</span>
            <span className="meta">{t('desk:wrapUp.leftWord')}</span>
          </div>
        )}
        {props.close}
      </div>
      {clock && (
        <div className="acw-bar" role="progressbar" aria-label={t('desk:wrapUp.used')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(clock.used * 100)}>
          <i style={{ transform: `scaleX(${clock.used})` }} />
        </div>
      )}
      <section className="sec" aria-label={t('desk:wrapUp.disposition')}>
        <h3 className="sec-head">
          {t('desk:wrapUp.disposition')}
          <span className="sec-end">
            {chosen ? (
              <Chip tone="ok" icon="tick">
                {t('desk:wrapUp.chosen')}
              </Chip>
            ) : needed ? (
              <Chip tone="violet" icon="pencil">
                {t('desk:wrapUp.needed')}
              </Chip>
            ) : null}
          </span>
        </h3>
        <SearchField
          label={t('desk:wrapUp.find')}
          placeholder={t('desk:wrapUp.findHint')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const first = folders[0]?.entries[0]?.disposition;
            if (event.key === 'Enter' && !event.ctrlKey && first) props.onChoose(first.id);
          }}
        />
        <Dispositions folders={folders} chosenId={interaction.disposition_id ?? undefined} onChoose={props.onChoose} />
      </section>
      <section className="sec">
        <h3 className="sec-head">
          <label htmlFor="wrap-up-note">{t('desk:wrapUp.note')}</label>
          <span className="meta sec-end" role="status">
            {t(props.saving === 'saving' ? 'desk:wrapUp.saving' : props.saving === 'failed' ? 'desk:wrapUp.notSaved' : 'desk:wrapUp.noteHint')}
          </span>
        </h3>
        <textarea id="wrap-up-note" className="inp" dir="auto" rows={3} maxLength={4000} value={note} onChange={(event) => props.onNote(event.target.value)} />
      </section>
      <div className="acw-foot">
        {error && (
          <Banner tone="danger" role="alert">
            {error}
          </Banner>
        )}
        <Button variant="primary" size="l" shortcut={keysOf(finish)} busy={busy} offReason={needed ? t('desk:wrapUp.chooseFirst') : undefined} onClick={onFinish}>
          {t('desk:wrapUp.finish')}
        </Button>
        {clock && (
          <Button size="l" onClick={props.onExtend}>
            {t('desk:wrapUp.extend')}
          </Button>
        )}
        <p className="meta acw-end">
          {clock && <Rich text={chosen ? t('desk:wrapUp.atZeroWith', { disposition: chosen.name }) : t('desk:wrapUp.atZero')} />} <Rich text={t('desk:wrapUp.then')} />
        </p>
      </div>
    </>
  );
}

interface DispositionsProps {
  folders: readonly Folder[];
  chosenId: string | undefined;
  onChoose: (id: string) => void;
}

function Dispositions({ folders, chosenId, onChoose }: DispositionsProps) {
  const t = useT();
  if (folders.length === 0) return <p className="dim dispo-none">{t('desk:wrapUp.noneFound')}</p>;
  return (
    <div className="dispo" role="radiogroup" aria-label={t('desk:wrapUp.disposition')}>
      {folders.map((folder) => (
        <div key={folder.name ?? ''} role="group" aria-label={folder.name}>
          {folder.name && <p className="dispo-folder">{folder.name}</p>}
          {folder.entries.map(({ disposition, digit }) => (
            <label key={disposition.id} className="dispo-one">
              <input type="radio" name="disposition" className="check-box radio" checked={disposition.id === chosenId} onChange={() => onChoose(disposition.id)} />
              <span>{disposition.name}</span>
              {digit !== undefined && <Kbd>{digit}</Kbd>}
            </label>
          ))}
        </div>
      ))}
    </div>
  );
}
