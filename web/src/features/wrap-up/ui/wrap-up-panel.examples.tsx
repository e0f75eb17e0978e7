import { anInteraction, aService, NOW } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { WrapUpPanel } from './wrap-up-panel';

const nothing = () => undefined;
const held = anInteraction({ state: 'after_call_work', ended_at: NOW - 115_000, after_call_work_until: NOW + 65_000, contact_name: 'Tomás Herrera' });
const props = { interaction: held, service: aService(), note: '', saving: 'saved' as const, error: undefined, busy: false, onNote: nothing, onChoose: nothing, onExtend: nothing, onFinish: nothing };

/** After-call work. */
export const examples: Examples = {
  title: 'After-call work',
  states: {
    'disposition needed': () => <WrapUpPanel {...props} />,
    chosen: () => <WrapUpPanel {...props} interaction={{ ...held, disposition_id: 'dsp_Refund agreed' }} note="Refund of 40 € agreed." />,
    'without limit': () => <WrapUpPanel {...props} interaction={{ ...held, after_call_work_until: null }} />,
    refused: () => <WrapUpPanel {...props} saving="failed" error="The server did not answer. Check the connection and try again." />,
    'without dispositions': () => <WrapUpPanel {...props} service={aService({ dispositions: [] })} />,
  },
};
