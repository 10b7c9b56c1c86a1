import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'

interface EmptyNoticeProps {
  /** Matching calls on all pages, because the address may point past the last page. */
  total: number | null
  page: number
  filtered: boolean
  onClear: () => void
  onFirstPage: () => void
}

/** Shows why the page has no calls, and what to do. */
export function EmptyNotice({ total, page, filtered, onClear, onFirstPage }: EmptyNoticeProps) {
  const t = useTranslations()
  const past = total === null ? page > 1 : total > 0
  return (
    <Center flex={1} p="xl">
      <Stack align="center" gap="xs">
        <IconPhoneOff size={32} stroke={1.5} aria-hidden />
        <Title order={2} size="h4">
          {t(past ? 'records.emptyPage' : 'records.empty')}
        </Title>
        <Text c="dimmed" ta="center">
          {past
            ? total !== null && t('records.emptyPageHint', { total })
            : t(filtered ? 'records.emptyHint' : 'records.emptyToday')}
        </Text>
        {past && <Button onClick={onFirstPage}>{t('records.firstPage')}</Button>}
        {!past && filtered && <Button onClick={onClear}>{t('filters.clear')}</Button>}
      </Stack>
    </Center>
  )
}
