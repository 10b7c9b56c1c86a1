import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Outcome } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import { Facet, type FacetRow } from './Facet.tsx'
import type { FilterProps } from './FieldGroup.tsx'
import { type FacetItem, type ReasonCounts, reasonGroups } from './facet-choice.ts'

interface ReasonFacetProps extends FilterProps {
  /** Undefined without counts. */
  summary: ReasonCounts | undefined
}

/** The outcomes with their hangup reasons, as a tree. */
export function ReasonFacet({ list, summary, onFilter }: ReasonFacetProps) {
  const t = useTranslations()
  const words = useWords()
  const [opened, setOpened] = useState<Partial<Record<Outcome, boolean>>>({ missed: true })
  const rows = reasonGroups(list, summary).flatMap(({ reasons, ...group }): FacetRow[] => {
    if (reasons.length === 0) return [group]
    const isOpen = opened[group.value] ?? group.state === 'mixed'
    return [{ ...group, isOpen }, ...(isOpen ? reasons : [])]
  })
  function wordOf(value: FacetItem): string {
    if (value === null) return t('filters.none.reason')
    return typeof value === 'number' ? words.hangupReason(value) : t(`outcome.${value as Outcome}`)
  }
  return (
    <Facet
      name="reason"
      {...{ list, rows, wordOf, onFilter }}
      onOpen={({ value, isOpen }) => setOpened({ ...opened, [String(value)]: !isOpen })}
    />
  )
}
