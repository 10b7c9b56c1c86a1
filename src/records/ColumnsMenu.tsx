import { ActionIcon, Button, Checkbox } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconMinus,
  IconPlus,
  type Icon as TablerIcon,
} from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import type { ColumnId } from '../calls/columns.ts'
import { resizeBy } from './ColumnHead.tsx'
import classes from './ColumnsMenu.module.css'
import type { useColumnState } from './use-records-table.ts'

type StepLabel = 'columnNarrower' | 'columnWider' | 'columnEarlier' | 'columnLater'

interface ColumnsMenuProps extends MenuProps {
  columns: ReturnType<typeof useColumnState>
}

/** Chooses which columns are shown, in which order, and how wide. */
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
            const isLast = index === state.columnOrder.length - 1
            const resize = (step: 1 | -1) => change('columnSizing')(resizeBy(id, step))
            const step = (
              label: StepLabel,
              Icon: TablerIcon,
              isOff: boolean,
              onStep: () => void,
            ) => (
              <ActionIcon
                variant="subtle"
                size={24} // WCAG 2.5.8
                aria-label={t(`records.${label}`, { name })}
                title={t(`records.${label}`, { name })}
                disabled={isOff}
                onClick={onStep}
              >
                <Icon size={14} aria-hidden />
              </ActionIcon>
            )
            return (
              <li key={id} className={classes.item}>
                <Checkbox
                  size="sm"
                  value={id}
                  label={name}
                  disabled={visible.length === 1 && visible[0] === id}
                />
                <ActionIcon.Group>
                  {visible.includes(id) && (
                    <>
                      {step('columnNarrower', IconMinus, false, () => resize(-1))}
                      {step('columnWider', IconPlus, false, () => resize(1))}
                    </>
                  )}
                  {step('columnEarlier', IconChevronUp, index === 0, () => move(id, -1))}
                  {step('columnLater', IconChevronDown, isLast, () => move(id, 1))}
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
