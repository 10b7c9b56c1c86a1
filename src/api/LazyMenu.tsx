import { Button } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Part } from './lazy-part.tsx'

/** The props of the button that opens a menu. */
interface ButtonProps {
  ref: ((button: HTMLButtonElement | null) => void) | undefined
  'aria-expanded': boolean
  'aria-haspopup': 'dialog'
  onClick: () => void
}

export interface MenuProps {
  opened: boolean
  onClose: () => void
  /** The button, which the menu wraps. */
  target: ReactNode
}

interface LazyMenuProps {
  button: (props: ButtonProps) => ReactElement
  /** The menu, a lazy part. It is rendered from the first press on. */
  children: (props: MenuProps) => ReactNode
}

/** The menu wraps its button, so React creates a new button at the first press. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

/** A button whose menu loads at the first press. */
export function LazyMenu({ button, children }: LazyMenuProps) {
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
  const target = button({
    ref: everOpened ? takeFocus : undefined,
    'aria-expanded': opened,
    'aria-haspopup': 'dialog',
    onClick: () => {
      setEverOpened(true)
      setOpened(!opened)
    },
  })
  if (!everOpened) return target
  return (
    <Part
      fallback={target}
      failed={(notice) => (
        <>
          {target}
          {notice}
        </>
      )}
    >
      {children({ opened, onClose: () => setOpened(false), target })}
    </Part>
  )
}

interface ToolMenuProps extends Pick<LazyMenuProps, 'children'> {
  label: string
  icon: ReactElement
}

/** A button of the bar above the list whose menu loads at the first press. */
export function ToolMenu({ label, icon, children }: ToolMenuProps) {
  return (
    <LazyMenu
      button={(button) => (
        <Button {...button} variant="subtle" color="gray" leftSection={icon}>
          {label}
        </Button>
      )}
    >
      {children}
    </LazyMenu>
  )
}
