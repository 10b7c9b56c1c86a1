import { Tooltip } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'

/** Returns the element with the tip at `node`, or else the first one of its focused row. */
function tippedAt(node: EventTarget | null | undefined): HTMLElement | null {
  if (!(node instanceof Element)) return null
  const own = node.closest<HTMLElement>('[data-tip]')
  const focused = node.matches(':focus-visible') ? node.closest('tr') : null
  return own ?? focused?.querySelector<HTMLElement>('[data-tip]') ?? null
}

/** Returns the element with a tip that was hovered or focused before this loaded. */
function tippedNow(container: Element | null): HTMLElement | null {
  const hovered = [...(container?.querySelectorAll(':hover') ?? [])].at(-1)
  return tippedAt(hovered ?? container?.querySelector(':focus-visible'))
}

/**
 * One tooltip for every `data-tip` in a container, because one for each of a hundred rows would
 * cost more than the rows. It appears on hover and for the focused row. Escape hides it.
 */
export function HoverTip({ container }: { container: RefObject<HTMLElement | null> }) {
  const [tipped, setTipped] = useState(() => tippedNow(container.current))
  useEffect(() => {
    const element = container.current
    if (!element) return
    const controller = new AbortController()
    const { signal } = controller
    const show = (event: Event) => setTipped(tippedAt(event.target))
    const hide = () => setTipped(null)
    for (const type of ['pointerover', 'focusin']) element.addEventListener(type, show, { signal })
    for (const type of ['pointerleave', 'focusout', 'scroll'])
      element.addEventListener(type, hide, { signal, passive: true })
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal })
    return () => controller.abort()
  }, [container])
  if (!tipped) return null
  return (
    <Tooltip target={tipped} label={tipped.dataset.tip} opened position="top-start" withArrow />
  )
}
