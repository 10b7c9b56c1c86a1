import { ActionIcon } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../../api/lazy-part.tsx'

const ClearHistoryDialog = lazyPart(() =>
  import('./ClearHistoryDialog.tsx').then((m) => m.ClearHistoryDialog),
)

/** The way to clear the listening history, which asks first. */
export function ClearHistoryButton({ onClear }: { onClear: () => Promise<boolean> }) {
  const t = useTranslations('player.history')
  const [isAsked, setIsAsked] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  function close(): void {
    setIsAsked(false)
    opener.current?.focus()
  }
  return (
    <>
      <ActionIcon
        ref={opener}
        variant="subtle"
        aria-label={t('title')}
        aria-haspopup="dialog"
        title={t('title')}
        onClick={() => setIsAsked(true)}
      >
        <IconEraser size={18} />
      </ActionIcon>
      <Part>{isAsked && <ClearHistoryDialog onClear={onClear} onClose={close} />}</Part>
    </>
  )
}
