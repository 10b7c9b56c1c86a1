import { ActionIcon, Badge } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { LazyMenu } from '../api/LazyMenu.tsx'
import { lazyPart } from '../api/lazy-part.tsx'
import classes from './PageHeader.module.css'

const SettingsMenu = lazyPart(() => import('./SettingsMenu.tsx').then((m) => m.SettingsMenu))

interface PageHeaderProps {
  demo: boolean
  search: ReactNode
  /** How current the page is. */
  children?: ReactNode
}

/** The header: name, demo notice, how current the page is, and settings. */
export function PageHeader({ demo, search, children }: PageHeaderProps) {
  const t = useTranslations('app')
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
        {children}
        <LazyMenu
          button={(button) => (
            <ActionIcon {...button} size={30} aria-label={t('settings')}>
              <IconUser size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          )}
        >
          {(menu) => <SettingsMenu {...menu} />}
        </LazyMenu>
      </div>
    </header>
  )
}
