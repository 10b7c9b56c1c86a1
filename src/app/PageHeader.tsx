import { ActionIcon, Badge } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import classes from './PageHeader.module.css'

const SettingsMenu = lazyPart(() => import('./SettingsMenu.tsx').then((m) => m.SettingsMenu))

/** The menu wraps its button, so React creates a new button at the first press. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

interface PageHeaderProps {
  demo: boolean
  /** How current the page is. */
  children?: ReactNode
}

/** The header: name, demo notice, how current the page is, and settings. */
export function PageHeader({ demo, children }: PageHeaderProps) {
  const t = useTranslations('app')
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
  const button = (
    <ActionIcon
      ref={everOpened ? takeFocus : undefined}
      size={30}
      aria-label={t('settings')}
      aria-expanded={opened}
      aria-haspopup="dialog"
      onClick={() => {
        setEverOpened(true)
        setOpened(!opened)
      }}
    >
      <IconUser size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
  return (
    <header className={classes.header}>
      <span className={classes.brand}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        Callboard
      </span>
      <div className={classes.end}>
        {demo && (
          <Badge variant="dot" color="orange" className={classes.demo} title={t('demoHint')}>
            {t('demo')}
          </Badge>
        )}
        {children}
        {everOpened ? (
          <Part fallback={button}>
            <SettingsMenu target={button} opened={opened} onClose={() => setOpened(false)} />
          </Part>
        ) : (
          button
        )}
      </div>
    </header>
  )
}
