import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { keepFocus } from './focus.ts'

const find = (id: string) => document.getElementById(id) as HTMLButtonElement
let end = () => {}

beforeEach(() => {
  document.body.innerHTML =
    '<main tabindex="-1"></main><section><button id="play"></button><button id="stay"></button></section>'
  end = keepFocus(document.querySelector('section') as HTMLElement, () => find('play'))
})
afterEach(() => end())

describe('the focus of a control', () => {
  test.each<[what: string, happens: (control: HTMLButtonElement) => void]>([
    ['removed', (control) => control.remove()],
    ['disabled', (control) => void Object.assign(control, { disabled: true })],
  ])('moves to the fallback if the control is %s', async (_what, happens) => {
    find('stay').focus()
    happens(find('stay'))
    await vi.waitFor(() => expect(document.activeElement).toBe(find('play')))
  })

  it('stays where other code has moved it', async () => {
    find('stay').focus()
    find('stay').remove()
    document.querySelector('main')?.focus()
    await new Promise(requestAnimationFrame)
    expect(document.activeElement).toBe(document.querySelector('main'))
  })

  it('is not kept after a click elsewhere', async () => {
    find('stay').focus()
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    find('stay').blur()
    find('stay').remove()
    await new Promise(requestAnimationFrame)
    expect(document.activeElement).toBe(document.body)
  })

  it('does not move once the watch has ended', async () => {
    end()
    find('stay').focus()
    find('stay').remove()
    await new Promise(requestAnimationFrame)
    expect(document.activeElement).toBe(document.body)
  })
})
