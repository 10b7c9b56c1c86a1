import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import type { ColumnId } from '../calls/columns.ts'
import classes from './ColumnsMenu.module.css'
import type { useColumnState } from './use-records-table.ts'

interface ColumnsMenuProps extends MenuProps {
  columns: ReturnType<typeof useColumnState>
}

/** Chooses which columns are shown, and in which order. */
export function ColumnsMenu({ columns, target, opened, onClose }: ColumnsMenuProps) {
  const { visible, state, change, reset } = columns
  const t = useTranslations()

  function move(id: ColumnId, step: 1 | -1): void {
    change('columnOrder')((order) => {
      const at = order.indexOf(id)
      const others = order.filter((other) => other !== id)
      return others.toSpliced(at + step, 0, id)
    })
  }

  return (
    <MenuPopover
      {...{ target, opened, onClose }}
      label={t('records.columns')}
      className={classes.dropdown}
    >
      <Checkbox.Group
        value={visible}
        onChange={(ids) =>
          change('columnVisibility')(Object.fromEntries(ids.map((id) => [id, true])))
        }
        aria-label={t('records.columns')}
      >
        <ul className={classes.list}>
          {state.columnOrder.map((id, index) => {
            const name = t(`columns.${id}`)
            return (
              <li key={id} className={classes.item}>
                <Checkbox
                  size="sm"
                  value={id}
                  label={name}
                  disabled={visible.length === 1 && visible[0] === id}
                />
                <ActionIcon.Group>
                  <ActionIcon
                    variant="subtle"
                    size={24} // WCAG 2.5.8
                    aria-label={t('records.columnEarlier', { name })}
                    disabled={index === 0}
                    onClick={() => move(id, -1)}
                  >
                    <IconChevronUp size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={24} // WCAG 2.5.8
                    aria-label={t('records.columnLater', { name })}
                    disabled={index === state.columnOrder.length - 1}
                    onClick={() => move(id, 1)}
                  >
                    <IconChevronDown size={14} aria-hidden />
                  </ActionIcon>
                </ActionIcon.Group>
              </li>
            )
          })}
        </ul>
      </Checkbox.Group>
      <Button mt="sm" size="compact-sm" variant="subtle" onClick={reset}>
        {t('records.columnsReset')}
      </Button>
    </MenuPopover>
  )
}
