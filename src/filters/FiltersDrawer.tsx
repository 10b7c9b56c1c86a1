import { Drawer } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { FiltersPanel } from './FiltersPanel.tsx'

type FiltersDrawerProps = ComponentProps<typeof FiltersPanel> & {
  opened: boolean
  onClose: () => void
}

/** The filters in a drawer, for narrow windows, whose bar has the period. */
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
      styles={{
        header: { padding: 'var(--mantine-spacing-sm) var(--mantine-spacing-lg)' },
        content: { scrollPaddingBlock: '5rem' }, // scrolls elements clear of title and foot
      }}
    >
      <FiltersPanel {...panel} onClose={onClose} />
    </Drawer>
  )
}
