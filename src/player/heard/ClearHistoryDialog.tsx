import { Button, Group, Modal, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'

interface ClearHistoryDialogProps {
  /** @returns whether all of it went */
  onClear: () => Promise<boolean>
  onClose: () => void
}

const PARTS = ['marks', 'positions', 'waveforms'] as const

/** Says what clearing the listening history takes away, and does it. */
export function ClearHistoryDialog({ onClear, onClose }: ClearHistoryDialogProps) {
  const t = useTranslations('player.history')
  const [outcome, setOutcome] = useState<'cleared' | 'failed' | null>(null)
  const closeButton = useRef<HTMLButtonElement>(null)

  async function clear(): Promise<void> {
    setOutcome((await onClear()) ? 'cleared' : 'failed')
    closeButton.current?.focus()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {outcome === null && (
        <Text component="div" size="sm">
          {t('what')}
          <ul>
            {PARTS.map((part) => (
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
