import { Popover } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { MenuProps } from './LazyMenu.tsx'

interface MenuPopoverProps extends MenuProps {
  /** Names the menu. */
  label: string
  /** Pixels; by default as wide as its content. */
  width?: number
  className?: string | undefined
  /** Whether the button gets the focus back when the menu closes. */
  returnFocus?: boolean
  children: ReactNode
}

/** The frame of a menu below its button. Escape, or a press outside of it, closes it. */
export function MenuPopover(props: MenuPopoverProps) {
  const { target, opened, onClose, label, className, children } = props
  // Popover stores where to return the focus when it opens, not when it is open from the start.
  const isMounted = useMounted()
  return (
    <Popover
      opened={opened && isMounted}
      onDismiss={onClose}
      position="bottom-end"
      hideDetached={false} // at 400 % zoom, its end is reached by scrolling the button away
      shadow="md"
      {...(props.width && { width: props.width })}
      trapFocus
      returnFocus={props.returnFocus ?? true}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown
        maw="calc(100vw - 1rem)"
        aria-label={label}
        {...(className && { className })}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
