import type { Examples } from '../examples';
import { Door } from './door';

/** The page in front of the app. */
export const examples: Examples = { title: 'Door', layout: 'screen', states: { plain: () => <Door title="Sign in to Parlance" text="Alder & Pine Outdoor">{null}</Door> } };
