import { Button, Group, Modal, Text } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import classes from './PlayerDialogs.module.css'

const KEYS = [
  ['toggle', ['Space', 'K']],
  ['back', ['J', '←']],
  ['forward', ['L', '→']],
  ['far', ['Shift', '←', '→']],
  ['slower', ['[']],
  ['faster', [']']],
  ['jump', ['0', '…', '9']],
  ['next', ['N', 'P']],
  ['mute', ['M']],
  ['select', ['X']],
  ['selectMore', ['Shift', '↑', '↓']],
  ['help', ['?']],
] as const

/** Lists the keys that work while a recording is open, those of the table included. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('player')
  // Modal remembers where to return the focus when it opens, not when it is mounted open
  const isMounted = useMounted()
  return (
    <Modal
      opened={opened && isMounted}
      onClose={onClose}
      title={t('keys')}
      closeButtonProps={{ 'aria-label': t('closeKeys') }}
    >
      <dl className={classes.keys}>
        {KEYS.map(([does, keys]) => (
          <div key={does} className={classes.row}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={classes.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

interface ClearHistoryDialogProps {
  /** @returns false if the browser did not allow all of it */
  onClear: () => Promise<boolean>
  onClose: () => void
}

const CLEARED = ['marks', 'positions', 'waveforms'] as const

/** Lists what clearing the listening history removes, and does it. */
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
