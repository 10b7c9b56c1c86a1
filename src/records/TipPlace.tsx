import { type RefObject, useEffect, useState } from 'react'
import { loadChunk } from '../api/lazy-part.tsx'
import type { HoverTip } from './HoverTip.tsx'

const loadTip = () => loadChunk(() => import('./HoverTip.tsx').then((m) => m.HoverTip))

/**
 * Loads the tooltip of `container` when a pointer or the focus comes there. Nobody misses a tip that
 * does not load: the next time a pointer comes it is requested again.
 */
export function TipPlace({ container }: { container: RefObject<HTMLElement | null> }) {
  const [Tip, setTip] = useState<typeof HoverTip | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    let isLoading = false
    const load = async () => {
      if (isLoading) return
      isLoading = true
      try {
        const tip = await loadTip()
        if (signal.aborted) return
        setTip(() => tip)
        controller.abort()
      } catch {
        isLoading = false
      }
    }
    for (const event of ['pointerover', 'focusin'])
      container.current?.addEventListener(event, load, { signal })
    return () => controller.abort()
  }, [container])
  return Tip && <Tip container={container} />
}
