import { useWindowEvent } from '@mantine/hooks'

const KEY_USERS =
  'input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable], [role="dialog"]'

/** Whether the focused element uses letters and digits itself, so that no shortcut may. */
export function usesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(KEY_USERS) !== null
}

/**
 * Calls `onPress` when a key is pressed anywhere on the page but in a text field or a dialog.
 * @param key in lower case
 */
export function usePageKey(key: string, onPress: () => void): void {
  useWindowEvent('keydown', (event) => {
    const { ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event
    if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return
    if (event.key.toLowerCase() !== key || usesKeys(event.target)) return
    event.preventDefault()
    onPress()
  })
}
