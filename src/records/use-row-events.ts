import type { KeyboardEvent, MouseEvent } from 'react'

const CONTROL = 'a, button, input, select, [role="button"]'

/** The actions on rows, each by the id of its call. */
interface RowActions {
  open: (id: string) => void
  /** The focus has moved to another row by an arrow key. */
  follow: (id: string) => void
  /** Selects or deselects a row; with `range` all rows from the one picked last. */
  pick: (id: string, range: boolean) => void
  /** Extends the selection from a row to the next. */
  extend: (from: string, to: string) => void
  /** Moves the focus from the cell of the row's button into the actions on its values. */
  enter: (cell: HTMLElement) => void
}

function idOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('tr[data-id]')?.dataset.id
}

/** Returns the same control in the row that `key` moves to, or `null`. */
function controlInRow(key: string, control: Element): HTMLElement | null {
  const row = control.closest('tr')
  const to = {
    ArrowDown: row?.nextElementSibling,
    ArrowUp: row?.previousElementSibling,
    Home: row?.parentElement?.firstElementChild,
    End: row?.parentElement?.lastElementChild,
  }[key]
  const place = control.closest('td')?.cellIndex ?? -1
  const same = to?.children[place]?.querySelector<HTMLElement>(control.localName)
  return same ?? to?.querySelector<HTMLElement>('button[aria-expanded]') ?? null
}

/**
 * Returns the event handlers of the table, one for all rows. A click in a row opens it, unless it hit
 * a control or ended a selection of text. The arrow keys, Home and End move between rows. A click on
 * a checkbox or beside it selects, and so does the key `x` anywhere in a row. Shift with these or
 * with an arrow key selects more. The right arrow moves from a row's button to its values. Each row
 * has a button and a checkbox that do the same.
 */
export function useRowEvents(actions: RowActions) {
  /** Prevents Shift and a click from selecting text. */
  function onMouseDown(event: MouseEvent): void {
    const isPick = event.target instanceof Element && event.target.closest('[data-pick]')
    if (isPick && event.shiftKey) event.preventDefault()
  }

  function onClick({ target, shiftKey }: MouseEvent): void {
    const id = target instanceof Element && idOf(target)
    if (!id) return
    const place = target.closest('[data-pick]')
    if (place) {
      actions.pick(id, shiftKey)
      place.querySelector('input')?.focus()
      return
    }
    const control = target.closest(CONTROL)
    const isOpener = control?.hasAttribute('aria-expanded')
    if (isOpener || (!control && !getSelection()?.toString())) actions.open(id)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key, target, shiftKey } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const control = target instanceof Element && target.closest('tbody :is(button, input)')
    const id = control && idOf(control)
    if (!id) return
    if (key.toLowerCase() === 'x') actions.pick(id, shiftKey)
    else if (key === 'ArrowRight' && control.hasAttribute('aria-expanded')) {
      const cell = control.closest('td')
      if (cell) actions.enter(cell)
    } else {
      const next = controlInRow(key, control)
      const to = next && idOf(next)
      if (!to || (shiftKey && !key.startsWith('Arrow'))) return
      if (shiftKey) actions.extend(id, to)
      else actions.follow(to)
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
    }
  }

  return { onMouseDown, onClick, onKeyDown }
}
