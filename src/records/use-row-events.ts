import { type RefObject, useEffect, useEffectEvent } from 'react'

const CONTROL = 'a, button, input, select, [role="button"]'

/** What is asked of rows, each by the id of its call. */
interface RowActs {
  open: (id: string) => void
  /** Selects a row or lets go of it; `range`: with all from the one picked last. */
  pick: (id: string, range: boolean) => void
  /** Extends what is selected from a row to the next. */
  stretch: (from: string, to: string) => void
}

function idOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('tr[data-id]')?.dataset.id
}

/** Shift and a click would select the text from the last click to this one. */
function keepTextUnselected(event: MouseEvent): void {
  const isPick = event.target instanceof Element && event.target.closest('[data-pick]')
  if (isPick && event.shiftKey) event.preventDefault()
}

/** The same control in the row that `key` moves to; `null` where there is none. */
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
  const same = to?.children[place]?.querySelector<HTMLElement>(control.localName)
  return same ?? to?.querySelector<HTMLElement>('button') ?? null
}

/**
 * A click anywhere in a row opens it, unless it was meant for a control or ended a selection of
 * text; the arrow keys, Home and End move between rows. A click on a box or beside it, and the key
 * `x` anywhere in a row, select; Shift with these or an arrow selects more. One listener serves all
 * rows, and each row has a button and a box that do the same for those who have no pointer.
 */
export function useRowEvents(table: RefObject<HTMLElement | null>, acts: RowActs) {
  const onClick = useEffectEvent(({ target, shiftKey }: MouseEvent) => {
    const id = target instanceof Element && idOf(target)
    if (!id) return
    const place = target.closest('[data-pick]')
    if (place) {
      acts.pick(id, shiftKey)
      place.querySelector('input')?.focus()
    } else if (!target.closest(CONTROL) && !getSelection()?.toString()) acts.open(id)
  })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, target, shiftKey } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const control = target instanceof Element && target.closest('tbody :is(button, input)')
    const id = control && idOf(control)
    if (!id) return
    if (key.toLowerCase() === 'x') acts.pick(id, shiftKey)
    else {
      const next = controlInRow(key, control)
      const to = next && idOf(next)
      if (!to || (shiftKey && !key.startsWith('Arrow'))) return
      if (shiftKey) acts.stretch(id, to)
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
    }
  })
  useEffect(() => {
    const element = table.current
    const controller = new AbortController()
    const { signal } = controller
    element?.addEventListener('mousedown', keepTextUnselected, { signal })
    element?.addEventListener('click', (event) => onClick(event), { signal })
    element?.addEventListener('keydown', (event) => onKey(event), { signal })
    return () => controller.abort()
  }, [table])
}
