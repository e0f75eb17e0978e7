import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useMe } from '@/shared/api/me';
import type { CasePatch, CaseView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp } from '@/shared/lib/times';
import { Button } from '@/shared/ui/button/button';
import { SelectField, TextArea, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeCase, keepCase, ownersQuery, teamsQuery } from '../api/cases';
import { ownersOf } from '../model/owners';
import { IMPORTANCES } from '../model/filters';

/** Who looks after a case, how much it matters, what it says; changed at once. */
export function CaseFacts({ of, mayEdit }: { of: CaseView; mayEdit: boolean }) {
  const t = useT();
  const me = useMe();
  const language = useLanguage();
  const queries = useQueryClient();
  const teams = useQuery({ ...teamsQuery, enabled: mayEdit });
  const [editing, setEditing] = useState(false);
  const change = async (patch: CasePatch) => {
    try {
      keepCase(queries, await changeCase(of.id, patch));
      setEditing(false);
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  const agents = useQuery({ ...ownersQuery, enabled: mayEdit });
  const owners = ownersOf(agents.data ?? [], of, { id: me.user_id, name: t('cases:me', { name: me.name }) });
  return (
    <aside className="case-side" aria-label={t('cases:facts')}>
      {mayEdit ? (
        <div className="case-form">
          <SelectField label={t('cases:owner')} value={of.owner_id ?? ''} onChange={(event) => void change({ owner_id: event.target.value || null })}>
            <option value="">{t('cases:nobody')}</option>
            {owners.map((owner) => (
              <option key={owner.id} value={owner.id}>
                {owner.name}
              </option>
            ))}
          </SelectField>
          <SelectField label={t('cases:team')} value={of.team_id ?? ''} onChange={(event) => void change({ team_id: event.target.value || null })}>
            <option value="">{t('cases:noTeam')}</option>
            {(teams.data ?? (of.team_id ? [{ id: of.team_id, name: of.team ?? '' }] : [])).map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </SelectField>
          <SelectField label={t('cases:importanceLabel')} value={of.importance} onChange={(event) => void change({ importance: IMPORTANCES.find((each) => each === event.target.value) ?? 'normal' })}>
            {IMPORTANCES.map((each) => (
              <option key={each} value={each}>
                {t(`cases:importance.${each}`)}
              </option>
            ))}
          </SelectField>
          {editing ? (
            <Words of={of} onSave={change} onClose={() => setEditing(false)} />
          ) : (
            <Button size="s" icon="pencil" onClick={() => setEditing(true)}>
              {t('cases:edit')}
            </Button>
          )}
        </div>
      ) : (
        <dl className="kv kv-wide">
          <dt>{t('cases:owner')}</dt>
          <dd>{of.owner ?? t('cases:nobody')}</dd>
          <dt>{t('cases:team')}</dt>
          <dd>{of.team ?? t('cases:noTeam')}</dd>
        </dl>
      )}
      <dl className="kv kv-wide">
        <dt>{t('cases:createdAt')}</dt>
        <dd>{fullStamp(of.created_at, language)}</dd>
        {of.follows && (
          <>
            <dt>{t('cases:follows')}</dt>
            <dd>
              <Link to="/desktop/cases/$caseId" params={{ caseId: of.follows }}>
                {t('cases:earlierCase')}
              </Link>
            </dd>
          </>
        )}
      </dl>
    </aside>
  );
}

function Words({ of, onSave, onClose }: { of: CaseView; onSave: (patch: CasePatch) => Promise<void>; onClose: () => void }) {
  const t = useT();
  const [title, setTitle] = useState(of.title);
  const [description, setDescription] = useState(of.description);
  return (
    <>
      <TextField label={t('cases:title')} autoFocus maxLength={120} value={title} error={title.trim() ? undefined : t('cases:titleMissing')} onChange={(event) => setTitle(event.target.value)} />
      <TextArea label={t('cases:description')} rows={5} maxLength={4000} value={description} onChange={(event) => setDescription(event.target.value)} />
      <div className="case-row">
        <Button size="s" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button size="s" variant="primary" offReason={title.trim() ? undefined : t('cases:titleMissing')} onClick={() => void onSave({ title: title.trim(), description })}>
          {t('form.save')}
        </Button>
      </div>
    </>
  );
}
