import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import { steppedWidth } from './ColumnHead.tsx'
import classes from './ColumnsMenu.module.css'
import type { useColumnState } from './use-records-table.ts'

interface ColumnsMenuProps extends MenuProps {
  columns: ReturnType<typeof useColumnState>
}

/** Chooses which columns are shown, in which order, and how wide. */
export function ColumnsMenu({ columns, target, opened, onClose }: ColumnsMenuProps) {
  const { visible, state, change, reset } = columns
  const order = state.columnOrder
  const t = useTranslations()

  return (
    <MenuPopover
      {...{ target, opened, onClose }}
      label={t('records.columns')}
      className={classes.dropdown}
    >
      <Checkbox.Group
        value={visible}
        onChange={(ids) =>
          change({ columnVisibility: Object.fromEntries(ids.map((id) => [id, true])) })
        }
        aria-label={t('records.columns')}
      >
        <ul className={classes.list}>
          {order.map((id, index) => {
            const name = t(`columns.${id}`)
            const isShown = visible.includes(id)
            const resize = (step: 1 | -1) =>
              change({ columnSizing: { ...state.columnSizing, [id]: steppedWidth(id, step) } })
            const move = (step: 1 | -1) =>
              change({ columnOrder: order.toSpliced(index, 1).toSpliced(index + step, 0, id) })
            const steps = [
              ['columnNarrower', IconMinus, true, () => resize(-1)],
              ['columnWider', IconPlus, true, () => resize(1)],
              ['columnEarlier', IconChevronUp, index > 0, () => move(-1)],
              ['columnLater', IconChevronDown, index < order.length - 1, () => move(1)],
            ] as const
            return (
              <li key={id} className={classes.item}>
                <Checkbox
                  size="sm"
                  value={id}
                  label={name}
                  disabled={isShown && visible.length === 1}
                />
                <ActionIcon.Group>
                  {/* a hidden column has no width */}
                  {steps.slice(isShown ? 0 : 2).map(([label, Icon, isPossible, onStep]) => (
                    <ActionIcon
                      key={label}
                      size={24} // WCAG 2.5.8
                      aria-label={t(`records.${label}`, { name })}
                      title={t(`records.${label}`, { name })}
                      disabled={!isPossible}
                      onClick={onStep}
                    >
                      <Icon size={14} aria-hidden />
                    </ActionIcon>
                  ))}
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
