import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHandles, randomSecret } from './sealed-url.ts'

const handles = createHandles('sixteen letters or more')
const URL_TEXT = 'https://rec.example/calls/86132.wav?token=a%20b'

describe('createHandles', () => {
  test('opens what it sealed, whatever text that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(handles.open(handles.seal(text))).toBe(text)
      }),
    )
  })

  test('gives the same URL the same handle, and another after a change of the secret', () => {
    expect(createHandles('sixteen letters or more').seal(URL_TEXT)).toBe(handles.seal(URL_TEXT))
    expect(createHandles(randomSecret()).seal(URL_TEXT)).not.toBe(handles.seal(URL_TEXT))
  })

  test('fits into a path and shows nothing of the URL', () => {
    const handle = handles.seal(URL_TEXT)
    expect(handle).toMatch(/^[\w-]+$/)
    expect(atob(handle.replace(/-/g, '+').replace(/_/g, '/'))).not.toContain('86132')
  })

  test('does not open a handle with any one character changed', () => {
    const handle = handles.seal(URL_TEXT)
    const place = fc.nat(handle.length - 1)
    fc.assert(
      fc.property(place, fc.constantFrom(...'ABCabc019-_'), (at, char) => {
        fc.pre(handle[at] !== char)
        expect(handles.open(handle.slice(0, at) + char + handle.slice(at + 1))).toBeNull()
      }),
    )
  })

  test('does not open a handle cut short or made longer', () => {
    const handle = handles.seal(URL_TEXT)
    for (let length = 0; length < handle.length; length += 1)
      expect(handles.open(handle.slice(0, length))).toBeNull()
    expect(handles.open(`${handle}A`)).toBeNull()
    expect(handles.open(`${handle}=`)).toBeNull()
  })

  test('does not open text that is no handle, or another server’s', () => {
    fc.assert(fc.property(fc.string(), (text) => handles.open(text) === null))
    expect(handles.open(createHandles(randomSecret()).seal(URL_TEXT))).toBeNull()
  })
})
