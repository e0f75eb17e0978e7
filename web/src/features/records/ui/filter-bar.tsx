import { useEffect, useState } from 'react';
import type { AgentView, ServiceView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { Button } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { filterCount, RECORD_STATES, type RecordFilters } from '../model/filters';

interface FilterBarProps {
  filters: RecordFilters;
  services: readonly ServiceView[];
  /** Undefined: there is no choice. */
  agents: readonly AgentView[] | undefined;
  /** Local days. */
  today: string;
  weekAgo: string;
  onFilters: (filters: RecordFilters) => void;
}

const SEARCH_AFTER_MS = 350;

/** What is searched for. Words search while they are typed, the rest at once. */
export function FilterBar({ filters, services, agents, today, weekAgo, onFilters }: FilterBarProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const count = filterCount(filters) - (filters.q ? 1 : 0);
  const set = (key: keyof RecordFilters, value: string) => {
    const rest = Object.fromEntries(Object.entries(filters).filter(([each]) => each !== key));
    onFilters(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <search className={`filters${open ? ' filters-open' : ''}`}>
      <Words first label={t('desk:records.words')} value={filters.q ?? ''} onValue={(value) => set('q', value)} />
      <Button className="filter-more filter-first" icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
        {count > 0 ? t('desk:records.filtersSet', { count }) : t('desk:records.filters')}
      </Button>
      <Words label={t('desk:records.contact')} value={filters.contact ?? ''} onValue={(value) => set('contact', value)} />
      <Choice label={t('desk:records.service')} all={t('desk:records.allServices')} value={filters.service} onValue={(value) => set('service', value)} options={services.map((each) => [each.id, each.name])} />
      {agents && <Choice label={t('desk:records.agent')} all={t('desk:records.allAgents')} value={filters.agent} onValue={(value) => set('agent', value)} options={agents.map((each) => [each.user_id, each.name])} />}
      <Choice label={t('desk:records.state')} all={t('desk:records.allStates')} value={filters.state} onValue={(value) => set('state', value)} options={RECORD_STATES.map((each) => [each, t(`desk:recordState.${each}`)])} />
      <span className="filter-days">
        <input className="inp" type="date" aria-label={t('desk:records.from')} title={t('desk:records.from')} value={filters.from ?? ''} max={filters.to ?? today} onChange={(event) => set('from', event.target.value)} />
        <span aria-hidden="true">–</span>
        <input className="inp" type="date" aria-label={t('desk:records.to')} title={t('desk:records.to')} value={filters.to ?? ''} min={filters.from} onChange={(event) => set('to', event.target.value)} />
      </span>
      {(filters.account !== undefined || filters.unsent) && (
        <Button
          icon="close"
          onClick={() => onFilters(Object.fromEntries(Object.entries(filters).filter(([key]) => key !== 'account' && key !== 'unsent')))}
        >
          {t('desk:records.unsentOfAccount')}
        </Button>
      )}
      <Button variant="quiet" onClick={() => onFilters({ ...filters, from: today, to: today })}>
        {t('desk:records.today')}
      </Button>
      <Button variant="quiet" onClick={() => onFilters({ ...filters, from: weekAgo, to: today })}>
        {t('desk:records.week')}
      </Button>
      {filterCount(filters) > 0 && (
        <Button variant="quiet" icon="close" onClick={() => onFilters({})}>
          {t('desk:records.clear')}
        </Button>
      )}
    </search>
  );
}

interface WordsProps {
  /** Stays on narrow screens. */
  first?: boolean;
  label: string;
  value: string;
  onValue: (value: string) => void;
}

function Words({ first = false, label, value, onValue }: WordsProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const tell = useLatest(onValue);
  if (known !== value) {
    // The address changed by another hand: back, a link, *Clear*.
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => tell.current(typed.trim()), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, value, tell]);
  return (
    <SearchField
      className={`filter-words${first ? ' filter-first' : ''}`}
      label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onValue(typed.trim());
      }}
    />
  );
}

interface ChoiceProps {
  label: string;
  /** The word for no choice. */
  all: string;
  value: string | undefined;
  options: readonly (readonly [id: string, name: string])[];
  onValue: (value: string) => void;
}

function Choice({ label, all, value, options, onValue }: ChoiceProps) {
  return (
    <span className={`sel filter-choice${value ? ' filter-set' : ''}`}>
      <select className="inp" aria-label={label} value={value ?? ''} onChange={(event) => onValue(event.target.value)}>
        <option value="">{all}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size="s" />
    </span>
  );
}
