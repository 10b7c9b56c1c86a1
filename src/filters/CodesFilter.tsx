import { Chip, Group } from '@mantine/core'
import classes from './FiltersPanel.module.css'

interface CodesFilterProps<Code extends number> {
  label: string
  codes: readonly Code[]
  word: (code: Code) => string
  value: readonly Code[]
  onApply: (codes: Code[]) => void
}

/** A few codes, all in sight: choosing one is one click. */
export function CodesFilter<Code extends number>(props: CodesFilterProps<Code>) {
  const { label, codes, word, value, onApply } = props
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      <Group gap={6}>
        {codes.map((code) => (
          <Chip
            key={code}
            size="xs"
            checked={value.includes(code)}
            onChange={(checked) =>
              onApply(codes.filter((each) => (each === code ? checked : value.includes(each))))
            }
          >
            {word(code)}
          </Chip>
        ))}
      </Group>
    </fieldset>
  )
}
