import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import classes from './SortButton.module.css'

const ICONS = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }

interface SortButtonProps {
  name: string
  /** Says that only the page shown is sorted. */
  hint: string
  direction: keyof typeof ICONS
  onClick: () => void
}

/** A column's name, which sorts the page: descending, ascending, and back to the vendor's order. */
export function SortButton({ name, hint, direction, onClick }: SortButtonProps) {
  const Icon = ICONS[direction]
  return (
    <UnstyledButton className={classes.button} data-tip={hint} onClick={onClick}>
      {name}
      <Icon
        size={13}
        className={classes.icon}
        data-sorted={direction !== 'none' || undefined}
        aria-hidden
      />
    </UnstyledButton>
  )
}
