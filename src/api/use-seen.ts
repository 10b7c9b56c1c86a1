import { useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { createSeenStore, type Seen } from './seen.ts'

/** Suggestions from the calls seen since the component that asks was mounted. */
export function useSeen(): Seen {
  const client = useQueryClient()
  const [store] = useState(() => createSeenStore(client))
  return useSyncExternalStore(store.subscribe, store.getState)
}
