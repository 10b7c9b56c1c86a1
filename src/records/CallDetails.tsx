import '@mantine/core/styles/Tabs.css'
import { ActionIcon, Badge, CloseButton, CopyButton, Group, Tabs } from '@mantine/core'
import { IconCheck, IconChevronDown, IconChevronUp, IconCopy, IconLink } from '@tabler/icons-react'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import { type CallRecord, callSearch } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { CallOverview } from './CallOverview.tsx'
import { CallTime } from './CallTime.tsx'
import { CALL_COLUMNS, type CellContext, customerText } from './columns.tsx'
import { ReasonBadge } from './ReasonBadge.tsx'
import { SameCustomer, useSameCustomer } from './SameCustomer.tsx'

/** Elements that handle Escape themselves: dialogs, and fields with an open list. */
const ON_TOP = '[role="dialog"], input[aria-expanded="true"]'

function rowButton(id: string): HTMLElement | null {
  return document.querySelector(`tr[data-id="${CSS.escape(id)}"] button[aria-expanded]`)
}

/**
 * Moves the focus into the panel if it was opened by keyboard or covers the row, and back to the row
 * when it closes.
 * A click leaves the focus on the row, to go on with the next one. Escape closes the panel unless a
 * dialog or a list on top of the page takes it.
 */
function usePanelFocus(id: string, onClose: () => void) {
  const ref = useRef<HTMLElement>(null)
  const close = () => {
    const inside = ref.current?.contains(document.activeElement)
    flushSync(onClose) // on a phone, nothing below the panel can be focused
    if (inside) rowButton(id)?.focus()
  }
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    const row = rowButton(id)
    const isCovered = row?.closest('[inert]') && !ref.current?.contains(document.activeElement)
    if (isCovered || row?.matches(':focus-visible')) ref.current?.querySelector('h2')?.focus()
  }, [id])
  useEffect(() => {
    const onKey = ({ key, target, defaultPrevented, isComposing }: KeyboardEvent) => {
      const busy = isComposing || (target instanceof Element && target.closest(ON_TOP))
      if (key === 'Escape' && !defaultPrevented && !busy) onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return { ref, close }
}

/** The labels of a call, each as it was written. */
function LabelList({ labels }: { labels: readonly string[] }) {
  return (
    <Group gap={4}>
      {labels.map((label) => (
        <Badge key={label} variant="default" tt="none" fw={500} maw="100%">
          <bdi>{label}</bdi>
        </Badge>
      ))}
    </Group>
  )
}

const TIMES: ReadonlySet<ColumnId> = new Set(['startedAt', 'answeredAt', 'endedAt'])

function value(id: ColumnId, call: CallRecord, context: CellContext): ReactNode {
  if (TIMES.has(id)) {
    const iso = call[id as 'startedAt' | 'answeredAt' | 'endedAt']
    return iso ? <CallTime iso={iso} timeZone={context.timeZone} /> : null
  }
  if (id === 'labels') return call.labels.length > 0 ? <LabelList labels={call.labels} /> : null
  return CALL_COLUMNS[id].cell(call, context)
}

/** Every field of a call. */
function AllFields({ call, timeZone, playControl }: Omit<CallDetailsProps, 'notes'>) {
  const t = useTranslations()
  const words = useWords()
  const rest = { formatTime: String, isOneDay: false, marks: () => null }
  const context: CellContext = { timeZone, words, t, playControl, ...rest }
  return (
    <dl className={classes.fields}>
      {COLUMNS.map((id) => (
        <div key={id} className={classes.field}>
          <dt>{t(`columns.${id}`)}</dt>
          <dd>
            {value(id, call, context) ?? (
              <span className={classes.none}>{t('records.noValue')}</span>
            )}
            {id === 'recording' && call.recordingState === 'unusable' && (
              <span aria-hidden> {t('records.unusableRecording')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface CopyControlProps {
  value: string
  name: string
  icon: ReactNode
}

function CopyControl({ value: text, name, icon }: CopyControlProps) {
  const t = useTranslations('records')
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon aria-label={copied ? t('copied') : name} title={name} onClick={copy}>
          {copied ? <IconCheck size={16} aria-hidden /> : icon}
        </ActionIcon>
      )}
    </CopyButton>
  )
}

interface CallDetailsProps {
  className?: string | undefined
  call: CallRecord
  timeZone: string
  playControl: CellContext['playControl']
  /** The notes of the call. */
  notes: ReactNode
  /** The star and the number of notes of the call. */
  marks: ReactNode
  /** Opens the call before or after this one; `null` at the ends of the page. */
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  onFilter: (patch: FilterPatch) => void
  onClose: () => void
}

/** Shows one call beside the table: what matters, its notes, its customer's calls, and all fields. */
export function CallDetails(props: CallDetailsProps) {
  const { call, timeZone, notes, onPrevious, onNext, onFilter } = props
  const t = useTranslations('records')
  const words = useWords()
  const panel = usePanelFocus(call.id, props.onClose)
  const same = useSameCustomer(call)
  return (
    <aside
      ref={panel.ref}
      className={`${classes.panel} ${props.className ?? ''}`}
      aria-label={t('details')}
    >
      <header className={classes.header}>
        <div className={classes.top}>
          <span className={classes.kind}>
            {call.type !== null && words.callType(call.type)}
            {call.type !== null && call.country?.name && ' · '}
            <bdi>{call.country?.name}</bdi>
          </span>
          <ActionIcon
            aria-label={t('previousCall')}
            disabled={!onPrevious}
            onClick={() => onPrevious?.()}
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('nextCall')} disabled={!onNext} onClick={() => onNext?.()}>
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
          <CopyControl
            value={new URL(callSearch(call) ?? `?call=${call.id}`, location.href).href}
            name={t('copyLink')}
            icon={<IconLink size={16} aria-hidden />}
          />
          <CloseButton size={28} aria-label={t('close')} onClick={panel.close} />
        </div>
        <Group gap="xs">
          {call.recording !== null && props.playControl(call)}
          <h2 className={classes.title} tabIndex={-1}>
            <bdi>{customerText(call)}</bdi>
          </h2>
          <CopyControl
            value={call.customer}
            name={t('copyNumber')}
            icon={<IconCopy size={16} aria-hidden />}
          />
        </Group>
        <Group justify="space-between" wrap="nowrap">
          <ReasonBadge call={call} />
          {props.marks}
        </Group>
      </header>
      <Tabs
        defaultValue="overview"
        keepMounted={false}
        classNames={{ tab: classes.tab, list: classes.tabs, panel: classes.body }}
      >
        <Tabs.List aria-label={t('details')}>
          <Tabs.Tab value="overview">{t('overview')}</Tabs.Tab>
          <Tabs.Tab value="notes">{t('notes')}</Tabs.Tab>
          <Tabs.Tab value="same">
            {t('same')} <span className={classes.none}>{same.others?.length}</span>
          </Tabs.Tab>
          <Tabs.Tab value="all">{t('allFields')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <CallOverview call={call} timeZone={timeZone} onFilter={onFilter} />
        </Tabs.Panel>
        <Tabs.Panel value="notes">{notes}</Tabs.Panel>
        <Tabs.Panel value="same">
          <SameCustomer {...same} {...{ call, timeZone, onFilter }} />
        </Tabs.Panel>
        <Tabs.Panel value="all">
          <AllFields {...props} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
