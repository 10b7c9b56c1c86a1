import { useLocalStorage } from '@mantine/hooks'
import { COLUMNS, type ColumnId, DEFAULT_COLUMNS } from '../calls/columns.ts'

function deserialize(text: string | undefined): readonly ColumnId[] {
  try {
    const stored: unknown = JSON.parse(text ?? 'null')
    if (!Array.isArray(stored)) return DEFAULT_COLUMNS
    const known = COLUMNS.filter((id) => stored.includes(id))
    return known.length > 0 ? known : DEFAULT_COLUMNS
  } catch {
    return DEFAULT_COLUMNS // written by another version, or by hand
  }
}

/** The columns shown, remembered on this computer and the same in every tab. Never empty. */
export function useVisibleColumns() {
  const [visible, setVisible] = useLocalStorage<readonly ColumnId[]>({
    key: 'callboard.columns',
    defaultValue: DEFAULT_COLUMNS,
    getInitialValueInEffect: false,
    deserialize,
  })
  const show = (chosen: readonly string[]) => {
    const next = COLUMNS.filter((id) => chosen.includes(id))
    if (next.length > 0) setVisible(next)
  }
  return { visible, show, reset: () => setVisible(DEFAULT_COLUMNS) }
}
