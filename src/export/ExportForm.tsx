import { Button, Group, Stack, Text } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { ColumnsChoice } from './ColumnsChoice.tsx'
import type { Scope } from './create-plan.ts'
import { estimateOf, seenRequestsMs } from './estimate.ts'
import { FormatChoice } from './FormatChoice.tsx'
import { MOST_RECORDINGS } from './most-recordings.ts'
import { RowsChoice } from './RowsChoice.tsx'
import { useSpan } from './use-span.ts'
import { useTakenFocus } from './use-taken-focus.ts'

type ExportFormProps = ComponentProps<typeof RowsChoice> &
  ComponentProps<typeof FormatChoice> &
  ComponentProps<typeof ColumnsChoice> & { onStart: () => void }

/** Which calls, which format, which columns. */
export function ExportForm({ counts, scope, onScope, onStart, ...props }: ExportFormProps) {
  const t = useTranslations('export')
  const button = useTakenFocus()
  const { look, onLook, timeZone, columns } = props
  const count = counts[scope]
  const isZip = look.product === 'zip'
  const isTooMuch = isZip && (count ?? 0) > MOST_RECORDINGS
  const isUncounted = isZip && count === null
  const hasNothing = count === 0 || isTooMuch || isUncounted || (columns.length === 0 && !isZip)

  return (
    <Stack>
      <RowsChoice {...{ counts, scope, onScope }} />
      <FormatChoice {...{ look, onLook, timeZone }} />
      {!isZip && <ColumnsChoice {...props} />}
      {count === 0 && <Text size="sm">{t('noRows')}</Text>}
      {isTooMuch && <Text size="sm">{t('tooMuch', { most: MOST_RECORDINGS })}</Text>}
      {isUncounted && <Text size="sm">{t('uncounted', { most: MOST_RECORDINGS })}</Text>}
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed" miw={0}>
          {!hasNothing && <ForeSight scope={scope} count={count} timeZone={timeZone} />}
        </Text>
        <Button ref={button} flex="none" disabled={hasNothing} onClick={onStart}>
          {t('start')}
        </Button>
      </Group>
    </Stack>
  )
}

interface ForeSightProps {
  scope: Scope
  count: number | null
  timeZone: string
}

/** What it will take, as far as can be said. */
function ForeSight({ scope, count, timeZone }: ForeSightProps) {
  const t = useTranslations('export')
  const span = useSpan()
  if (scope !== 'all' || count === null) return t('times', { zone: timeZone })
  const { requests, seconds } = estimateOf(count, seenRequestsMs())
  return t('foreseen', { count, requests, span: span(seconds), zone: timeZone })
}
