/**
 * Gives the focus to the play button in the row of the call `id`.
 * @returns whether the page shows such a row
 */
export function focusPlayButton(id: string): boolean {
  const button = document.querySelector<HTMLElement>(`[data-play-call="${CSS.escape(id)}"]`)
  button?.focus()
  return button !== null
}
