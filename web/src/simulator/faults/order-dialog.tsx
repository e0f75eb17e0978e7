import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import type { Page } from '../api/types';
import { Refusal } from '../parts/refusal';
import type { FaultKind } from './kinds';

type Until = 'ended' | 'count' | 'seconds';

interface OrderDialogProps {
  kind: FaultKind;
  pages: readonly Page[];
  onClose: () => void;
}

/** How often a fault strikes, and until when. */
export function OrderDialog({ kind, pages, onClose }: OrderDialogProps) {
  const [figure, setFigure] = useState(kind.figure ? Number(kind.order[kind.figure.key]) : 0);
  const [chance, setChance] = useState(100);
  const [until, setUntil] = useState<Until>('count');
  const [amount, setAmount] = useState(1);
  const [page, setPage] = useState('');
  const [path, setPath] = useState('');
  const { busy, refusal, run } = useAction();
  const order = () =>
    api.post('/faults', {
      kind: kind.kind,
      ...kind.order,
      ...(kind.figure ? { [kind.figure.key]: figure } : {}),
      probability: chance / 100,
      count: until === 'count' ? amount : null,
      seconds: until === 'seconds' ? amount : null,
      page_id: page || null,
      path: path || null,
    });
  return (
    <Dialog title={kind.title} onClose={onClose}>
      <p className="mut">{kind.words}.</p>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          void run(order).then((done) => done && onClose());
        }}
      >
        {kind.figure && <TextField label={kind.figure.label} type="number" min={0} value={figure} onChange={(event) => setFigure(event.target.valueAsNumber || 0)} />}
        <TextField label="Chance, per cent" type="number" min={0} max={100} value={chance} onChange={(event) => setChance(event.target.valueAsNumber || 0)} data-autofocus />
        <div className="ft-until">
          <SelectField label="Ends" value={until} onChange={(event) => setUntil(event.target.value as Until)}>
            <option value="count">after so many times</option>
            <option value="seconds">after so many seconds</option>
            <option value="ended">when I end it</option>
          </SelectField>
          {until !== 'ended' && <TextField label={until === 'count' ? 'Times' : 'Seconds'} type="number" min={1} value={amount} onChange={(event) => setAmount(event.target.valueAsNumber || 0)} />}
        </div>
        {pages.length > 1 && (
          <SelectField label="Only for the page" value={page} onChange={(event) => setPage(event.target.value)}>
            <option value="">all pages</option>
            {pages.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </SelectField>
        )}
        {kind.side === 'graph' && <TextField label="Only calls whose path holds" optional="optional" hint="Such as messages or subscribed_apps." value={path} onChange={(event) => setPath(event.target.value)} />}
        <Refusal text={refusal} />
        <div className="dialog-acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Order
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
