import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { requestList } from '../api/use-page-state.ts'
import classes from './Facet.module.css'
import { FieldGroup, type FilterProps } from './FieldGroup.tsx'
import {
  type Choice,
  choose,
  clearFacet,
  type FacetEntry,
  type FacetFilter,
  type FacetItem,
} from './facet-choice.ts'

/** A value of a facet as a row. */
export interface FacetRow extends FacetEntry {
  /** Whether the reasons of an outcome are shown; undefined without any. */
  isOpen?: boolean
}

interface FacetProps extends FilterProps {
  name: FacetFilter
  rows: readonly FacetRow[]
  wordOf: (value: FacetItem) => string
  /** Shows or hides the reasons of an outcome. */
  onOpen?: ((row: FacetRow) => void) | undefined
  /** Between the title and the values. */
  before?: ReactNode
  /** After the values. */
  after?: ReactNode
}

/**
 * The values of a field with their calls, as checkboxes. They are one tab stop: arrow keys move
 * inside, O and X act as the buttons of a row.
 */
export function Facet(props: FacetProps) {
  const { name, list, rows, wordOf, onFilter, onOpen, before, after } = props
  const t = useTranslations('filters')
  const [active, setActive] = useState<FacetItem>()
  const [hovered, setHovered] = useState<FacetItem>()
  const client = useQueryClient()
  const stop = rows.some(({ value }) => value === active) ? active : rows[0]?.value
  const most = Math.max(1, ...rows.map(({ calls = 0 }) => calls))
  const isPlain = name === 'recorded' // its two values can only be toggled
  const cleared = clearFacet(list, name)
  const onChoose = (value: FacetItem, choice: Choice) => onFilter(choose(list, name, value, choice))

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
    else if (choice && !isPlain && !(row.value === null && choice === 'exclude'))
      onChoose(row.value, choice)
    else if (opens !== undefined && row.isOpen === opens) onOpen?.(row)
    else return
    event.preventDefault()
    event.stopPropagation() // the page has keys of its own
  }

  return (
    <FieldGroup
      name={t(name)}
      aria-description={isPlain ? undefined : t(onOpen ? 'keysOfTree' : 'keys')}
      onClear={cleared ? () => onFilter(cleared) : undefined}
      onKeyDown={moveOrChoose}
    >
      {before}
      {rows.map((row) => (
        <Row
          key={JSON.stringify(row.value)}
          {...{ name, row, onChoose, onOpen }}
          onPress={() => requestList(client, list, choose(list, name, row.value, 'toggle'))}
          word={wordOf(row.value)}
          share={(row.calls ?? 0) / most}
          isStop={row.value === stop}
          hasActions={!isPlain && (row.value === active || row.value === hovered)}
          onFocus={() => setActive(row.value)}
          onHover={() => setHovered(row.value)}
        />
      ))}
      {after}
    </FieldGroup>
  )
}

interface RowProps extends Pick<FacetProps, 'name' | 'onOpen'> {
  row: FacetRow
  word: string
  onChoose: (value: FacetItem, choice: Choice) => void
  /** The length of the bar, from 0 to 1. */
  share: number
  isStop: boolean
  /** Only the row under the pointer or the focus has buttons, to keep the document small. */
  hasActions: boolean
  onFocus: () => void
  onHover: () => void
  /** When the button of the mouse goes down; the click follows when it goes up. */
  onPress: () => void
}

function Row(props: RowProps) {
  const { name, row, word, share, isStop, hasActions, onChoose, onOpen } = props
  const t = useTranslations('filters')
  const format = useFormatter()
  const boxId = useId()
  const { value, state, calls, isOpen } = row
  const isText = typeof value === 'string'
  const level = name === 'reason' ? (isText ? 'group' : 'reason') : undefined
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div
      className={classes.row}
      translate={isText && !level ? 'no' : undefined} // a name of the account
      data-state={state}
      data-level={level}
      data-outcome={level === 'group' ? value : undefined}
      data-zero={calls === 0 || undefined}
      style={{ '--share': share } as CSSProperties}
      onPointerEnter={props.onHover}
    >
      <label
        className={classes.value}
        onMouseDown={props.onPress}
        title={level === 'reason' ? undefined : word}
      >
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
          onFocus={props.onFocus}
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
          onClick={() => onOpen?.(row)}
        >
          <Chevron size={14} aria-hidden />
        </UnstyledButton>
      )}
      <label htmlFor={boxId} className={classes.count} onMouseDown={props.onPress}>
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
