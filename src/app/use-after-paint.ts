import { useDebouncedValue, useTimeout } from '@mantine/hooks'
import { useState } from 'react'

/**
 * Turns true once `ready` has been painted, and stays so: for what should not be in the way of it.
 * @param patience milliseconds after which it no longer waits
 */
export function useAfterPaint(ready: boolean, patience: number): boolean {
  const [due, setDue] = useState(false)
  const [painted] = useDebouncedValue(ready, 0)
  useTimeout(() => setDue(true), patience, { autoInvoke: true })
  if (painted && !due) setDue(true)
  return due
}
