import type { DemoAccount } from './identity-provider';

/** The invented office: one person for each role, and two of those who agree to things or look twice. Whoever knows the name is in. */
export const STAFF_ACCOUNTS = [
  { login: 'operator', employee: 'e-1', name: 'Olga Beispiel', roles: ['operator'] },
  { login: 'approver', employee: 'e-2', name: 'Paul Muster', roles: ['approver'] },
  { login: 'approver-2', employee: 'e-3', name: 'Petra Muster', roles: ['approver'] },
  { login: 'hardship-officer', employee: 'e-4', name: 'Hanna Beispiel', roles: ['hardship-officer'] },
  { login: 'clerk', employee: 'e-5', name: 'Carl Muster', roles: ['clerk'] },
  { login: 'clerk-2', employee: 'e-9', name: 'Clara Beispiel', roles: ['clerk'] },
  { login: 'hotline', employee: 'e-6', name: 'Hugo Beispiel', roles: ['hotline'] },
  { login: 'auditor', employee: 'e-7', name: 'Anna Muster', roles: ['auditor'] },
  { login: 'administrator', employee: 'e-8', name: 'Adam Beispiel', roles: ['administrator'] },
] as const satisfies readonly DemoAccount[];

export type StaffLogin = (typeof STAFF_ACCOUNTS)[number]['login'];
