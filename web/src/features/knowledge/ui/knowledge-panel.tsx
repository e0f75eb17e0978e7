import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { can } from '@/shared/api/me';
import type { ArticleHit, InteractionView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import '@/shared/desk/ui/panel.css';
import { useLanguage, useT } from '@/shared/i18n/t';
import { articleHitsQuery } from '@/shared/knowledge/api/articles';
import { useSettled } from '@/shared/lib/use-settled';
import { Chip } from '@/shared/ui/badge/badge';
import { Icon } from '@/shared/ui/icon/icon';
import { SearchField } from '@/shared/ui/field/search-field';
import { Kbd } from '@/shared/ui/kbd/kbd';
import { MarkedLine } from '@/shared/ui/marked/marked-line';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { ArticleReader } from './article-reader';
import { useInsertArticle } from './use-insert-article';
import './knowledge.css';

const SETTLED_MS = 150;
const NONE: readonly never[] = [];

interface KnowledgePanelProps {
  interaction: InteractionView | undefined;
  close: ReactNode;
}

/** Articles beside a conversation: suggested by its service, found by words, read and inserted. */
export function KnowledgePanel({ interaction, close }: KnowledgePanelProps) {
  const t = useT();
  const language = useLanguage();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [reading, setReading] = useState<ArticleHit>();
  const q = useSettled(text.trim(), SETTLED_MS);
  const mayWrite = useDesk((state) => can(state.me, 'write_knowledge'));
  const insert = useInsertArticle();
  const hits = useQuery(articleHitsQuery({ q, language, serviceId: interaction?.service_id }));
  const found = hits.data ?? NONE;
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  if (reading) return <ArticleReader hit={reading} close={close} onBack={() => setReading(undefined)} />;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = found[at];
    if (step !== undefined) setChosen((at + step + found.length) % found.length);
    else if (event.key === 'Enter' && hit && (event.ctrlKey || event.metaKey)) void insert(hit);
    else if (event.key === 'Enter' && hit) setReading(hit);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="know-head">
        <h2 className="know-title">{t('knowledge:title')}</h2>
        {mayWrite && (
          <Link to="/admin/knowledge/new" search={{}} className="know-write" title={t('knowledge:write')}>
            <Icon name="plus" />
            {t('knowledge:write')}
          </Link>
        )}
        {close}
      </div>
      <div className="know-find">
        <SearchField
          label={t('knowledge:find')}
          placeholder={t('knowledge:find')}
          value={text}
          autoFocus
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
          onChange={(event) => {
            setChosen(0);
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {hits.error && !hits.data ? (
        <ErrorState title={t('knowledge:failed')} text={errorWords(hits.error, t)} onRetry={() => void hits.refetch()} />
      ) : !hits.data ? (
        <SkeletonRows rows={4} label={t('loading')} />
      ) : found.length === 0 ? (
        <EmptyState icon="book" title={t(q ? 'knowledge:none' : 'knowledge:empty')} text={t(q ? 'knowledge:noneText' : 'knowledge:emptyText')} />
      ) : (
        <>
          <p className="know-count" role="status">
            {q ? t('knowledge:found', { count: found.length }) : t('knowledge:suggested')}
          </p>
          <ul ref={list} id={`${id}-list`} className="know-list" role="listbox" aria-label={t('knowledge:title')}>
            {found.map((hit, line) => (
              <li
                key={hit.id}
                id={`${id}-${line}`}
                role="option"
                aria-selected={line === at}
                className="know-hit"
                ref={line === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                onClick={() => setReading(hit)}
              >
                <b className="know-name" dir="auto">
                  {hit.title}
                </b>
                <span className="know-line" dir="auto">
                  <MarkedLine line={hit.line} marks={hit.marks} />
                </span>
                <span className="know-facts meta">
                  {hit.suggested && <Chip>{interaction?.service}</Chip>}
                  {hit.folder.length > 0 && <span className="trunc">{hit.folder.join(' › ')}</span>}
                  <span className="know-lang">{hit.language}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="know-foot meta">
            <span>
              <Kbd>↵</Kbd> {t('knowledge:open')}
            </span>
            <span>
              <Kbd>Ctrl</Kbd> <Kbd>↵</Kbd> {t('knowledge:insert')}
            </span>
          </p>
        </>
      )}
    </>
  );
}
