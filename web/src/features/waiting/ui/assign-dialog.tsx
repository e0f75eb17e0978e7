import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { AgentView, WaitingView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { ErrorState } from '@/shared/ui/states/states';
import { colleaguesQuery } from '../api/waiting';

interface AssignDialogProps {
  chat: WaitingView;
  /** The person themselves: who takes it for themselves has a button for that. */
  except: string;
  onClose: () => void;
  /** Fails with the server's error. */
  onAssign: (agent: string, name: string) => Promise<void>;
}

/** Gives a waiting chat to an agent. */
export function AssignDialog({ chat, except, onClose, onAssign }: AssignDialogProps) {
  const t = useT();
  const agents = useQuery(colleaguesQuery);
  const [chosen, setChosen] = useState<AgentView>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = async () => {
    if (!chosen || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onAssign(chosen.user_id, chosen.name);
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const there = agents.data?.items.filter(({ user_id, availability }) => user_id !== except && availability !== 'logged_out') ?? [];
  return (
    <Dialog
      title={t('waiting:giveTitle', { name: chat.interaction.contact_name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('waiting:leave')}</Button>
          <Button variant="primary" busy={busy} offReason={chosen ? undefined : t('waiting:chooseFirst')} onClick={() => void go()}>
            {chosen ? t('waiting:giveTo', { name: chosen.name }) : t('waiting:give')}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Banner tone="danger" role="alert">
          {errorWords(error, t)}
        </Banner>
      )}
      {agents.data ? (
        <div role="radiogroup" aria-label={t('waiting:agents')} className="waiting-agents">
          {there.length === 0 && <p className="dim">{t('waiting:nobodyThere')}</p>}
          {there.map((agent) => (
            <label key={agent.user_id} className="waiting-agent">
              <input
                type="radio"
                name="agent"
                className="check-box radio"
                disabled={agent.availability !== 'ready' || !agent.connected || agent.held >= agent.room}
                checked={chosen?.user_id === agent.user_id}
                onChange={() => setChosen(agent)}
              />
              <StateDisc state={agent.state} small />
              <span className="m trunc">{agent.name}</span>
              <span className="meta num">{t('desk:state.held', { held: agent.held, room: agent.room })}</span>
            </label>
          ))}
        </div>
      ) : agents.error ? (
        <ErrorState title={t('waiting:agentsFailed')} text={errorWords(agents.error, t)} details={errorDetails(agents.error, t)} onRetry={() => void agents.refetch()} />
      ) : (
        <SkeletonRows rows={4} label={t('loading')} />
      )}
    </Dialog>
  );
}
