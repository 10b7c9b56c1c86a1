import { Button } from '@mantine/core'
import { useDebouncedValue, useMediaQuery, useTimeout } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { type ComponentProps, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { FiltersPanel as Panel } from '../filters/FiltersPanel.tsx'
import classes from './App.module.css'

/**
 * Turns true once `ready` has been painted, and stays so: for what should not be in the way of it.
 * @param timeoutMs milliseconds after which it no longer waits
 */
function useAfterPaint(ready: boolean, timeoutMs: number): boolean {
  const [due, setDue] = useState(false)
  const [painted] = useDebouncedValue(ready, 0)
  useTimeout(() => setDue(true), timeoutMs, { autoInvoke: true })
  if (painted && !due) setDue(true)
  return due
}

const FiltersPanel = lazyPart(() =>
  import('../filters/FiltersPanel.tsx').then((m) => m.FiltersPanel),
)
const FiltersDrawer = lazyPart(() =>
  import('../filters/FiltersDrawer.tsx').then((m) => m.FiltersDrawer),
)

/** A slow vendor does not keep anyone from the filters for longer than this. */
const ROWS_TIMEOUT_MS = 1000

type LazyFiltersProps = Omit<ComponentProps<typeof Panel>, 'timeZone'> & {
  timeZone: string | undefined
  /** How many values narrow the list. */
  count: number
  /** Whether the list has an answer; the filters come after it, for it needs none of their code. */
  listed: boolean
}

/** The filters beside the list where there is room, behind a button where there is not. */
export function LazyFilters({ count, timeZone, listed, ...panel }: LazyFiltersProps) {
  const t = useTranslations('filters')
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const due = useAfterPaint(listed, ROWS_TIMEOUT_MS)
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
  if (wide) {
    return (
      <div className={classes.aside}>
        <Part>{due && timeZone && <FiltersPanel {...panel} timeZone={timeZone} />}</Part>
      </div>
    )
  }
  return (
    <div className={classes.filtersBar}>
      <Button
        variant="default"
        leftSection={<IconFilter size={16} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => {
          setEverOpened(true)
          setOpened(true)
        }}
      >
        {t('openCount', { count })}
      </Button>
      <Part>
        {everOpened && timeZone && (
          <FiltersDrawer
            {...panel}
            timeZone={timeZone}
            opened={opened}
            onClose={() => setOpened(false)}
          />
        )}
      </Part>
    </div>
  )
}
