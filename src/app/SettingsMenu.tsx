import {
  Button,
  Kbd,
  type MantineColorScheme,
  NativeSelect,
  Stack,
  useMantineColorScheme,
} from '@mantine/core'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import { useChooseLocale } from '../i18n/LocaleProvider.tsx'
import { LOCALES, type Locale } from '../i18n/locales.ts'
import type { DialogName } from './SettingsDialog.tsx'

interface SettingsMenuProps extends MenuProps {
  onDialog: (name: DialogName) => void
}

const DIALOGS = { keys: 'keys.title', history: 'history', notes: 'notesFile' } as const

/** The settings of this computer, and the dialogs of what it stores. */
export function SettingsMenu({ target, opened, onClose, onDialog }: SettingsMenuProps) {
  const t = useTranslations('app')
  const locale = useLocale()
  const chooseLocale = useChooseLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  /** Whether a dialog takes the focus, so that the menu does not return it. */
  const [leaves, setLeaves] = useState(false)
  if (opened && leaves) setLeaves(false)

  function openDialog(name: DialogName): void {
    setLeaves(true)
    onClose()
    onDialog(name)
  }

  return (
    <MenuPopover
      {...{ target, opened, onClose }}
      label={t('settings')}
      width={240}
      returnFocus={!leaves}
    >
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
        <Stack gap={0}>
          {(['keys', 'history', 'notes'] as const).map((name) => (
            <Button
              key={name}
              variant="subtle"
              color="gray"
              justify="space-between"
              aria-haspopup="dialog"
              rightSection={name === 'keys' && <Kbd aria-hidden>?</Kbd>}
              onClick={() => openDialog(name)}
            >
              {t(DIALOGS[name])}
            </Button>
          ))}
        </Stack>
      </Stack>
    </MenuPopover>
  )
}
