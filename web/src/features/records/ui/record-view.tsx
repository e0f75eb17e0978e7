import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { keysOf, useActions } from '@/shared/actions/actions';
import { smallUrl } from '@/shared/api/attachment-url';
import type { DecisionView, RecordDetail } from '@/shared/api/schema';
import { can } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';
import { AgainButton } from '@/shared/desk/ui/again-button';
import '@/shared/desk/ui/head.css';
import '@/shared/desk/ui/panel.css';
import { useLanguage, useT, type TextKey } from '@/shared/i18n/t';
import { runningTime, shortDay, shortMoment, timeOfDay, timeWithSeconds } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { transcriptItems } from '@/shared/transcript/model/items';
import { Earlier, useEarlier } from '@/shared/transcript/ui/earlier';
import { Transcript } from '@/shared/transcript/ui/transcript';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { IconButton } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { timelineOf } from '../model/timeline';
import './records.css';
import { TimelineView } from './timeline-view';
import { useRecordMessages } from './use-record-messages';

interface RecordViewProps {
  record: RecordDetail;
  channelIcon: IconName;
  channelLabel: string;
  /** Back to the results. */
  back: ReactNode;
  /** Previous and next record of the results. */
  neighbours?: ReactNode;
  /** What only those with the right see: export and erase of the customer. */
  privacy?: ReactNode;
  /** The page's own address, to be copied. */
  address: string;
}

/** One interaction with everything that is kept about it. */
export function RecordView({ record, channelIcon, channelLabel, back, neighbours, privacy, address }: RecordViewProps) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const { interaction, contact } = record;
  const mayAnswer = useDesk((state) => can(state.me, 'handle_interactions'));
  const running = record.segments.some((segment) => !segment.ended_at);
  const timeline = useMemo(() => timelineOf(record.segments, running ? now : 0), [record.segments, running, now]);
  const { messages, hasEarlier, loadPage, loadUntil } = useRecordMessages(record);
  const items = useMemo(() => transcriptItems(messages, [], { interactionId: interaction.id, earlier: [] }), [messages, interaction.id]);
  const earlier = useEarlier(loadPage);
  const [findOpen, setFindOpen] = useState(false);
  const find = { id: 'transcript.find', name: t('talk:find.open'), group: t('desk:keys.chat'), order: 1, icon: 'search' as const, keys: 'Ctrl+KeyF', perform: () => setFindOpen(true) };
  useActions([find]);
  // A record is read from its beginning; of a very long one that would first have to be loaded.
  const [startAt] = useState(record.earlier_cursor ? ('bottom' as const) : ('top' as const));
  const end = interaction.ended_at ? `–${timeOfDay(interaction.ended_at, language)}` : '';
  return (
    <main className="record" aria-labelledby="record-h">
      <header className="chead record-head">
        {back}
        <div className="chead-words">
          <h1 id="record-h" className="chead-name trunc">
            <bdi>{contact.name}</bdi>
          </h1>
          <div className="chead-sub record-sub">
            <Icon name={channelIcon} size="xs" />
            {channelLabel}
            <span aria-hidden="true">·</span>
            {interaction.service}
            <span aria-hidden="true">·</span>
            <span className="num">
              {shortDay(interaction.started_at, language)}, {timeOfDay(interaction.started_at, language)}
              {end}
            </span>
            <span aria-hidden="true">·</span>
            <span className="mono" dir="ltr">
              {interaction.number}
            </span>
          </div>
        </div>
        <div className="chead-acts">
          <IconButton icon="search" label={t('talk:find.open')} shortcut={keysOf(find)} aria-pressed={findOpen} onClick={find.perform} />
          {interaction.ended_at && mayAnswer && <AgainButton interactionId={interaction.id} />}
          {neighbours}
          <CopyButton text={address} word={t('desk:record.copyLink')} what={t('desk:record.link')} />
        </div>
      </header>
      {timeline && <TimelineView timeline={timeline} />}
      <div className="record-body">
        <div className="record-talk">
          <Transcript
            label={t('desk:record.transcript')}
            items={items}
            customer={contact.name}
            picture={contact.picture_id ? smallUrl(contact.picture_id) : undefined}
            startAt={startAt}
            top={hasEarlier && <Earlier earlier={earlier} count={0} />}
            onTop={hasEarlier ? earlier.load : undefined}
            onMissing={loadUntil}
            finding={findOpen ? { interactionId: interaction.id, of: 'interaction', onClose: () => setFindOpen(false) } : undefined}
          />
        </div>
        <aside className="record-side" aria-label={t('desk:record.facts')}>
          <Result record={record} />
          <Times record={record} />
          <Decisions decisions={record.decisions} />
          <section className="sec">
            <h2 className="sec-head">{t('desk:record.customer')}</h2>
            <div className="record-who">
              <Avatar name={contact.name} picture={contact.picture_id ? smallUrl(contact.picture_id) : undefined} />
              <div>
                <Link to="/desktop/records" search={{ contact: contact.name }} className="m" dir="auto">
                  {contact.name}
                </Link>
                <div className="meta">{t('desk:record.others', { count: record.others.length, day: shortDay(contact.created_at, language) })}</div>
              </div>
            </div>
            <ul className="hist">
              {record.others.slice(0, 5).map((each) => (
                <li key={each.id}>
                  <Icon name="chat" />
                  <Link className="trunc hist-link" to="/desktop/records/$recordId" params={{ recordId: each.id }} dir="auto">
                    {each.title || t('desk:customer.noWords')}
                  </Link>
                  <time dateTime={new Date(each.started_at).toISOString()}>{shortMoment(each.started_at, now, language)}</time>
                  <span className="meta trunc">{[each.service, each.disposition, each.agent].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          </section>
          {privacy}
        </aside>
      </div>
    </main>
  );
}

function Fact({ name, children }: { name: TextKey; children: ReactNode }) {
  const t = useT();
  return (
    <>
      <dt>{t(name)}</dt>
      <dd>{children ?? <span className="dim">{t('none')}</span>}</dd>
    </>
  );
}

function Result({ record }: { record: RecordDetail }) {
  const t = useT();
  const { interaction } = record;
  return (
    <section className="sec">
      <h2 className="sec-head">{t('desk:record.result')}</h2>
      <dl className="kv kv-wide">
        <Fact name="desk:record.state">{t(`desk:recordState.${interaction.state}`)}</Fact>
        <Fact name="desk:record.disposition">{record.disposition && <span className="m">{record.disposition}</span>}</Fact>
        <Fact name="desk:record.endedBy">{record.ended_by && t(`desk:endedBy.${record.ended_by}`)}</Fact>
        <Fact name="desk:record.agent">{interaction.agent}</Fact>
        <Fact name="desk:record.entry">{record.entry}</Fact>
        <Fact name="desk:record.account">{interaction.account}</Fact>
        <Fact name="desk:record.note">{interaction.wrap_up_note ? <span className="notes">{interaction.wrap_up_note}</span> : undefined}</Fact>
      </dl>
    </section>
  );
}

function Times({ record: { times } }: { record: RecordDetail }) {
  const t = useT();
  return (
    <section className="sec">
      <h2 className="sec-head">{t('desk:record.times')}</h2>
      <dl className="kv kv-wide num">
        <Fact name="desk:record.waited">{runningTime(times.waited_ms)}</Fact>
        <Fact name="desk:record.firstAnswer">{times.first_answer_ms === null || times.first_answer_ms === undefined ? undefined : runningTime(times.first_answer_ms)}</Fact>
        <Fact name="desk:record.talked">{runningTime(times.talk_ms)}</Fact>
        <Fact name="desk:record.afterCall">{runningTime(times.after_call_work_ms)}</Fact>
        <Fact name="desk:record.inAll">
          <span className="m">{runningTime(times.total_ms)}</span>
        </Fact>
      </dl>
      <p className="vh">{t('desk:record.timesHint')}</p>
    </section>
  );
}

function Decisions({ decisions }: { decisions: readonly DecisionView[] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <section className="sec">
      <h2 className="sec-head">
        <Icon name="route" size="s" />
        {t('desk:record.why')}
      </h2>
      {decisions.length === 0 && <p className="dim">{t('desk:record.noDecisions')}</p>}
      <ol className="why">
        {decisions.map((decision) => (
          <li key={`${decision.at}-${decision.agent}`}>
            <time className="num" dateTime={new Date(decision.at).toISOString()}>
              {timeWithSeconds(decision.at, language)}
            </time>
            <p>
              <b>{decision.agent}</b>: <bdi>{decision.reason.sentence}</bdi>
              <span className="meta why-more">
                {[t(`desk:offerState.${decision.state}`), t('desk:record.place', { position: decision.reason.position }), t('desk:record.candidates', { count: decision.reason.candidates })].join(' · ')}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
