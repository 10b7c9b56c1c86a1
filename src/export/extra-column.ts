/** A column that no call has by itself: other features', handed in. */
export interface ExtraColumn {
  id: string
  label: string
  /** What a file says there, by call id; the rest of the calls have nothing. */
  texts: () => Record<string, string>
}
