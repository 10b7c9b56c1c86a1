import { ActionIcon, Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import type { ViewState } from '../api/use-page-state.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { PageState } from '../calls/query.ts'
import { type SavedView, STARTER_VIEWS, searchOf, useSavedViews, viewOf } from './saved-views.ts'
import classes from './ViewsMenu.module.css'

interface ViewsMenuProps extends MenuProps {
  /** The view on the page. */
  view: PageState
  columns: readonly ColumnId[]
  onView: (view: ViewState, columns: readonly ColumnId[]) => void
}

/** Shows a saved view, or saves the present one under a name. */
export function ViewsMenu({ target, opened, onClose, view, columns, onView }: ViewsMenuProps) {
  const t = useTranslations('views')
  const { views, save, remove } = useSavedViews()
  const [name, setName] = useState('')
  const starters = Object.entries(STARTER_VIEWS).map(([id, search]): SavedView => {
    return { name: t(`starter.${id as keyof typeof STARTER_VIEWS}`), search, columns: [] }
  })

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const trimmed = name.trim()
    if (trimmed === '') return
    save({ name: trimmed, search: searchOf(view), columns: [...columns] })
    setName('')
  }

  const show = (saved: SavedView) => {
    onView(viewOf(saved.search), saved.columns)
    onClose()
  }
  const button = (saved: SavedView) => (
    <UnstyledButton className={classes.view} onClick={() => show(saved)}>
      <bdi>{saved.name}</bdi>
    </UnstyledButton>
  )

  return (
    <MenuPopover {...{ target, opened, onClose }} label={t('title')} width={280}>
      <Stack gap="sm">
        {views.length > 0 && (
          <ul className={classes.list} aria-label={t('saved')}>
            {views.map((saved) => (
              <li key={saved.name}>
                {button(saved)}
                <ActionIcon
                  aria-label={t('remove', { name: saved.name })}
                  onClick={() => remove(saved.name)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <div>
          <Text size="xs" c="dimmed">
            {t('starters')}
          </Text>
          <ul className={classes.list} aria-label={t('starters')}>
            {starters.map((starter) => (
              <li key={starter.search}>{button(starter)}</li>
            ))}
          </ul>
        </div>
        <form onSubmit={onSubmit}>
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('name')}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="light" disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed" mt={4}>
            {t('saveHint')}
          </Text>
        </form>
      </Stack>
    </MenuPopover>
  )
}
