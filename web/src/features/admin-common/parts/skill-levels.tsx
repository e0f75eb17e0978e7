import { useId } from 'react';
import type { SkillLevel, SkillView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import type { FieldErrors } from '../form/field-errors';
import { parseLevel } from './level';
import './parts.css';

interface SkillLevelsProps {
  label: string;
  /** The label is read out only: it stands beside as a heading. */
  labelHidden?: boolean;
  hint?: string | undefined;
  /** What the number means, e.g. "Level" or "At least". */
  levelLabel: string;
  skills: readonly SkillView[];
  value: readonly SkillLevel[];
  /** Faults below the list, e.g. `[0].level`. */
  errors: FieldErrors;
  changed: boolean;
  /** The level of a skill that is added. */
  startLevel: number;
  onChange: (value: SkillLevel[]) => void;
}

/** Skills with their levels: added from a list, set by number, taken away. */
export function SkillLevels({ label, labelHidden = false, hint, levelLabel, skills, value, errors, changed, startLevel, onChange }: SkillLevelsProps) {
  const t = useT();
  const id = useId();
  const free = skills.filter((skill) => !skill.disabled && !value.some(({ skill_id }) => skill_id === skill.id));
  const nameOf = (skillId: string) => skills.find((skill) => skill.id === skillId)?.name ?? t('admin:form.unknown');
  const setLevel = (skillId: string, text: string) => {
    const level = parseLevel(text);
    if (level !== undefined) onChange(value.map((held) => (held.skill_id === skillId ? { ...held, level } : held)));
  };
  return (
    <fieldset className={changed ? 'levels levels-changed' : 'levels'}>
      <legend className={labelHidden ? 'vh' : 'lbl'}>{label}</legend>
      {value.length > 0 && (
        <ul>
          {value.map((held, at) => {
            const error = errors[`[${at}].level`] ?? errors[`[${at}].skill_id`] ?? errors[`[${at}]`];
            return (
              <li key={held.skill_id} className="level">
                <span className="level-name">{nameOf(held.skill_id)}</span>
                <label className="level-value">
                  <span className="meta">{levelLabel}</span>
                  <input
                    className={`inp num${error ? ' inp-bad' : ''}`}
                    inputMode="numeric"
                    aria-label={`${nameOf(held.skill_id)}: ${levelLabel}`}
                    aria-invalid={error ? true : undefined}
                    aria-describedby={error ? `${id}-${at}` : undefined}
                    value={held.level === 0 ? '' : held.level}
                    onChange={(event) => setLevel(held.skill_id, event.target.value)}
                  />
                </label>
                <IconButton
                  icon="close"
                  size="s"
                  label={t('admin:form.remove', { name: nameOf(held.skill_id) })}
                  onClick={() => onChange(value.filter(({ skill_id }) => skill_id !== held.skill_id))}
                />
                {error && (
                  <span className="field-error level-error" id={`${id}-${at}`}>
                    <Icon name="alert" size="s" />
                    {error}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {errors[''] && (
        <span className="field-error">
          <Icon name="alert" size="s" />
          {errors['']}
        </span>
      )}
      <span className="sel level-add">
        <select
          className="inp"
          value=""
          aria-label={t('admin:form.addSkill')}
          onChange={(event) => event.target.value && onChange([...value, { skill_id: event.target.value, level: startLevel }])}
        >
          <option value="">{free.length > 0 ? t('admin:form.addSkill') : t('admin:form.noMoreSkills')}</option>
          {free.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.name}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size="s" />
      </span>
      {hint && <span className="hint">{hint}</span>}
    </fieldset>
  );
}
