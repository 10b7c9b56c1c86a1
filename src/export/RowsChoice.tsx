import { Group, Radio } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { Scope } from './create-plan.ts'

interface RowsChoiceProps {
  /** Calls in each scope; `null` where it is not known yet. */
  counts: Record<Scope, number | null>
  scope: Scope
  onScope: (scope: Scope) => void
}

/** Which calls are taken away. */
export function RowsChoice({ counts, scope, onScope }: RowsChoiceProps) {
  const t = useTranslations('export')
  const count = (calls: number | null) =>
    calls === null ? undefined : t('count', { count: calls })
  return (
    <Radio.Group label={t('rows')} value={scope} onChange={(next) => onScope(next)}>
      <Group mt="xs" align="flex-start">
        <Radio value="all" label={t('rowsAll')} description={count(counts.all)} />
        <Radio
          value="selected"
          label={t('rowsSelected')}
          description={count(counts.selected)}
          disabled={counts.selected === 0}
        />
        <Radio value="page" label={t('rowsPage')} description={count(counts.page)} />
      </Group>
    </Radio.Group>
  )
}
