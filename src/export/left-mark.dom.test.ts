import { beforeEach, expect, it } from 'vitest'
import { leftMark } from './left-mark.ts'

beforeEach(() => localStorage.clear())

it('is there until the last of all exports is over', () => {
  expect(leftMark.isSet()).toBe(false)
  leftMark.set('one', true)
  leftMark.set('two', true)
  leftMark.set('one', false)
  expect(leftMark.isSet()).toBe(true)
  leftMark.set('two', false)
  expect(leftMark.isSet()).toBe(false)
})

it('goes where nothing is there to go on with, but not of an export that has just begun', () => {
  localStorage.setItem('callboard.columns', '[]')
  localStorage.setItem('callboard.export', 'begun')
  localStorage.setItem('callboard.export.gone', '1000')
  localStorage.setItem('callboard.export.left', '1000')
  leftMark.set('new', true)
  leftMark.keepOnly(['left'])
  expect(Object.keys(localStorage).toSorted()).toEqual([
    ...['callboard.columns', 'callboard.export.left', 'callboard.export.new'],
  ])
})
