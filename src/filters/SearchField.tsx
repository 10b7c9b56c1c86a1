import '@mantine/core/styles/Combobox.css'
import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { namesQuery } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { normalizeText, parsePhoneNumber } from '../calls/query.ts'

/** Long enough to type the next letter, short enough to feel immediate (ms). */
const PAUSE_MS = 250
const MIN_DIGITS = 3
/** Ids of calls are longer than most names. */
const MIN_ID = 8
/** Names of one kind that are offered. */
const MAX_NAMES = 5

/** A thing that was found, and the filter that lists its calls. */
export interface Match {
  kind: 'number' | 'agent' | 'group' | 'labels' | 'id'
  text: string
  filter: FilterPatch
}

/** The names that were found for a text, by their kind. */
export type FoundNames = Record<'agent' | 'group' | 'label', readonly string[]>

/** Returns what a typed text may mean: a number, names that contain it, or the id of a call. */
export function matchesOf(text: string, names: FoundNames): Match[] {
  const typed = normalizeText(text)
  if (typed === '') return []
  const number = parsePhoneNumber(typed)
  const matches: Match[] = []
  if (number && number.length >= MIN_DIGITS)
    matches.push({ kind: 'number', text: number, filter: { number } })
  for (const key of ['agent', 'group', 'label'] as const)
    for (const name of names[key].slice(0, MAX_NAMES))
      matches.push({
        kind: key === 'label' ? 'labels' : key,
        text: name,
        filter: { [key]: [name] },
      })
  if (typed.length >= MIN_ID && /^[\w.-]+$/.test(typed))
    matches.push({ kind: 'id', text: typed, filter: { id: [typed] } })
  return matches
}

/** Requests the names that contain a text, once typing pauses. */
function useNames(text: string, isOn: boolean): FoundNames {
  const [part] = useDebouncedValue(normalizeText(text), PAUSE_MS)
  const enabled = isOn && part !== ''
  const agents = useQuery({ ...namesQuery('agent', part), enabled })
  const groups = useQuery({ ...namesQuery('group', part), enabled })
  const labels = useQuery({ ...namesQuery('label', part), enabled })
  const of = ({ data }: typeof agents) => (enabled ? (data?.values ?? []) : [])
  return { agent: of(agents), group: of(groups), label: of(labels) }
}

interface SearchFieldProps {
  className: string | undefined
  /** Whether the server offers the names of the calls it has read. */
  hasNames: boolean
  /** Lists the calls of what was chosen, and moves the focus to them. */
  onSearch: (filter: FilterPatch) => void
}

/** The search field of the header. The key `/` moves the focus into it. */
export function SearchField({ className, hasNames, onSearch }: SearchFieldProps) {
  const t = useTranslations('filters.search')
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox()
  useHotkeys([['/', () => input.current?.focus()]])
  const matches = matchesOf(text, useNames(text, hasNames))
  const hasMatches = matches.length > 0
  const selectFirst = useEffectEvent(() => combobox.selectFirstOption())
  useEffect(() => {
    if (text !== '' && hasMatches) selectFirst() // for Enter, also once names arrive
  }, [text, hasMatches])
  const kinds = [...new Set(matches.map(({ kind }) => kind))]

  function choose(value: string): void {
    const match = matches[Number(value)]
    if (!match) return
    onSearch(match.filter)
    setText('')
    combobox.closeDropdown()
  }

  return (
    <Combobox store={combobox} shadow="md" onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          ref={input}
          type="search"
          className={className}
          aria-label={t('label')}
          placeholder={t('hint')}
          autoComplete="off"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={text === '' && <Kbd size="xs">/</Kbd>}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={normalizeText(text) === ''}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
          {!hasMatches && <Combobox.Empty>{t('nothing')}</Combobox.Empty>}
          {kinds.map((kind) => (
            <Combobox.Group key={kind} label={t(kind)}>
              {matches.map((match, index) =>
                match.kind === kind ? (
                  <Combobox.Option key={match.text} value={String(index)}>
                    <bdi>{match.text}</bdi>
                  </Combobox.Option>
                ) : null,
              )}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
