/** A value outside React, as `useSyncExternalStore` wants it. */
export interface Store<State> {
  getState: () => State
  /** @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
  /** Makes the next snapshot. Where nothing differs, it stays and nobody is told. */
  patch: (change: Partial<State>) => void
}

/** Holds immutable snapshots of `State`, beginning with `initial`. */
export function createStore<State extends object>(initial: State): Store<State> {
  const listeners = new Set<() => void>()
  let state = initial
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    patch(change) {
      const next = { ...state, ...change }
      const keys = Object.keys(next) as (keyof State)[]
      if (keys.every((key) => Object.is(next[key], state[key]))) return
      state = next
      for (const listener of listeners) listener()
    },
  }
}
