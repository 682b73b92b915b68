// Where there is a screen, and what a program of the desktop is given of our environment.
import { expect, test } from 'vitest'
import { hasScreen, openBox } from './open-page.ts'

test.each<[string, string, Record<string, string>, boolean]>([
  ['a desktop of X', 'linux', { DISPLAY: ':0' }, true],
  ['a desktop of Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['a text console', 'linux', {}, false],
  ['an empty display', 'linux', { DISPLAY: '' }, false],
  ['somebody at a Windows desktop', 'win32', { SESSIONNAME: 'Console' }, true],
  ['a Windows service', 'win32', {}, false],
])('%s', (_, platform, env, screen) => {
  expect(hasScreen({ platform, env })).toBe(screen)
})

test('where no program of the list is there, nothing is started and nothing breaks', async () => {
  // The list for Windows has no program on this machine.
  expect(await openBox('✖', { platform: 'win32', env: {} })).toBe(false)
})
