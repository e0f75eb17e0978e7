import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InteractionView, TransferTargets } from '@/shared/api/schema';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useDeskSession } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { transferTargetsQuery } from '@/shared/transfer-targets/query';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextArea } from '@/shared/ui/field/field';
import { Radio } from '@/shared/ui/field/check';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { ErrorState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { askToJoin } from '../api/together';
import { canBeAsked, findColleagues, type AskedRole, type Wanted } from '../model/find';
import './together.css';

const ROLES: readonly AskedRole[] = ['consulted', 'member'];

/** Asks a colleague, or a free one of a team, for advice or to join. */
export function AskDialog({ interaction, onClose }: { interaction: InteractionView; onClose: () => void }) {
  const t = useT();
  const session = useDeskSession();
  const targets = useQuery(transferTargetsQuery);
  const [role, setRole] = useState<AskedRole>('consulted');
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<Wanted>();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const taking = [interaction.agent_id, ...(interaction.participants ?? []).map((part) => part.user_id)].filter((id) => id != null);
  const found = targets.data && findColleagues(targets.data, query, taking);
  const agent = wanted?.kind === 'agent' ? targets.data?.agents.find((each) => each.agent.user_id === wanted.id) : undefined;
  const team = wanted?.kind === 'team' ? targets.data?.teams?.find((each) => each.team_id === wanted.id) : undefined;
  const name = agent && canBeAsked(agent, role) ? agent.agent.name : team?.free ? team.name : undefined;
  const go = async () => {
    if (!wanted || !name || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      session.take(await askToJoin(interaction.id, { role, ...(wanted.kind === 'agent' ? { user_id: wanted.id } : { team_id: wanted.id }), ...(text.trim() && { text: text.trim() }) }));
      toast(t('together:done', { name }));
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('together:title', { name: interaction.contact_name })}
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('together:keep')}</Button>
          <Button variant="primary" busy={busy} offReason={name ? undefined : t('together:chooseFirst')} onClick={() => void go()}>
            {name ? t('together:goName', { name }) : t('together:go')}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Banner tone="danger" role="alert">
          {errorWords(error, t)}
        </Banner>
      )}
      <div className="tog-roles" role="radiogroup" aria-label={t('together:as')}>
        {ROLES.map((each) => (
          <Radio key={each} name="together-role" label={t(`together:what.${each}`)} hint={t(`together:hint.${each}`)} checked={role === each} onChange={() => setRole(each)} />
        ))}
      </div>
      <SearchField label={t('together:find')} placeholder={t('together:find')} data-autofocus value={query} onChange={(event) => setQuery(event.target.value)} />
      <div className="tog-targets">
        {found ? (
          <Colleagues found={found} role={role} chosen={wanted} onChoose={setWanted} />
        ) : targets.error ? (
          <ErrorState title={t('together:failed')} text={errorWords(targets.error, t)} details={errorDetails(targets.error, t)} onRetry={() => void targets.refetch()} />
        ) : (
          <SkeletonRows rows={4} label={t('loading')} />
        )}
      </div>
      <TextArea label={t('together:text')} hint={t('together:textHint')} optional={t('form.optional')} rows={2} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
    </Dialog>
  );
}

interface ColleaguesProps {
  found: Pick<TransferTargets, 'agents' | 'teams'>;
  role: AskedRole;
  chosen: Wanted | undefined;
  onChoose: (wanted: Wanted) => void;
}

function Colleagues({ found: { agents, teams = [] }, role, chosen, onChoose }: ColleaguesProps) {
  const t = useT();
  if (agents.length === 0 && teams.length === 0) return <p className="dim tog-none">{t('together:none')}</p>;
  const isChosen = (kind: Wanted['kind'], id: string) => chosen?.kind === kind && chosen.id === id;
  return (
    <div role="radiogroup" aria-label={t('together:find')}>
      {agents.length > 0 && <p className="menu-heading">{t('together:colleagues')}</p>}
      {agents.map((target) => {
        const { agent, why_not } = target;
        const can = canBeAsked(target, role);
        return (
          <label key={agent.user_id} className={`tog-target${can ? '' : ' tog-off'}`}>
            <input type="radio" name="colleague" className="check-box radio" disabled={!can} checked={isChosen('agent', agent.user_id)} onChange={() => onChoose({ kind: 'agent', id: agent.user_id })} />
            <StateDisc state={agent.state} small />
            <span className="tog-words">
              <span className="m trunc">{agent.name}</span>
              <span className="meta trunc">{why_not ?? agent.reason ?? t(`desk:state.${agent.state}`)}</span>
            </span>
            <span className="meta num">{t('desk:state.held', { held: agent.held, room: agent.room })}</span>
          </label>
        );
      })}
      {teams.length > 0 && <p className="menu-heading">{t('together:teams')}</p>}
      {teams.map((team) => (
        <label key={team.team_id} className={`tog-target${team.free > 0 ? '' : ' tog-off'}`}>
          <input type="radio" name="colleague" className="check-box radio" disabled={team.free === 0} checked={isChosen('team', team.team_id)} onChange={() => onChoose({ kind: 'team', id: team.team_id })} />
          <span className="disc disc-small">
            <Icon name="people" size="s" />
          </span>
          <span className="tog-words">
            <span className="m trunc">{team.name}</span>
          </span>
          <span className="meta num">{team.free > 0 ? t('together:teamFree', { count: team.free }) : t('together:teamNobody')}</span>
        </label>
      ))}
    </div>
  );
}
