import { below } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import type { EntityForm } from '@/features/admin-common/form/use-entity-form';
import { SkillLevels } from '@/features/admin-common/parts/skill-levels';
import type { SkillView, TeamView, UserView } from '@/shared/api/schema';
import { LANGUAGES } from '@/shared/i18n/i18n';
import { useT } from '@/shared/i18n/t';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { SecretField } from '@/shared/ui/field/secret-field';
import { PASSWORD, type UserDraft } from '../model/draft';
import { RolesField } from './roles-field';

interface UserFieldsProps {
  form: EntityForm<UserView, UserDraft>;
  teams: readonly TeamView[];
  skills: readonly SkillView[];
  chatShare: number | undefined;
}

/** The properties of a user. */
export function UserFields({ form, teams, skills, chatShare }: UserFieldsProps) {
  const t = useT();
  const { draft, edit, labels } = form;
  const isNew = form.applied === undefined;
  const usual = chatShare && Math.max(1, Math.floor(100 / chatShare));
  return (
    <>
      <FormSection title={t('admin-people:user.person')} text={t('admin-people:user.personText')}>
        <div className="two-c">
          <TextField
            label={labels.name}
            {...form.field('name')}
            name="name"
            value={draft.name}
            maxLength={120}
            autoComplete="off"
            autoFocus={isNew}
            onChange={(event) => edit({ name: event.target.value })}
          />
          <TextField
            label={labels.username}
            {...form.field('username')}
            name="username"
            hint={t('admin-people:user.usernameHint')}
            value={draft.username}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => edit({ username: event.target.value })}
          />
        </div>
        <div className="two-c">
          <TextField
            label={labels.email}
            {...form.field('email')}
            name="email"
            type="email"
            optional={t('form.optional')}
            value={draft.email}
            autoComplete="off"
            onChange={(event) => edit({ email: event.target.value })}
          />
          {!isNew && (
            <SelectField label={labels.language} {...form.field('language')} name="language" value={draft.language} onChange={(event) => edit({ language: event.target.value })}>
              <option value="">{t('admin-people:user.languageAuto')}</option>
              {LANGUAGES.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
        </div>
        {isNew && (
          <SecretField
            label={labels.password}
            error={form.errors.password}
            name="password"
            hint={t('admin-people:user.passwordHint', PASSWORD)}
            autoComplete="new-password"
            value={draft.password}
            onChange={(event) => edit({ password: event.target.value })}
          />
        )}
      </FormSection>
      <FormSection title={labels.roles} text={t('admin-people:user.rolesText')}>
        <RolesField label={labels.roles} value={draft.roles} {...form.field('roles')} onChange={(roles) => edit({ roles })} />
      </FormSection>
      <FormSection title={t('admin-people:user.work')} text={t('admin-people:user.workText')}>
        <div className="two-c">
          <SelectField label={labels.team_id} {...form.field('team_id')} name="team_id" value={draft.team_id} onChange={(event) => edit({ team_id: event.target.value })}>
            <option value="">{t('admin:form.none')}</option>
            {teams
              .filter((team) => !team.disabled || team.id === draft.team_id)
              .map((team) => (
                <option key={team.id} value={team.id}>
                  {team.name}
                </option>
              ))}
          </SelectField>
          <TextField
            label={labels.max_chats}
            {...form.field('max_chats')}
            name="max_chats"
            className="num inp-num"
            inputMode="numeric"
            optional={t('form.optional')}
            hint={usual ? t('admin-people:user.maxChatsUsual', { count: usual }) : t('admin-people:user.maxChatsHint')}
            value={draft.max_chats}
            onChange={(event) => edit({ max_chats: event.target.value.trim() })}
          />
        </div>
        <SkillLevels
          label={labels.skills}
          levelLabel={t('admin-people:skill.level')}
          hint={t('admin-people:user.skillsHint')}
          skills={skills}
          value={draft.skills}
          errors={below(form.errors, 'skills')}
          changed={form.field('skills').changed}
          startLevel={50}
          onChange={(value) => edit({ skills: value })}
        />
      </FormSection>
    </>
  );
}
