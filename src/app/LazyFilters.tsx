import { Button } from '@mantine/core'
import { useDebouncedValue, useMediaQuery, useTimeout } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { type ComponentProps, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { FiltersPanel as Panel } from '../filters/FiltersPanel.tsx'
import classes from './App.module.css'

/**
 * Returns true from the first paint after `ready`, so that later parts do not delay it.
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

/** A slow vendor delays the filters no longer than this. */
const ROWS_TIMEOUT_MS = 1000

type LazyFiltersProps = Omit<ComponentProps<typeof Panel>, 'timeZone'> & {
  timeZone: string | undefined
  /** The number of filter values. */
  count: number
  /**
   * Whether the list has loaded or failed. The filters load after it, because it does not need
   * them.
   */
  listed: boolean
}

/** The filters: beside the list in a wide window, or else behind a button. */
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
