import { useState, useSyncExternalStore } from 'react'
import type { Notes } from './create-notes.ts'

/** How much there is in all: counted once for each change, as there may be thousands of calls. */
export function useCounts(notes: Notes): { notes: number; stars: number } {
  const [counter] = useState(() => {
    /** A text, so that it is the same while the numbers are. */
    let counted: string | null = null
    return {
      read() {
        counted ??= countAll(notes).join()
        return counted
      },
      subscribe(listener: () => void) {
        counted = null // it may have changed before there was anybody to be told
        return notes.subscribe(() => {
          counted = null
          listener()
        })
      },
    }
  })
  const [count = 0, stars = 0] = useSyncExternalStore(counter.subscribe, counter.read)
    .split(',')
    .map(Number)
  return { notes: count, stars }
}

function countAll(notes: Notes): [notes: number, stars: number] {
  const calls = [...notes.all().values()]
  return [
    calls.reduce((sum, call) => sum + call.notes.length, 0),
    calls.filter(({ starred }) => starred).length,
  ]
}
