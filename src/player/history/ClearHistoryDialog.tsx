import { Button, Group, Modal, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePlayerContext } from '../PlayerProvider.tsx'
import { clearHistory } from './history-writer.ts'

const CLEARED = ['marks', 'positions', 'waveforms'] as const

/** Lists what clearing the listening history removes, and does it. The caller returns the focus. */
export function ClearHistoryDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('player.history')
  const context = usePlayerContext()
  const [outcome, setOutcome] = useState<'cleared' | 'failed' | null>(null)
  const closeButton = useRef<HTMLButtonElement>(null)

  async function clear(): Promise<void> {
    setOutcome((await clearHistory(context)) ? 'cleared' : 'failed')
    closeButton.current?.focus()
  }

  return (
    <Modal
      opened
      returnFocus={false}
      onClose={onClose}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {outcome === null && (
        <Text component="div" size="sm">
          {t('what')}
          <ul>
            {CLEARED.map((part) => (
              <li key={part}>{t(part)}</li>
            ))}
          </ul>
          {t('rest')}
        </Text>
      )}
      <Text size="sm" role="status">
        {outcome && t(outcome)}
      </Text>
      <Group mt="md" justify="flex-end">
        <Button ref={closeButton} variant="default" onClick={onClose}>
          {t(outcome ? 'close' : 'cancel')}
        </Button>
        {outcome === null && <Button onClick={() => void clear()}>{t('clear')}</Button>}
      </Group>
    </Modal>
  )
}
