import { Button, Drawer } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import classes from './FiltersDrawer.module.css'
import { FiltersPanel } from './FiltersPanel.tsx'

type FiltersDrawerProps = ComponentProps<typeof FiltersPanel> & {
  opened: boolean
  onClose: () => void
}

/** The filters in a drawer, for narrow windows. */
export function FiltersDrawer({ opened, onClose, ...panel }: FiltersDrawerProps) {
  const t = useTranslations('filters')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('title')}
      size="22rem"
      padding={0}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ header: classes.header }}
    >
      <FiltersPanel {...panel} />
      <div className={classes.footer}>
        <Button fullWidth onClick={onClose}>
          {t('show')}
        </Button>
      </div>
    </Drawer>
  )
}
