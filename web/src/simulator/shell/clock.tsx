import { useState } from 'react';
import { useNow } from '@/shared/lib/use-now';
import { fullStamp, HOUR, MINUTE, timeWithSeconds } from '@/shared/lib/times';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextField } from '@/shared/ui/field/field';
import { Icon } from '@/shared/ui/icon/icon';
import { useAction } from '../api/act';
import { api } from '../api/client';

const STEPS = [
  { label: '+20 min', ms: 20 * MINUTE },
  { label: '+1 h', ms: HOUR },
  { label: '+23 h', ms: 23 * HOUR },
  { label: '+25 h', ms: 25 * HOUR },
  { label: '+7 days', ms: 168 * HOUR },
] as const;

/** How far the clock was moved, in words: `+1 day 2 h`. */
const moved = (offset: number): string => {
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days && `${days} ${days === 1 ? 'day' : 'days'}`, hours && `${hours} h`, rest && `${rest} min`];
  return `${offset < 0 ? '−' : '+'}${parts.filter(Boolean).join(' ') || '0 min'}`;
};

/** The simulated time, and the dialog that moves it. */
export function Clock({ offset }: { offset: number }) {
  const now = useNow();
  const [open, setOpen] = useState(false);
  return (
    <>
      <span className="chip chip-neutral chip-l chip-plain num" title={fullStamp(now, 'en')}>
        <Icon name="clock" size="s" />
        Simulated time {timeWithSeconds(now, 'en')}
        {Math.abs(offset) >= MINUTE && <span className="t-acc">({moved(offset)})</span>}
      </span>
      <Button size="s" onClick={() => setOpen(true)}>
        Move clock
      </Button>
      {open && <MoveClock offset={offset} onClose={() => setOpen(false)} />}
    </>
  );
}

function MoveClock({ offset, onClose }: { offset: number; onClose: () => void }) {
  const [hours, setHours] = useState('');
  const { busy, refusal, run } = useAction();
  const send = async (order: { move_ms: number } | { offset_ms: number }) => {
    if (await run(() => api.post('/clock', order))) onClose();
  };
  const own = Number(hours.replace(',', '.'));
  return (
    <Dialog
      title="Move the simulated clock"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button offReason={Math.abs(offset) < 1000 ? 'The clock shows the present time' : undefined} busy={busy} onClick={() => void send({ offset_ms: 0 })}>
            Set back to now
          </Button>
        </>
      }
    >
      <p className="mut">Reply windows, token expiry, media links, tries of failed webhooks and timestamps follow it.</p>
      <div className="simrow">
        {STEPS.map((step) => (
          <Button key={step.label} size="s" busy={busy} onClick={() => void send({ move_ms: step.ms })}>
            {step.label}
          </Button>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (Number.isFinite(own) && own !== 0) void send({ move_ms: Math.round(own * HOUR) });
        }}
      >
        <TextField
          label="By so many hours"
          hint="Negative moves it back."
          inputMode="decimal"
          value={hours}
          error={refusal}
          onChange={(event) => setHours(event.target.value)}
          aside={<span className="meta num">moved {moved(offset)}</span>}
          end={
            <Button type="submit" busy={busy}>
              Move
            </Button>
          }
        />
      </form>
    </Dialog>
  );
}
