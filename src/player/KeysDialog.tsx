import { Modal } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useTranslations } from 'use-intl'
import classes from './KeysDialog.module.css'

const KEYS = [
  ['toggle', ['Space', 'K']],
  ['back', ['J', '←']],
  ['forth', ['L', '→']],
  ['far', ['Shift']],
  ['slower', ['[']],
  ['faster', [']']],
  ['jump', ['0', '…', '9']],
  ['next', ['N', 'P']],
  ['mute', ['M']],
  ['select', ['X']],
  ['selectMore', ['Shift', '↑', '↓']],
  ['help', ['?']],
] as const

/** What the keys do while a recording is open, the table's among them. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('player')
  // Modal learns where to return the focus when it opens, not when it is there open from the start.
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
            <dd>{t(`hands.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
