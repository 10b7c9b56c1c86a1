import { Button, Checkbox, Popover } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import classes from './ColumnsMenu.module.css'

interface ColumnsMenuProps {
  visible: readonly ColumnId[]
  onShow: (columns: readonly string[]) => void
  onReset: () => void
  target: ReactNode
  opened: boolean
  onClose: () => void
}

/** Which columns are shown. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { visible, onShow, onReset, target, opened, onClose } = props
  const t = useTranslations()
  // Popover learns where to return the focus when it opens, not when it is open from the start.
  const isMounted = useMounted()
  return (
    <Popover
      opened={opened && isMounted}
      onDismiss={onClose}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={t('records.columns')} className={classes.dropdown}>
        <Checkbox.Group value={[...visible]} onChange={onShow} aria-label={t('records.columns')}>
          <div className={classes.list}>
            {COLUMNS.map((id) => (
              <Checkbox
                key={id}
                size="sm"
                value={id}
                label={t(`columns.${id}`)}
                disabled={visible.length === 1 && visible[0] === id}
              />
            ))}
          </div>
        </Checkbox.Group>
        <Button mt="sm" size="compact-sm" variant="subtle" onClick={onReset}>
          {t('records.columnsReset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
