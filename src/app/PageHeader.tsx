import { ActionIcon, Badge } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import { LazyMenu } from '../api/LazyMenu.tsx'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { usePageKey } from '../api/page-key.ts'
import type { User } from '../calls/call.ts'
import classes from './PageHeader.module.css'
import type { DialogName } from './SettingsDialog.tsx'

const SettingsMenu = lazyPart(() => import('./SettingsMenu.tsx').then((m) => m.SettingsMenu))

const AuditLost = lazyPart(() => import('./AuditLost.tsx').then((m) => m.AuditLost))

const SettingsDialog = lazyPart(() => import('./SettingsDialog.tsx').then((m) => m.SettingsDialog))

interface PageHeaderProps {
  demo: boolean
  /** `null` without sign-in. */
  user: User | null
  canSignOut: boolean
  /** Events that the audit log has lost, for admins. */
  auditLost: number | undefined
  search: ReactNode
  /** How current the page is. */
  children?: ReactNode
}

/** The header: name, demo notice, how current the page is, and settings. */
export function PageHeader(props: PageHeaderProps) {
  const { demo, user, canSignOut, auditLost, search, children } = props
  const t = useTranslations('app')
  const [dialog, setDialog] = useState<DialogName | null>(null)
  /** The element that has the focus again when the dialog closes. */
  const opener = useRef<HTMLElement | null>(null)

  function openDialog(name: DialogName, from: Element | null): void {
    opener.current = from instanceof HTMLElement ? from : null
    setDialog(name)
  }
  function closeDialog(): void {
    flushSync(() => setDialog(null))
    opener.current?.focus()
  }
  usePageKey('?', () => openDialog('keys', document.activeElement))

  return (
    <header className={classes.header}>
      <span className={classes.brand}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span>Callboard</span>
      </span>
      {search}
      <div className={classes.end}>
        {demo && (
          <Badge variant="dot" color="orange" className={classes.demo} title={t('demoHint')}>
            {t('demo')}
          </Badge>
        )}
        <Part>
          {auditLost && (
            <AuditLost
              count={auditLost}
              onOpen={() => openDialog('audit', document.activeElement)}
            />
          )}
        </Part>
        {children}
        <LazyMenu
          button={(button) => (
            <ActionIcon {...button} data-settings size={30} aria-label={t('settings')}>
              <IconUser size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          )}
        >
          {(menu) => (
            <SettingsMenu
              {...menu}
              {...{ user, canSignOut }}
              onDialog={(name) => openDialog(name, document.querySelector('[data-settings]'))}
            />
          )}
        </LazyMenu>
        <Part>{dialog && <SettingsDialog name={dialog} onClose={closeDialog} />}</Part>
      </div>
    </header>
  )
}
