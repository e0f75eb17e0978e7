import { useState } from 'react';
import { parseLevel } from '@/features/admin-common/parts/level';
import type { SkillView, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { cellKey } from '../model/matrix';
import './skills.css';

interface BulkLevelProps {
  skills: readonly SkillView[];
  /** Whose levels are set. */
  users: readonly UserView[];
  /** They were picked one by one; otherwise all that are shown. */
  picked: boolean;
  onSet: (cells: readonly string[], level: number) => void;
}

/** Sets one skill for many users at once. */
export function BulkLevel({ skills, users, picked, onSet }: BulkLevelProps) {
  const t = useT();
  const [skillId, setSkillId] = useState(skills[0]?.id ?? '');
  const [text, setText] = useState('');
  const level = parseLevel(text);
  return (
    <form
      className="bulk"
      onSubmit={(event) => {
        event.preventDefault();
        if (level !== undefined) onSet(users.map((user) => cellKey(user.id, skillId)), level);
      }}
    >
      <span className="mut">{t('admin-people:levels.bulk')}</span>
      <span className="sel">
        <select className="inp" aria-label={t('admin-people:levels.bulkSkill')} value={skillId} onChange={(event) => setSkillId(event.target.value)}>
          {skills.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.name}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size="s" />
      </span>
      <input
        className={`inp num bulk-level${level === undefined ? ' inp-bad' : ''}`}
        inputMode="numeric"
        placeholder="0–100"
        aria-label={t('admin-people:levels.bulkLevel')}
        aria-invalid={level === undefined || undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" offReason={level === undefined ? t('admin-people:levels.range') : users.length === 0 ? t('admin:list.noMatch') : undefined}>
        {picked ? t('admin-people:levels.bulkPicked', { count: users.length }) : t('admin-people:levels.bulkAll', { count: users.length })}
      </Button>
    </form>
  );
}
