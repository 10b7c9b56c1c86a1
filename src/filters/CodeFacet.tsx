import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { OUTCOMES, type Outcome } from '../calls/call-codes.ts'
import type { Outcomes } from '../calls/figures.ts'
import { useWords } from '../i18n/use-words.ts'
import { type CountedFacetProps, Facet, type FacetRow } from './Facet.tsx'
import {
  choose,
  chooseOutcome,
  chooseReason,
  clearFacet,
  facetEntries,
  isUsed,
  reasonGroups,
} from './facet-choice.ts'

interface CodeFacetProps extends CountedFacetProps {
  name: 'type' | 'hungUpBy'
  /** The known codes, which are always there. */
  codes: readonly number[]
  word: (code: number) => string
}

/** A facet of a few codes. */
export function CodeFacet({ name, codes, word, list, counts, onFilter }: CodeFacetProps) {
  const t = useTranslations('filters')
  const entries = facetEntries(list, name, counts, codes)
  return (
    <Facet
      name={t(name)}
      rows={entries.map((entry) => ({
        ...entry,
        word: entry.value === null ? t(`none.${name}`) : word(Number(entry.value)),
      }))}
      onChoose={(value, choice) => onFilter(choose(list, name, value, choice))}
      onClear={isUsed(list, name) ? () => onFilter(clearFacet(list, name)) : undefined}
    />
  )
}

interface ReasonFacetProps extends CountedFacetProps {
  outcomes: Outcomes | undefined
}

/** The outcomes with their hangup reasons, as a tree. */
export function ReasonFacet({ list, counts, outcomes, onFilter }: ReasonFacetProps) {
  const t = useTranslations()
  const words = useWords()
  const [opened, setOpened] = useState<ReadonlyMap<Outcome, boolean>>(
    () => new Map([['missed', true]]),
  )
  const groups = reasonGroups(list, counts, outcomes)
  const isOpen = ({ outcome, state }: (typeof groups)[number]) =>
    opened.get(outcome) ?? state === 'mixed'
  const rows = groups.flatMap((group): FacetRow[] => {
    const { outcome, state, calls, reasons } = group
    const row: FacetRow = {
      value: outcome,
      word: t(`outcome.${outcome}`),
      state,
      calls,
      level: 'group',
      outcome,
      ...(reasons.length > 0 && { isOpen: isOpen(group) }),
    }
    if (!isOpen(group)) return [row]
    const below = reasons.map(
      (reason): FacetRow => ({
        ...reason,
        word:
          reason.value === null
            ? t('filters.none.reason')
            : words.hangupReason(Number(reason.value)),
        level: 'reason',
      }),
    )
    return [row, ...below]
  })
  return (
    <Facet
      name={t('filters.reason')}
      rows={rows}
      onChoose={(value, choice) => {
        const outcome = OUTCOMES.find((each) => each === value)
        onFilter(outcome ? chooseOutcome(list, outcome, choice) : chooseReason(list, value, choice))
      }}
      onOpen={(value) => {
        const group = groups.find(({ outcome }) => outcome === value)
        if (group) setOpened(new Map([...opened, [group.outcome, !isOpen(group)]]))
      }}
      onClear={isUsed(list, 'reason') ? () => onFilter(clearFacet(list, 'reason')) : undefined}
    />
  )
}
