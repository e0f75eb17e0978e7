import { useId } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { keepSkill } from '@/features/admin-common/api/skills';
import { faults } from '@/features/admin-common/form/check-values';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { SkillKind, SkillView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Radio } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeSkill, createSkill } from '../api/save-skill';

interface SkillDialogProps {
  skill: SkillView | undefined;
  /** Groups that exist, offered while typing. */
  groups: readonly string[];
  onClose: () => void;
}

interface SkillDraft {
  name: string;
  kind: SkillKind;
  group: string;
}

const KINDS: readonly SkillKind[] = ['auxiliary', 'language'];

/** Makes or changes a skill. */
export function SkillDialog({ skill, groups, onClose }: SkillDialogProps) {
  const t = useT();
  const listId = useId();
  const queries = useQueryClient();
  const form = useSmallForm<SkillDraft, SkillView>({
    start: { name: skill?.name ?? '', kind: skill?.kind ?? 'auxiliary', group: skill?.group ?? '' },
    check: (draft) => {
      const check = faults(t);
      check.text('name', draft.name, 80);
      check.optional('group', draft.group, 80);
      return check.found;
    },
    save: (draft) => {
      const body = { name: draft.name.trim(), kind: draft.kind, group: draft.kind === 'auxiliary' ? draft.group.trim() : '' };
      return skill ? changeSkill(skill.id, { ...body, expected_updated_at: skill.updated_at }) : createSkill(body);
    },
    onSaved: (saved) => {
      keepSkill(queries, saved);
      toast(t(skill ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      onClose();
    },
  });
  const { draft, errors, edit } = form;
  return (
    <SmallForm
      title={skill ? t('admin-people:skill.editTitle', { name: skill.name }) : t('admin-people:skill.newTitle')}
      submitLabel={skill ? t('form.apply') : t('admin:form.create')}
      form={form}
      onClose={onClose}
    >
      <TextField label={t('admin-people:skill.name')} error={errors.name} maxLength={80} value={draft.name} data-autofocus onChange={(event) => edit({ name: event.target.value })} />
      <fieldset className="picks">
        <legend className="lbl">{t('admin-people:skill.kind')}</legend>
        {KINDS.map((kind) => (
          <Radio
            key={kind}
            name="kind"
            label={t(`admin-people:skill.kinds.${kind}`)}
            hint={kind === 'auxiliary' ? t('admin-people:skill.auxiliaryText') : t('admin-people:skill.languageText')}
            checked={draft.kind === kind}
            onChange={() => edit({ kind })}
          />
        ))}
        {errors.kind && <span className="field-error">{errors.kind}</span>}
      </fieldset>
      {draft.kind === 'auxiliary' && (
        <>
          <TextField
            label={t('admin-people:skill.group')}
            optional={t('form.optional')}
            hint={t('admin-people:skill.groupHint')}
            error={errors.group}
            list={listId}
            maxLength={80}
            value={draft.group}
            onChange={(event) => edit({ group: event.target.value })}
          />
          <datalist id={listId}>
            {groups.map((group) => (
              <option key={group} value={group} />
            ))}
          </datalist>
        </>
      )}
    </SmallForm>
  );
}
