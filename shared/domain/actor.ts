/** Who did something: a person at a counter, a person of the bureau, or one of our programs by itself. */

export type Actor =
  | { readonly kind: 'operator'; readonly account: string }
  | { readonly kind: 'officer'; readonly id: string; readonly name: string }
  | { readonly kind: 'agent' }
  | { readonly kind: 'server' }

export type Officer = Extract<Actor, { kind: 'officer' }>
