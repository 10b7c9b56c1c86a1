import { useEffect } from 'react'

/** Lets `part` follow the player for as long as the component is there. */
export function useStarted(part: { start: () => () => void }): void {
  useEffect(() => part.start(), [part])
}
