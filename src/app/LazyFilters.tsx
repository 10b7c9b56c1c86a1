import { ActionIcon, Button } from '@mantine/core'
import { useLocalStorage, useMediaQuery, useTimeout } from '@mantine/hooks'
import { IconFilter, IconLayoutSidebar } from '@tabler/icons-react'
import { type ComponentProps, type CSSProperties, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { usePageKey } from '../api/page-key.ts'
import type { FiltersPanel as Panel } from '../filters/FiltersPanel.tsx'
import classes from './App.module.css'
import { useAfterPaint } from './use-after-paint.ts'

const FiltersPanel = lazyPart(() =>
  import('../filters/FiltersPanel.tsx').then((m) => m.FiltersPanel),
)
const FiltersDrawer = lazyPart(() =>
  import('../filters/FiltersDrawer.tsx').then((m) => m.FiltersDrawer),
)

const Period = lazyPart(() => import('../filters/PeriodFilter.tsx').then((m) => m.PeriodBar))

/** A slow vendor delays the filters no longer than this (ms). */
const ROWS_TIMEOUT_MS = 1000

/** Returns true once the list has loaded or failed and is painted, or after the timeout. */
function useAfterList(listed: boolean): boolean {
  const [isLate, setIsLate] = useState(false)
  useTimeout(() => setIsLate(true), ROWS_TIMEOUT_MS, { autoInvoke: true })
  return useAfterPaint(listed || isLate)
}

const Search = lazyPart(() => import('../filters/SearchField.tsx').then((m) => m.SearchField))

interface LazySearchProps extends ComponentProps<typeof Search> {
  /** Whether the list has loaded or failed. */
  listed: boolean
}

/** The search field, which loads after the list. Its place is kept. */
export function LazySearch({ listed, ...props }: LazySearchProps) {
  const due = useAfterList(listed)
  const place = <div className={props.className} />
  return due ? (
    <Part fallback={place}>
      <Search {...props} />
    </Part>
  ) : (
    place
  )
}

/** Below this width, the filters are in a drawer. */
const WIDE = '(min-width: 75em)'

/** Whether the filters are beside the list, and whether they are shown. The key F changes it. */
export function useFiltersState() {
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false })
  const [isShown, setIsShown] = useLocalStorage({
    key: 'callboard.filters',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [isDrawn, setIsDrawn] = useState(false)
  const [opened, onOpened] = isWide ? [isShown, setIsShown] : [isDrawn, setIsDrawn]
  usePageKey('f', () => onOpened(!opened))
  return { isWide, opened, onOpened }
}

type FiltersState = ReturnType<typeof useFiltersState>

/** Shows or hides the filters: a button in the bar of the list. */
export function FiltersToggle({
  isWide,
  opened,
  onOpened,
  count,
}: FiltersState & { count: number }) {
  const t = useTranslations('filters')
  if (isWide) {
    return (
      <ActionIcon
        size={28}
        aria-label={t('open')}
        aria-expanded={opened}
        onClick={() => onOpened(!opened)}
      >
        <IconLayoutSidebar size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    )
  }
  return (
    <Button
      variant="default"
      leftSection={<IconFilter size={16} aria-hidden />}
      aria-haspopup="dialog"
      onClick={() => onOpened(true)}
    >
      {t('openCount', { count })}
    </Button>
  )
}

type LazyFiltersProps = Omit<ComponentProps<typeof Panel>, 'timeZone' | 'onClose'> &
  FiltersState & {
    timeZone: string | undefined
    /**
     * Whether the list has loaded or failed. The filters load after it, because it does not need
     * them.
     */
    listed: boolean
  }

/** The filters: beside the list in a wide window, or else in a drawer. */
export function LazyFilters(props: LazyFiltersProps) {
  const { timeZone, listed, isWide, opened, onOpened, ...panel } = props
  const due = useAfterList(listed)
  const [everOpened, setEverOpened] = useState(false)
  if (opened && !everOpened) setEverOpened(true)
  if (isWide) {
    return (
      <div className={classes.filters} hidden={!opened} data-screen>
        <Part fallback={<RailPlace />}>
          {due && timeZone ? <FiltersPanel {...panel} timeZone={timeZone} /> : <RailPlace />}
        </Part>
      </div>
    )
  }
  return (
    <Part>
      {everOpened && timeZone && (
        <FiltersDrawer
          {...panel}
          timeZone={timeZone}
          opened={opened}
          onClose={() => onOpened(false)}
        />
      )}
    </Part>
  )
}

/** The first filters, with the number of lines of each. */
const RAIL = { period: 2, number: 1, reason: 7, type: 3, hungUpBy: 3, group: 4 } as const

/** The names of the filters, and lines in place of their values. */
function RailPlace() {
  const t = useTranslations('filters')
  return (
    <div aria-hidden className={classes.rail}>
      {(Object.keys(RAIL) as (keyof typeof RAIL)[]).map((name) => (
        <div key={name}>
          <b>{t(name)}</b>
          <i style={{ '--lines': RAIL[name] } as CSSProperties} />
        </div>
      ))}
    </div>
  )
}

interface LazyPeriodProps extends Omit<ComponentProps<typeof Period>, 'timeZone'> {
  timeZone: string | undefined
  listed: boolean
  /** Whether the filters cover the bar. */
  isCovered: boolean
}

/** The period in the bar of a narrow window. It loads after the list, in a place of its size. */
export function LazyPeriod({ timeZone, listed, isCovered, ...period }: LazyPeriodProps) {
  const due = useAfterList(listed)
  return (
    <div className={classes.period} data-covered={isCovered || undefined}>
      <Part>{due && timeZone && <Period {...period} timeZone={timeZone} />}</Part>
    </div>
  )
}
