import type { StoreApi } from 'zustand/vanilla'

/** The part of a zustand store that its readers use, React's `useStore` among them. */
export type ReadableStore<State> = Pick<
  StoreApi<State>,
  'getState' | 'getInitialState' | 'subscribe'
>

/** Sets the keys of `change`. Listeners are notified only if a value differs. */
export function patch<State extends object>(store: StoreApi<State>, change: Partial<State>): void {
  const state = store.getState()
  const keys = Object.keys(change) as (keyof State)[]
  if (keys.some((key) => !Object.is(change[key], state[key]))) store.setState(change)
}
