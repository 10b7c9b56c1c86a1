import { Button, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import classes from './NotesFiles.module.css'

interface DeleteAllProps {
  /** What there is to delete. */
  notes: number
  stars: number
  /** Does it, and gives the focus to what is left. */
  onDelete: () => void
}

/** Deletes everything somebody noted, once they have seen how much that is. */
export function DeleteAll({ notes, stars, onDelete }: DeleteAllProps) {
  const t = useTranslations('notes')
  const [asks, setAsks] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wayOut = useRef<HTMLButtonElement>(null)
  function ask(): void {
    flushSync(() => setAsks(true))
    wayOut.current?.focus()
  }
  function leave(): void {
    flushSync(() => setAsks(false))
    opener.current?.focus()
  }
  if (!asks) {
    return (
      <Button
        ref={opener}
        size="compact-sm"
        variant="subtle"
        color="red"
        disabled={notes + stars === 0}
        onClick={ask}
      >
        {t('deleteAll')}
      </Button>
    )
  }
  return (
    <div className={classes.sure}>
      <Text size="sm">{t('deleteSure', { notes, stars })}</Text>
      <div className={classes.actions}>
        <Button ref={wayOut} size="compact-sm" variant="default" onClick={leave}>
          {t('deleteNo')}
        </Button>
        <Button
          size="compact-sm"
          color="red"
          onClick={() => {
            setAsks(false)
            onDelete()
          }}
        >
          {t('deleteYes')}
        </Button>
      </div>
    </div>
  )
}
