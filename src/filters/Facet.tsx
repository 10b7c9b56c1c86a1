import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { Outcome } from '../calls/call-codes.ts'
import type { Facet as Counts } from '../calls/figures.ts'
import classes from './Facet.module.css'
import { FieldGroup } from './FieldGroup.tsx'
import type { Choice, FacetEntry, FacetItem } from './facet-choice.ts'

/** A value of a facet as a row. */
export interface FacetRow extends FacetEntry {
  word: string
  /** An outcome, which has reasons below it, or one of its reasons. */
  level?: 'group' | 'reason'
  /** Gives a group its icon and its colour. */
  outcome?: Outcome
  /** Whether the reasons of a group are shown. */
  isOpen?: boolean
  /** Whether the value can only be toggled. */
  isPlain?: boolean
  /** Whether the word is a name of the account, which browsers shall not translate. */
  isName?: boolean
}

/** The properties of a facet whose values are counted. */
export interface CountedFacetProps {
  list: ListState
  /** Undefined without counts. */
  counts: Counts | undefined
  onFilter: (patch: FilterPatch) => void
}

interface FacetProps {
  name: string
  rows: readonly FacetRow[]
  onChoose: (value: FacetItem, choice: Choice) => void
  /** Undefined while the facet is not used. */
  onClear: (() => void) | undefined
  /** Shows or hides the reasons of a group. */
  onOpen?: ((value: FacetItem) => void) | undefined
  /** Between the title and the values. */
  before?: ReactNode
  /** After the values. */
  after?: ReactNode
}

/**
 * The values of a field with their calls, as checkboxes. They are one tab stop: arrow keys move
 * inside, O and X act as the buttons of a row.
 */
export function Facet({ name, rows, onChoose, onClear, onOpen, before, after }: FacetProps) {
  const t = useTranslations('filters')
  const [active, setActive] = useState<FacetItem>()
  const [hovered, setHovered] = useState<FacetItem>()
  const stop = rows.some(({ value }) => value === active) ? active : rows[0]?.value
  const most = Math.max(1, ...rows.map(({ calls = 0 }) => calls))

  function moveOrChoose(event: KeyboardEvent<HTMLElement>): void {
    const { target, currentTarget, key } = event
    if (!(target instanceof HTMLInputElement) || event.ctrlKey || event.metaKey || event.altKey)
      return
    const boxes = [...currentTarget.querySelectorAll<HTMLInputElement>('[type=checkbox]')]
    const at = boxes.indexOf(target)
    const row = rows[at]
    if (!row) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[key]
    const choice = ({ o: 'only', x: 'exclude' } as const)[key.toLowerCase()]
    const opens = { ArrowRight: false, ArrowLeft: true }[key]
    if (next !== undefined) boxes[next]?.focus()
    else if (choice && !row.isPlain && !(row.value === null && choice === 'exclude'))
      onChoose(row.value, choice)
    else if (opens !== undefined && row.isOpen === opens) onOpen?.(row.value)
    else return
    event.preventDefault()
    event.stopPropagation() // the page has keys of its own
  }

  return (
    <FieldGroup
      name={name}
      aria-description={
        rows.every(({ isPlain }) => isPlain) ? undefined : t(onOpen ? 'keysOfTree' : 'keys')
      }
      onClear={onClear}
      onKeyDown={moveOrChoose}
    >
      {before}
      {rows.map((row) => (
        <Row
          key={JSON.stringify(row.value)}
          {...{ row, onChoose, onOpen }}
          share={(row.calls ?? 0) / most}
          isStop={row.value === stop}
          hasActions={!row.isPlain && (row.value === active || row.value === hovered)}
          onFocus={() => setActive(row.value)}
          onHover={() => setHovered(row.value)}
        />
      ))}
      {after}
    </FieldGroup>
  )
}

interface RowProps extends Pick<FacetProps, 'onChoose' | 'onOpen'> {
  row: FacetRow
  /** The length of the bar, from 0 to 1. */
  share: number
  isStop: boolean
  /** Only the row under the pointer or the focus has buttons, to keep the document small. */
  hasActions: boolean
  onFocus: () => void
  onHover: () => void
}

function Row({ row, share, isStop, hasActions, onFocus, onHover, onChoose, onOpen }: RowProps) {
  const t = useTranslations('filters')
  const format = useFormatter()
  const boxId = useId()
  const { value, word, state, calls, level, outcome, isOpen } = row
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div
      className={classes.row}
      translate={row.isName ? 'no' : undefined}
      data-state={state}
      data-level={level}
      data-outcome={outcome}
      data-zero={calls === 0 || undefined}
      style={{ '--share': share } as CSSProperties}
      onPointerEnter={onHover}
    >
      <label className={classes.value} title={level === 'reason' ? undefined : word}>
        <input
          ref={(box) => {
            if (box) box.indeterminate = state === 'mixed'
          }}
          type="checkbox"
          id={boxId}
          className={classes.box}
          aria-label={word}
          aria-description={calls === undefined ? undefined : t('calls', { count: calls })}
          checked={state === 'on'}
          tabIndex={isStop ? 0 : -1}
          onFocus={onFocus}
          onChange={(event) => {
            event.currentTarget.focus() // Safari does not, and the buttons need it on touch
            onChoose(value, 'toggle')
          }}
        />
        <bdi className={classes.word}>{word}</bdi>
      </label>
      {isOpen !== undefined && (
        <UnstyledButton
          className={classes.open}
          aria-label={t('showReasons', { outcome: word })}
          aria-expanded={isOpen}
          tabIndex={-1}
          onClick={() => onOpen?.(value)}
        >
          <Chevron size={14} aria-hidden />
        </UnstyledButton>
      )}
      <label htmlFor={boxId} className={classes.count}>
        {calls === undefined ? null : format.number(calls)}
      </label>
      {hasActions && (
        <span className={classes.actions}>
          <UnstyledButton
            aria-label={t('onlyValue', { value: word })}
            tabIndex={-1}
            onClick={() => onChoose(value, 'only')}
          >
            {t('only')}
          </UnstyledButton>
          {value !== null && (
            <UnstyledButton
              aria-label={t('excludeValue', { value: word })}
              aria-pressed={level === 'group' ? undefined : state === 'out'}
              tabIndex={-1}
              onClick={() => onChoose(value, 'exclude')}
            >
              {t('exclude')}
            </UnstyledButton>
          )}
        </span>
      )}
    </div>
  )
}
