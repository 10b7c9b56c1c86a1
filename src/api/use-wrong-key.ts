import { useSyncExternalStore } from 'react'
import { wrongPageKey } from '../calls/query.ts'

function subscribe(changed: () => void): () => void {
  addEventListener('popstate', changed)
  return () => removeEventListener('popstate', changed)
}

/**
 * The first key of the address whose value cannot be understood, or `null`. Leaving it out in
 * silence would list more calls than the address asks for. Only a typed or shared address has one:
 * the page writes none, and what it writes renders the component that asks.
 */
export function useWrongKey(): string | null {
  return useSyncExternalStore(subscribe, () => wrongPageKey(new URLSearchParams(location.search)))
}
