import { type RefObject, useEffect, useEffectEvent } from 'react'

const CONTROL = 'a, button, input, select, [role="button"]'

/** The control at the same place in the row that `key` moves to; `null` where there is none. */
function controlInRow(key: string, control: Element): HTMLElement | null {
  const row = control.closest('tr')
  const cell = control.closest('td')
  const body = row?.parentElement
  if (!row || !cell || !body) return null
  const to = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: body.firstElementChild,
    End: body.lastElementChild,
  }[key]
  const place = [...row.children].indexOf(cell)
  const same = to?.children[place]?.querySelector<HTMLElement>(CONTROL)
  return same ?? to?.querySelector<HTMLElement>(CONTROL) ?? null
}

/**
 * A click anywhere in a row opens it, unless it was meant for a control or ended a selection of
 * text; the arrow keys, Home and End move between rows. One listener serves all rows, and each row
 * has a button that does the same for those who have no pointer.
 */
export function useRowEvents(table: RefObject<HTMLElement | null>, open: (id: string) => void) {
  const onOpen = useEffectEvent(open)
  useEffect(() => {
    const element = table.current
    if (!element) return
    const controller = new AbortController()
    const { signal } = controller
    element.addEventListener(
      'click',
      ({ target }) => {
        if (!(target instanceof Element) || target.closest(CONTROL)) return
        if (getSelection()?.toString()) return
        const id = target.closest<HTMLElement>('tr[data-id]')?.dataset.id
        if (id !== undefined) onOpen(id)
      },
      { signal },
    )
    element.addEventListener(
      'keydown',
      (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
        const control = event.target instanceof Element && event.target.closest('tbody button')
        const next = control && controlInRow(event.key, control)
        if (!next) return
        event.preventDefault()
        next.focus()
        next.scrollIntoView({ block: 'nearest' })
      },
      { signal },
    )
    return () => controller.abort()
  }, [table])
}
