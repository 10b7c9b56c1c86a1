import {
  type MantineColorScheme,
  NativeSelect,
  Popover,
  Stack,
  useMantineColorScheme,
} from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useLocale, useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { useChooseLocale } from '../i18n/LocaleProvider.tsx'
import { LOCALES, type Locale } from '../i18n/locales.ts'

/** The settings of this computer: language and colour scheme. */
export function SettingsMenu({ target, opened, onClose }: MenuProps) {
  const t = useTranslations('app')
  const locale = useLocale()
  const chooseLocale = useChooseLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // Popover stores where to return the focus when it opens, not when it is open from the start.
  const isMounted = useMounted()
  return (
    <Popover
      opened={opened && isMounted}
      onDismiss={onClose}
      position="bottom-end"
      shadow="md"
      width={240}
      trapFocus
      returnFocus
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={t('settings')}>
        <Stack gap="sm">
          <NativeSelect
            label={t('language')}
            value={locale}
            onChange={(event) => chooseLocale(event.currentTarget.value as Locale)}
            data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))}
          />
          <NativeSelect
            label={t('theme')}
            value={colorScheme}
            onChange={(event) => setColorScheme(event.currentTarget.value as MantineColorScheme)}
            data={[
              { value: 'auto', label: t('themeAuto') },
              { value: 'light', label: t('themeLight') },
              { value: 'dark', label: t('themeDark') },
            ]}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
