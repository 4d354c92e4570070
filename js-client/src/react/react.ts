/** Hooks for React; the context, and React itself, are the page's. */
export { useSubscription, type Subscription } from './subscription';
export { useRequest, type AskFunction, type Outcome } from './request';
