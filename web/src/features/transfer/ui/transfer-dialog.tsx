import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentView, InteractionView, TransferTargets } from '@/shared/api/schema';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { runningTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextArea } from '@/shared/ui/field/field';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { ErrorState } from '@/shared/ui/states/states';
import { transferTargetsQuery } from '@/shared/transfer-targets/query';
import { findTargets, targetName, type Target } from '../model/find';
import './transfer-dialog.css';

interface TransferDialogProps {
  interaction: InteractionView;
  onClose: () => void;
  /** Hands over; fails with the server's error. */
  onTransfer: (target: Target, note: string, name: string) => Promise<void>;
}

/** Hands a chat over to an agent or a service, with a word for the colleague. */
export function TransferDialog({ interaction, onClose, onTransfer }: TransferDialogProps) {
  const t = useT();
  const targets = useQuery(transferTargetsQuery);
  const [query, setQuery] = useState('');
  const [target, setTarget] = useState<Target>();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const name = targets.data && target && targetName(targets.data, target);
  const go = async () => {
    if (!target || !name || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onTransfer(target, note.trim(), name);
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('desk:transfer.title', { name: interaction.contact_name })}
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('desk:transfer.keep')}</Button>
          <Button variant="primary" busy={busy} offReason={target ? undefined : t('desk:transfer.chooseFirst')} onClick={() => void go()}>
            {name ? t('desk:transfer.to', { name }) : t('desk:transfer.go')}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Banner tone="danger" role="alert">
          {errorWords(error, t)}
        </Banner>
      )}
      <SearchField label={t('desk:transfer.find')} placeholder={t('desk:transfer.find')} data-autofocus value={query} onChange={(event) => setQuery(event.target.value)} />
      <div className="targets">
        {targets.data ? (
          <Targets targets={findTargets(targets.data, query, interaction.service_id)} chosen={target} onChoose={setTarget} />
        ) : targets.error ? (
          <ErrorState title={t('desk:transfer.failed')} text={errorWords(targets.error, t)} details={errorDetails(targets.error, t)} onRetry={() => void targets.refetch()} />
        ) : (
          <SkeletonRows rows={4} label={t('loading')} />
        )}
      </div>
      <TextArea label={t('desk:transfer.note')} hint={t('desk:transfer.noteHint')} optional={t('form.optional')} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}

interface TargetsProps {
  targets: TransferTargets;
  chosen: Target | undefined;
  onChoose: (target: Target) => void;
}

function Targets({ targets, chosen, onChoose }: TargetsProps) {
  const t = useT();
  const now = useNow();
  if (targets.agents.length === 0 && targets.services.length === 0) return <p className="dim targets-none">{t('desk:transfer.none')}</p>;
  return (
    <div role="radiogroup" aria-label={t('desk:transfer.find')}>
      {targets.agents.length > 0 && <p className="menu-heading">{t('desk:transfer.agents')}</p>}
      {targets.agents.map(({ agent, available, why_not }) => (
        <label key={agent.user_id} className={`target${available ? '' : ' target-off'}`}>
          <input type="radio" name="target" className="check-box radio" disabled={!available} checked={chosen?.kind === 'agent' && chosen.id === agent.user_id} onChange={() => onChoose({ kind: 'agent', id: agent.user_id })} />
          <StateDisc state={agent.state} small />
          <span className="target-words">
            <span className="m trunc">{agent.name}</span>
            <span className="meta trunc">{why_not ?? <StateLine agent={agent} now={now} />}</span>
          </span>
          <span className="meta num">{t('desk:state.held', { held: agent.held, room: agent.room })}</span>
        </label>
      ))}
      {targets.services.length > 0 && <p className="menu-heading">{t('desk:transfer.services')}</p>}
      {targets.services.map((service) => (
        <label key={service.service_id} className="target">
          <input type="radio" name="target" className="check-box radio" checked={chosen?.kind === 'service' && chosen.id === service.service_id} onChange={() => onChoose({ kind: 'service', id: service.service_id })} />
          <span className="disc disc-small">
            <Icon name="people" size="s" />
          </span>
          <span className="target-words">
            <span className="m trunc">{service.name}</span>
            <span className="meta trunc">
              {service.waiting === 0
                ? t('desk:transfer.noneWaiting')
                : service.oldest_since
                  ? t('desk:transfer.waitingSince', { count: service.waiting, time: runningTime(now - service.oldest_since) })
                  : t('desk:transfer.waiting', { count: service.waiting })}
            </span>
          </span>
          <span className="meta num">{t('desk:transfer.room', { count: service.agents_with_room })}</span>
        </label>
      ))}
    </div>
  );
}

function StateLine({ agent, now }: { agent: AgentView; now: number }) {
  const t = useT();
  return t('desk:transfer.stateFor', { state: agent.reason ?? t(`desk:state.${agent.state}`), time: runningTime(now - agent.since) });
}
