import { useEffect, useEffectEvent, useRef } from 'react'

/** What takes Escape for itself: dialogs, and fields whose list is open. */
const ON_TOP = '[role="dialog"], input[aria-expanded="true"]'

function rowButton(id: string): HTMLElement | null {
  return document.querySelector(`tr[data-id="${CSS.escape(id)}"] button`)
}

/**
 * The focus of a panel beside the table: it goes in when the panel was opened by keyboard (a click
 * leaves it where it is, to go on with the next row), and back to the row when the panel closes.
 * Escape closes, unless something on top of the page wanted it.
 */
export function usePanelFocus(id: string, onClose: () => void) {
  const ref = useRef<HTMLElement>(null)
  const close = () => {
    const inside = ref.current?.contains(document.activeElement)
    onClose()
    if (inside) rowButton(id)?.focus()
  }
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    if (rowButton(id)?.matches(':focus-visible')) ref.current?.querySelector('h2')?.focus()
  }, [id])
  useEffect(() => {
    const onKey = ({ key, target, defaultPrevented, isComposing }: KeyboardEvent) => {
      const busy = isComposing || (target instanceof Element && target.closest(ON_TOP))
      if (key === 'Escape' && !defaultPrevented && !busy) onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return { ref, close }
}
