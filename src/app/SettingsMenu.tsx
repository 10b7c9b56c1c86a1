import {
  Button,
  Kbd,
  type MantineColorScheme,
  NativeSelect,
  Stack,
  Text,
  useMantineColorScheme,
} from '@mantine/core'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import { signOut } from '../api/sign-in.ts'
import type { User } from '../calls/call.ts'
import { useChooseLocale } from '../i18n/LocaleProvider.tsx'
import { LOCALES, type Locale } from '../i18n/locales.ts'
import type { DialogName } from './SettingsDialog.tsx'

interface SettingsMenuProps extends MenuProps {
  /** `null` without sign-in. */
  user: User | null
  canSignOut: boolean
  onDialog: (name: DialogName) => void
}

const DIALOGS = {
  keys: 'keys',
  history: 'history',
  notes: 'notesFile',
  audit: 'audit',
} as const
const DIALOG_NAMES = Object.keys(DIALOGS) as DialogName[]

/** The settings of this computer, and the dialogs of what it stores. */
export function SettingsMenu(props: SettingsMenuProps) {
  const { user, canSignOut, target, opened, onClose, onDialog } = props
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
        {user && (
          <Text size="md" translate="no">
            <bdi>{user.name}</bdi>{' '}
            <Text span size="sm" c="dimmed" translate="yes">
              {t(`role.${user.role}`)}
            </Text>
          </Text>
        )}
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
          {DIALOG_NAMES.filter((name) => name !== 'audit' || user?.role === 'admin').map((name) => (
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
          {canSignOut && (
            <Button variant="subtle" color="gray" justify="start" onClick={() => void signOut()}>
              {t('signOut')}
            </Button>
          )}
        </Stack>
      </Stack>
    </MenuPopover>
  )
}
