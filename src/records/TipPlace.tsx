import { lazy, type RefObject, Suspense, useEffect, useState } from 'react'

const HoverTip = lazy(() => import('./HoverTip.tsx').then((m) => ({ default: m.HoverTip })))

/** Loads the tooltip of `container` when a pointer or the focus first comes there. */
export function TipPlace({ container }: { container: RefObject<HTMLElement | null> }) {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    const want = () => setWanted(true)
    for (const event of ['pointerover', 'focusin'])
      container.current?.addEventListener(event, want, { once: true, signal: controller.signal })
    return () => controller.abort()
  }, [container])
  return <Suspense>{wanted && <HoverTip container={container} />}</Suspense>
}
