/** 角色: the posts of the plan (二) and the three administrators (GB/T 22239-2019 8.1.5) that exclude each other and all others. */

export const planRoles = [
  /** 组长: the bureau's head. */
  'leader',
  /** 副组长 and head of the office. */
  'deputy',
  /** 成员 of the leading group. */
  'member',
  /** 办公室人员. */
  'office',
  /** 现场应急处理工作组: of one incident, by its form D09; never by appointment (二(二)). */
  'field-team',
  /** 事件发生科室, or the department that answers for an institution (归口科室). */
  'department',
  /** 定点医药机构: its contact for network security. */
  'institution',
] as const

export const administratorRoles = ['system-administrator', 'security-administrator', 'audit-administrator'] as const

export const roles = [...planRoles, ...administratorRoles] as const
export type Role = (typeof roles)[number]

/** Who holds a role of these acts for one institution or department only. */
export const unitRoles: readonly Role[] = ['department', 'institution']
