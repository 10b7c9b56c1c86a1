import { useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { createSeenStore, type Seen } from './seen.ts'

/** Suggestions from the calls that the page has seen. */
export function useSeen(): Seen {
  const client = useQueryClient()
  const [store] = useState(() => createSeenStore(client))
  return useSyncExternalStore(store.subscribe, store.getState)
}
