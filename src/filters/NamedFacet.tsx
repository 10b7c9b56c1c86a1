import { TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { namesQuery } from '../api/queries.ts'
import type { Facet as Counts, NamedFacet as Name } from '../calls/figures.ts'
import { EXCLUDING, parseCountryCode, parseTypedName } from '../calls/query.ts'
import classes from './Facet.module.css'
import { Facet } from './Facet.tsx'
import type { FilterProps } from './FieldGroup.tsx'
import { chooseAll, type FacetItem, facetEntries } from './facet-choice.ts'

/** Values shown at first. */
const TOP = 8
/** Values shown at most, because thousands of rows would be slow. */
const MAX_SHOWN = 100
/** Pause in typing before names are requested (ms). */
const PAUSE_MS = 200

interface NamedFacetProps extends FilterProps {
  name: Name
  /** Undefined without counts. */
  counts: Counts | undefined
  /** Names of loaded calls, which may not be counted. */
  suggestions: readonly string[]
  /** Returns the word of a value, such as a code with its country. */
  word?: ((value: string) => string) | undefined
  /** Whether the server has the names of all calls that were read. */
  hasNames: boolean
}

const includes = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())

/** A facet of names: the most frequent ones, and a field that finds or applies any other. */
export function NamedFacet(props: NamedFacetProps) {
  const { name, list, counts, suggestions, word = String, hasNames, onFilter } = props
  const t = useTranslations('filters')
  const [text, setText] = useState('')
  const [isSubmitted, setIsSubmitted] = useState(false)
  const [isAll, setIsAll] = useState(false)
  // A name that was chosen stays in sight, even if it is not counted.
  const [applied, setApplied] = useState<readonly string[]>([])
  const chosen = [...list[name], ...list[EXCLUDING[name]]]
  if (chosen.some((each) => !applied.includes(each)))
    setApplied([...new Set([...applied, ...chosen])])
  const parse = name === 'country' ? parseCountryCode : parseTypedName
  const typed = parseTypedName(text) ?? ''
  const exact = parse(text)
  const part = exact ?? typed
  const [asked] = useDebouncedValue(part, PAUSE_MS)
  const answer = useQuery({ ...namesQuery(name, asked), enabled: hasNames && asked !== '' })
  const isSettled = !hasNames || (asked === part && !answer.isPlaceholderData && !answer.isPending)

  // Until they are counted, a field to search would appear and vanish again.
  const isPartial = counts?.scope === 'view'
  const others = [...applied, ...(counts && !isPartial ? [] : suggestions)]
  const entries = facetEntries(list, name, counts, others)
  const found = typed === '' ? [] : [...suggestions, ...(answer.data?.values ?? [])]
  const all = new Map(entries.map((entry) => [entry.value, entry]))
  for (const value of found)
    if (!all.has(value)) all.set(value, { value, state: 'off', calls: undefined })
  const wordOf = (value: FacetItem) => (value === null ? t(`none.${name}`) : word(String(value)))
  const matches = [...all.values()].filter(
    ({ value }) => includes(wordOf(value), typed) || (value !== null && includes(`${value}`, part)),
  )
  const isFew = typed === '' && !isAll
  const shown = matches.filter(
    ({ state }, index) => index < (isFew ? TOP : MAX_SHOWN) || state !== 'off',
  )
  const isWrong = typed !== '' && exact === null && matches.length === 0

  /**
   * Chooses names. Names of calls stay unchanged, because a final space is part of a name.
   * @param completes whether a part of a name means the only match
   */
  function apply(texts: readonly string[], completes: boolean): boolean {
    const [only] = completes && matches.length === 1 ? matches : []
    const values = texts.flatMap((each) => {
      const parsed = parse(each)
      const known = [each, parsed].find((value) => value !== null && all.has(value))
      return known ?? only?.value ?? parsed ?? []
    })
    const patch = chooseAll(list, name, values)
    if (patch) onFilter(patch)
    return values.length > 0
  }

  // The names may still be requested, and one of them may be meant.
  useEffect(() => {
    if (!isSubmitted || !isSettled) return
    setIsSubmitted(false)
    if (apply([text], true)) setText('')
  })

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && typed !== '') setIsSubmitted(true)
    if (event.key === 'ArrowDown') {
      event.currentTarget
        .closest('fieldset')
        ?.querySelector<HTMLElement>('[type=checkbox]')
        ?.focus()
      event.preventDefault()
    }
  }

  /** A pasted column of names applies as several names. */
  function onPaste(event: ClipboardEvent): void {
    const lines = event.clipboardData.getData('text').split(/[\r\n]+/)
    const names = lines.filter((line) => line.trim() !== '')
    if (text === '' && apply(names, false)) event.preventDefault()
  }

  const hidden = matches.length - shown.length + (typed === '' ? (counts?.more ?? 0) : 0)
  const canSearch =
    name === 'agent' || !hasNames || isPartial || entries.length + (counts?.more ?? 0) > TOP
  return (
    <Facet
      {...{ name, list, wordOf, onFilter }}
      rows={shown}
      before={
        canSearch && (
          <TextInput
            className={classes.search}
            type="search"
            size="xs"
            autoComplete="off"
            aria-label={t(`find.${name}`)}
            placeholder={t(`find.${name}`)}
            value={text}
            error={isWrong && isSettled && t('countryWrong')}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setIsSubmitted(false)
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
        )
      }
      after={
        <>
          {exact !== null && !all.has(exact) && (
            <UnstyledButton
              className={`${classes.link} ${classes.after}`}
              onClick={() => {
                if (apply([exact], false)) setText('')
              }}
            >
              {t('use', { name: exact })}
            </UnstyledButton>
          )}
          {typed === '' && (isAll || hidden > 0) && (
            <UnstyledButton
              className={`${classes.link} ${classes.after}`}
              aria-expanded={isAll}
              onClick={() => setIsAll(!isAll)}
            >
              {isAll ? t('fewer') : t('more', { count: hidden })}
            </UnstyledButton>
          )}
          {isAll && hidden > 0 && (
            <span className={classes.after}>{t('moreBySearch', { count: hidden })}</span>
          )}
        </>
      }
    />
  )
}
