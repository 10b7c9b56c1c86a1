import { Kbd, Modal } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { lazyPart } from '../api/lazy-part.tsx'
import { PartWords } from '../i18n/PartWords.tsx'
import { NotesFiles, UnkeptNotice } from '../notes/NotesFiles.tsx'
import { useNotes } from '../notes/use-notes.ts'
import { ClearHistoryDialog } from '../player/history/ClearHistoryDialog.tsx'
import classes from './SettingsDialog.module.css'

const AuditLog = lazyPart(() => import('./AuditLog.tsx').then((m) => m.AuditLog))

export type DialogName = 'keys' | 'history' | 'notes' | 'audit'

interface SettingsDialogProps {
  name: DialogName
  /** Closes it and returns the focus. */
  onClose: () => void
}

/** A dialog of the settings menu: the keys, the listening history, the notes file, or the audit log. */
export function SettingsDialog({ name, onClose }: SettingsDialogProps) {
  switch (name) {
    case 'keys':
      return (
        <PartWords>
          <KeysDialog onClose={onClose} />
        </PartWords>
      )
    case 'history':
      return <ClearHistoryDialog onClose={onClose} />
    case 'notes':
      return <NotesFileDialog onClose={onClose} />
    case 'audit':
      return <AuditLog onClose={onClose} />
  }
}

const PAGE_KEYS = [
  ['search', ['/']],
  ['filters', ['F']],
  ['rows', ['↑', '↓']],
  ['open', ['Enter']],
  ['values', ['→']],
  ['select', ['X']],
  ['selectMore', ['Shift', '↑', '↓']],
  ['escape', ['Esc']],
  ['help', ['?']],
] as const
const PLAYER_KEYS = [
  ['toggle', ['Space', 'K']],
  ['jump', ['J', 'L']],
  ['step', ['←', '→']],
  ['far', ['Shift', '←', '→']],
  ['next', ['N', 'P']],
  ['speed', ['[', ']']],
  ['mute', ['M']],
  ['share', ['0', '…', '9']],
] as const

/** Lists the keys of the page and, while a recording is open, of the player. */
function KeysDialog({ onClose }: Pick<SettingsDialogProps, 'onClose'>) {
  const t = useTranslations()
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={onClose}
      title={t('app.keys')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('keys.close') }}
    >
      <div className={classes.keys}>
        {[
          { title: t('keys.page'), keys: PAGE_KEYS },
          { title: t('keys.player'), keys: PLAYER_KEYS },
        ].map(({ title, keys }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {keys.map(([does, pressed]) => (
                <div key={does} className={classes.row}>
                  <dt>
                    {pressed.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.does.${does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** Saves the notes to a file, and adds those of a file. */
function NotesFileDialog({ onClose }: Pick<SettingsDialogProps, 'onClose'>) {
  const t = useTranslations('app')
  const notes = useNotes()
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={onClose}
      title={t('notesFile')}
      closeButtonProps={{ 'aria-label': t('closeDialog') }}
    >
      <UnkeptNotice notes={notes} />
      <NotesFiles notes={notes} />
    </Modal>
  )
}
