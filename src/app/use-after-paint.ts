import { useEffect, useState } from 'react'

/** Returns true from the first paint after `ready`, so that later parts do not delay it. It stays true. */
export function useAfterPaint(ready: boolean): boolean {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    if (!ready) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // A frame is painted after its callbacks.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setIsDue(true))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [ready])
  return isDue
}
