import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { CallRecord } from '../calls/call.ts'
import { type Choice, choose } from '../filters/facet-choice.ts'
import { useWords } from '../i18n/use-words.ts'
import { type CellValue, cellValue } from '../records/cell-value.ts'
import classes from './CellActions.module.css'

/** The change that lists only the calls with a value, or leaves them out. */
function narrow(list: ListState, { key, value }: CellValue, choice: Choice): FilterPatch {
  return key === 'number' ? { number: value } : choose(list, key, value, choice)
}

/** Returns the words for the value of a cell. */
function useCellWord() {
  const t = useTranslations('filters.none')
  const words = useWords()
  return ({ key, value }: CellValue): string => {
    if (key === 'number') return value
    if (value === null) return t(key)
    if (key === 'reason') return words.hangupReason(Number(value))
    if (key === 'type') return words.callType(Number(value))
    if (key === 'hungUpBy') return words.hungUpBy(Number(value))
    return String(value)
  }
}

interface Place {
  cell: HTMLElement
  value: CellValue
}

function placeAt(cell: HTMLElement | null | undefined, calls: readonly CallRecord[]): Place | null {
  const id = cell?.closest<HTMLElement>('tr[data-id]')?.dataset.id
  const call = calls.find((each) => each.id === id)
  const value = call && cell && cellValue(call, cell.dataset.column ?? '')
  return value ? { cell, value } : null
}

/** Returns the next cell in a direction that has a value and is not hidden. */
function placeBeside(from: HTMLElement, step: 1 | -1, calls: readonly CallRecord[]): Place | null {
  for (let cell = from; ; ) {
    const next = step === 1 ? cell.nextElementSibling : cell.previousElementSibling
    if (!(next instanceof HTMLElement)) return null
    const place = next.offsetWidth > 0 && placeAt(next, calls)
    if (place) return place
    cell = next
  }
}

interface CellActionsProps {
  /** The element around the table. */
  container: RefObject<HTMLElement | null>
  /** The calls of the page. */
  calls: readonly CallRecord[]
  /** The cell from which the right arrow moved into the actions; a new object each time. */
  entered: { cell: HTMLElement } | null
  list: ListState
  onFilter: (patch: FilterPatch) => void
}

/**
 * The buttons `=` and `≠` in the cell under the pointer. They list only the calls with its value, or
 * all others. By keyboard, the right arrow moves from a row into them, and on from cell to cell.
 * There is one pair for the whole table, because a pair a cell would cost more than the rows.
 */
export function CellActions({ container, calls, entered, list, onFilter }: CellActionsProps) {
  const t = useTranslations('filters')
  const wordOf = useCellWord()
  // The pointer may have been on a cell before this loaded.
  const [place, setPlace] = useState(() =>
    placeAt(container.current?.querySelector<HTMLElement>('td:hover'), calls),
  )
  const group = useRef<HTMLFieldSetElement>(null)
  /** The button to focus once it is in its cell: the first or the last. */
  const arrival = useRef<'first' | 'last' | null>(null)

  useEffect(() => {
    const element = container.current
    if (!element) return
    const controller = new AbortController()
    const { signal } = controller
    const isFocused = () => group.current?.contains(document.activeElement)
    const hover = ({ target, pointerType }: PointerEvent) => {
      if (pointerType !== 'mouse' || isFocused() || !(target instanceof Element)) return
      setPlace(placeAt(target.closest('td'), calls))
    }
    const leave = () => !isFocused() && setPlace(null)
    element.addEventListener('pointerover', hover, { signal })
    element.addEventListener('pointerleave', leave, { signal })
    return () => controller.abort()
  }, [container, calls])

  const enter = useEffectEvent((cell: HTMLElement) => {
    const first = placeAt(cell, calls) ?? placeBeside(cell, 1, calls)
    if (!first) return
    arrival.current = 'first'
    setPlace(first)
  })
  useEffect(() => {
    if (entered) enter(entered.cell)
  }, [entered])

  useEffect(() => {
    if (!place || !arrival.current) return
    const buttons = group.current?.querySelectorAll('button')
    buttons?.item(arrival.current === 'first' ? 0 : buttons.length - 1).focus()
    arrival.current = null
  }, [place])

  if (!place || !calls.length || !place.cell.isConnected) return null
  const { cell, value } = place
  const word = wordOf(value)

  function act(choice: Choice): void {
    setPlace(null)
    onFilter(narrow(list, value, choice))
  }

  function move(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, Escape: 0 }[event.key] as 1 | -1 | 0 | undefined
    if (step === undefined) return
    event.preventDefault() // so that Escape does not close the details too
    event.stopPropagation()
    const button = event.target as HTMLElement
    const beside = step === 1 ? button.nextElementSibling : button.previousElementSibling
    const next = step === 0 || beside ? null : placeBeside(cell, step, calls)
    if (step !== 0 && beside instanceof HTMLElement) beside.focus()
    else if (next) {
      arrival.current = step === 1 ? 'first' : 'last'
      setPlace(next)
    } else if (step !== 1) toRow()
  }

  function toRow(): void {
    cell.closest('tr')?.querySelector<HTMLElement>('button[aria-expanded]')?.focus()
    setPlace(null)
  }

  return createPortal(
    <fieldset
      ref={group}
      className={classes.actions}
      aria-label={word}
      onKeyDown={move}
      onBlur={({ relatedTarget, currentTarget }) =>
        !currentTarget.contains(relatedTarget) && setPlace(null)
      }
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('onlyValue', { value: word })}
        title={t('onlyValue', { value: word })}
        onClick={() => act('only')}
      >
        =
      </button>
      {value.key !== 'number' && value.value !== null && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('excludeValue', { value: word })}
          title={t('excludeValue', { value: word })}
          onClick={() => act('exclude')}
        >
          ≠
        </button>
      )}
    </fieldset>,
    cell,
  )
}
