/** Which text of the plan an incident is handled under; it keeps the one it began with. */

/** 1: 璧医保发〔2019〕54号, in force since 2019-07-04. */
export const planVersion = 1
