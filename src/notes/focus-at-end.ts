/** Gives the focus to a control. In a field the caret goes after its words, where a browser puts it before. */
export function focusAtEnd(control: HTMLElement | null): void {
  control?.focus()
  if (control instanceof HTMLTextAreaElement)
    control.setSelectionRange(control.value.length, control.value.length)
}
