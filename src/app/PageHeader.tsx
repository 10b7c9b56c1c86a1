import { Badge, type MantineColorScheme, NativeSelect, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'use-intl'
import { useChooseLocale } from '../i18n/LocaleProvider.tsx'
import { LOCALES, type Locale } from '../i18n/locales.ts'
import classes from './App.module.css'

/** The header: title, demo notice and settings. */
export function PageHeader({ demo }: { demo: boolean }) {
  const t = useTranslations('app')
  const locale = useLocale()
  const chooseLocale = useChooseLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>{t('title')}</h1>
      {demo && (
        <Badge variant="light" color="orange" className={classes.demo} title={t('demoHint')}>
          {t('demo')}
        </Badge>
      )}
      <div className={classes.settings}>
        <NativeSelect
          size="xs"
          aria-label={t('language')}
          leftSection={<IconLanguage size={15} aria-hidden />}
          value={locale}
          onChange={(event) => chooseLocale(event.currentTarget.value as Locale)}
          data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          size="xs"
          aria-label={t('theme')}
          leftSection={<IconMoon size={15} aria-hidden />}
          value={colorScheme}
          onChange={(event) => setColorScheme(event.currentTarget.value as MantineColorScheme)}
          data={[
            { value: 'auto', label: t('themeAuto') },
            { value: 'light', label: t('themeLight') },
            { value: 'dark', label: t('themeDark') },
          ]}
        />
      </div>
    </header>
  )
}
