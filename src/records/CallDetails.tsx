import '@mantine/core/styles/Tabs.css'
import { ActionIcon, CloseButton, CopyButton, Group, Tabs } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconChevronUp, IconCopy, IconLink } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import { type CallRecord, callSearch } from '../calls/call.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './CallDetails.module.css'
import { AllFields, MainFields } from './CallFields.tsx'
import { CallTimeline } from './CallTimeline.tsx'
import { customerText } from './columns.tsx'
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
  useEffect(() => {
    const row = rowButton(id)
    const isCovered = row?.closest('[inert]') && !ref.current?.contains(document.activeElement)
    if (isCovered || row?.matches(':focus-visible')) ref.current?.querySelector('h2')?.focus()
  }, [id])
  useWindowEvent('keydown', ({ key, target, defaultPrevented, isComposing }) => {
    const busy = isComposing || (target instanceof Element && target.closest(ON_TOP))
    if (key === 'Escape' && !defaultPrevented && !busy) close()
  })
  return { ref, close }
}

interface CopyControlProps {
  value: string
  name: string
  Icon: typeof IconCopy
}

function CopyControl({ value, name, Icon }: CopyControlProps) {
  const t = useTranslations('records')
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon aria-label={copied ? t('copied') : name} title={name} onClick={copy}>
          {copied ? <IconCheck size={16} aria-hidden /> : <Icon size={16} aria-hidden />}
        </ActionIcon>
      )}
    </CopyButton>
  )
}

interface CallDetailsProps {
  className?: string | undefined
  call: CallRecord
  timeZone: string
  playControl: (call: CallRecord) => ReactNode
  /** The notes of the call. */
  notes: ReactNode
  /** The star and the number of notes of the call. */
  marks: ReactNode
  /** Opens the call before or after this one; undefined at the ends of the page. */
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
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
          <ActionIcon aria-label={t('previousCall')} disabled={!onPrevious} onClick={onPrevious}>
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('nextCall')} disabled={!onNext} onClick={onNext}>
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
          <CopyControl
            value={new URL(callSearch(call) ?? `?call=${call.id}`, location.href).href}
            name={t('copyLink')}
            Icon={IconLink}
          />
          <CloseButton size={28} aria-label={t('close')} onClick={panel.close} />
        </div>
        <Group gap="xs">
          {call.recording !== null && props.playControl(call)}
          <h2 className={classes.title} tabIndex={-1}>
            <bdi>{customerText(call)}</bdi>
          </h2>
          <CopyControl value={call.customer} name={t('copyNumber')} Icon={IconCopy} />
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
          <CallTimeline call={call} timeZone={timeZone} />
          <MainFields call={call} onFilter={onFilter} />
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
