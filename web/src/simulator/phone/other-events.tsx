import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextArea } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import type { Json } from '../api/types';

type Body = { [key: string]: Json };

const attachment = (type: string, payload: Json): Body => ({ message: { mid: 'm_raw', attachments: [{ type, payload }] } });

/** Events that the phone has no button of its own for, as the platform documents them. */
const EVENTS: readonly (readonly [string, Body])[] = [
  ['Shared link (fallback)', { message: { mid: 'm_raw', attachments: [{ type: 'fallback', title: 'Autumn kettles', url: 'https://shop.example/kettles', payload: null }] } }],
  ['Product of the page', attachment('template', { product: { elements: [{ id: '123', retailer_id: 'KETTLE-BLUE', image_url: 'https://shop.example/k.png', title: 'Blue kettle', subtitle: '40.00 USD' }] } })],
  ['Reel', attachment('reel', { url: 'https://www.facebook.com/reel/1', title: 'Kettles in the wild', reel_video_id: 1 })],
  ['Shared post', attachment('post', { url: 'https://www.facebook.com/1/posts/2', title: 'New kettles', id: '1_2' })],
  ['Booked appointment', attachment('appointment_booking', { booking_id: 'bk_5501', status: 'requested', start_time: 1795600800, end_time: 1795604400, timezone: 'Atlantic/Reykjavik' })],
  ['Message that is not supported', { message: { mid: 'm_raw', is_unsupported: true } }],
  ['From a product of the shop', { message: { mid: 'm_raw', text: 'Is it in stock?', referral: { product: { id: '123' } } } }],
  ['Account linked', { account_linking: { status: 'linked', authorization_code: 'customer-4411' } }],
  ['Account unlinked', { account_linking: { status: 'unlinked' } }],
  ['Order from the cart', { order: { products: [{ id: 123, retailer_id: 'KETTLE-BLUE', name: 'Blue kettle', unit_price: 40, currency: 'USD', quantity: 2 }], note: 'gift wrap' } }],
  ['Coupon used', { template: { type: 'coupon', payload: 'autumn', coupon_code: 'KETTLE10' } }],
  ['Lead form sent', { form: { id: '900112233' } }],
  ['Thumbs up on an answer', { response_feedback: { feedback: 'Good response', mid: 'm_out' } }],
  ['Control was passed to this app', { pass_thread_control: { previous_owner_app_id: '263902037430900', new_owner_app_id: '1', metadata: '' } }],
  ['Another app asks for control', { request_thread_control: { requested_owner_app_id: '123456789', metadata: 'free_form' } }],
  ['Roles of the app changed', { app_roles: { '123456789': ['primary_receiver'] } }],
  ['Policy: warning', { policy_enforcement: { action: 'warning', reason: 'The bot violated a platform policy.' } }],
  ['Policy: block', { policy_enforcement: { action: 'block', reason: 'The bot violated a platform policy.' } }],
  ['Policy: unblock', { policy_enforcement: { action: 'unblock' } }],
  ['Something of tomorrow', { a_key_of_tomorrow: { x: 1 } }],
];

const pretty = (body: Body): string => JSON.stringify(body, null, 2);

const read = (text: string): Body | undefined => {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Ids of messages that were chosen as examples become new ones, so that nothing is taken for a repeat. */
const fresh = (body: Body): Body => JSON.parse(JSON.stringify(body).replaceAll('"m_raw"', () => JSON.stringify(`m_${crypto.randomUUID()}`))) as Body;

/** Sends any event: one of the documented kinds, changed by hand if wanted. */
export function OtherEvents({ path, onClose }: { path: string; onClose: () => void }) {
  const [kind, setKind] = useState(0);
  const [text, setText] = useState(() => pretty(EVENTS[0]?.[1] ?? {}));
  const { busy, refusal, run } = useAction();
  const value = read(text);
  const send = () => run(() => api.post(`${path}/raw`, { value: fresh(value ?? {}) })).then((done) => done && onClose());
  return (
    <Dialog title="Send another event" size="l" onClose={onClose}>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          if (value) void send();
        }}
      >
        <SelectField
          label="Event"
          value={kind}
          onChange={(event) => {
            const chosen = Number(event.target.value);
            setKind(chosen);
            setText(pretty(EVENTS[chosen]?.[1] ?? {}));
          }}
          data-autofocus
        >
          {EVENTS.map(([label], at) => (
            <option key={label} value={at}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextArea label="Body" hint="The parties and the moment are filled in." dir="ltr" rows={9} spellCheck={false} value={text} error={value ? refusal : 'This is no JSON object.'} onChange={(event) => setText(event.target.value)} />
        <div className="dialog-acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Send
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
