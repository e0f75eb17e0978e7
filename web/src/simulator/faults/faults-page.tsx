import { useState } from 'react';
import { remainingTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { ErrorState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { attempt } from '../api/act';
import { api } from '../api/client';
import { useFaults } from '../api/queries';
import type { Fault, Overview } from '../api/types';
import { FAULT_KINDS, kindOf, type FaultKind } from './kinds';
import { OrderDialog } from './order-dialog';
import '../crowd/crowd.css';
import './faults.css';

/** What can go wrong on demand, and what is going wrong now. */
export function FaultsPage({ overview }: { overview: Overview }) {
  const [asking, setAsking] = useState<FaultKind>();
  const faults = useFaults();
  return (
    <main className="cw">
      <div className="cw-in">
        <div className="simh">
          <div>
            <h1>Faults</h1>
            <p className="mut">What goes wrong, how often, for how long. The same seed strikes the same calls.</p>
          </div>
          <Button offReason={faults.data?.length ? undefined : 'Nothing is wrong'} onClick={() => void attempt(() => api.delete('/faults'))}>
            End all
          </Button>
        </div>
        <InForce faults={faults.data} failed={faults.isError} onRetry={() => void faults.refetch()} overview={overview} />
        <Offer side="graph" title="When Parlance calls the platform" onOrder={setAsking} />
        <Offer side="webhook" title="When the platform sends events" onOrder={setAsking} />
      </div>
      {asking && <OrderDialog kind={asking} pages={overview.pages} onClose={() => setAsking(undefined)} />}
    </main>
  );
}

function Offer({ side, title, onOrder }: { side: FaultKind['side']; title: string; onOrder: (kind: FaultKind) => void }) {
  return (
    <section className="card simpad" aria-label={title}>
      <h2 className="ft-title">{title}</h2>
      <ul className="ft-offer">
        {FAULT_KINDS.filter((kind) => kind.side === side).map((kind) => (
          <li key={kind.title}>
            <button type="button" className="ft-kind" onClick={() => onOrder(kind)}>
              <span className="m">{kind.title}</span>
              <span className="meta">{kind.words}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const details = (fault: Fault): string =>
  [fault.ms !== undefined && `${fault.ms} ms`, fault.code !== undefined && `code ${fault.code}`, fault.status !== undefined && `HTTP ${fault.status}`, fault.subcode && `subcode ${fault.subcode}`, fault.path && `calls with “${fault.path}”`]
    .filter(Boolean)
    .join(', ');

const ends = (fault: Fault, now: number): string => {
  if (fault.left !== null) return fault.left === 1 ? 'after 1 more' : `after ${fault.left} more`;
  return fault.until_ms === null ? 'when ended' : `in ${remainingTime(fault.until_ms - now)}`;
};

interface InForceProps {
  faults: Fault[] | undefined;
  failed: boolean;
  onRetry: () => void;
  overview: Overview;
}

function InForce({ faults, failed, onRetry, overview }: InForceProps) {
  const now = useNow();
  const alive = faults?.filter((fault) => fault.until_ms === null || fault.until_ms > now);
  const columns: Column<Fault>[] = [
    { id: 'what', head: 'Fault', cell: (fault) => <Named fault={fault} /> },
    { id: 'where', head: 'Page', cell: (fault) => overview.pages.find((page) => page.id === fault.page_id)?.name ?? 'all' },
    { id: 'chance', head: 'Chance', numeric: true, cell: (fault) => `${Math.round(fault.probability * 100)} %` },
    { id: 'hits', head: 'Struck', numeric: true, cell: (fault) => `${fault.hits} of ${fault.rolls}` },
    { id: 'ends', head: 'Ends', cell: (fault) => ends(fault, now) },
    {
      id: 'end',
      head: 'Action',
      cell: (fault) => (
        <Button size="s" aria-label={`End ${kindOf(fault)?.title ?? fault.kind}`} onClick={() => void attempt(() => api.delete(`/faults/${fault.id}`))}>
          End
        </Button>
      ),
    },
  ];
  return (
    <Table
      label="Faults in force"
      columns={columns}
      rows={alive}
      rowKey={(fault) => String(fault.id)}
      loading={!faults && !failed}
      error={failed && !faults ? <ErrorState title="The faults could not be loaded." onRetry={onRetry} /> : undefined}
      empty={<p className="ft-none mut">Nothing goes wrong now. Choose a fault below.</p>}
    />
  );
}

function Named({ fault }: { fault: Fault }) {
  const more = details(fault);
  return (
    <>
      <span className="m">{kindOf(fault)?.title ?? fault.kind}</span>
      {more && <span className="sub">{more}</span>}
    </>
  );
}
