import { Button, Kbd } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface MenuButtonProps {
  icon: Icon
  /** The key that does the same. */
  keyHint?: string
  /** Why it does nothing now. */
  obstacle?: string | undefined
  /** Whether it does nothing now. It is not disabled, because it may have the focus. */
  isOff?: boolean
  /** Whether it is on, if it can be. */
  isPressed?: boolean
  /** Whether the switch is on, if it is one. */
  isChecked?: boolean
  onClick: () => void
  children: ReactNode
}

/** An entry of the player's menu: an icon, words, and the key that does the same. */
export function MenuButton(props: MenuButtonProps) {
  const { icon: EntryIcon, keyHint, obstacle, isPressed, isChecked, onClick, children } = props
  const { isOff = obstacle !== undefined } = props
  const isOn = isPressed || isChecked
  return (
    <Button
      variant={isOn ? 'light' : 'subtle'}
      color={isOn ? 'ink' : 'gray'}
      role={isChecked === undefined ? undefined : 'switch'}
      aria-checked={isChecked}
      fullWidth
      justify="start"
      styles={{ inner: { inlineSize: '100%' }, label: { flexGrow: 1 } }}
      title={obstacle}
      leftSection={<EntryIcon size={16} stroke={1.6} aria-hidden />}
      rightSection={keyHint && <Kbd aria-hidden>{keyHint}</Kbd>}
      aria-pressed={isPressed}
      aria-disabled={isOff || undefined}
      {...(isOff && { 'data-disabled': true })}
      onClick={() => !isOff && onClick()}
    >
      {children}
    </Button>
  )
}
