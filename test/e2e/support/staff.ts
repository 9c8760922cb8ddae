import { DemoLoginModule } from '../../../src/demo/demo-login.module';
import { type DemoAccount, startDemoIdentityProvider } from '../../../src/demo/identity-provider';
import type { WorldOptions } from '../../support/draw-world';
import { findFreePort, startWebService, type WebService } from './service';
import type { Visitor } from './visitor';

/** One invented member of staff for each role; of approvers two, because some things take them. */
const ACCOUNTS = {
  olga: { employee: 'p-1', name: 'Olga Operator', roles: ['operator'] },
  paul: { employee: 'p-2', name: 'Paul Approver', roles: ['approver'] },
  petra: { employee: 'p-3', name: 'Petra Approver', roles: ['approver'] },
  hanna: { employee: 'p-4', name: 'Hanna Hardship', roles: ['hardship-officer'] },
  clara: { employee: 'p-5', name: 'Clara Clerk', roles: ['clerk'] },
  carl: { employee: 'p-6', name: 'Carl Clerk', roles: ['clerk'] },
  cem: { employee: 'p-7', name: 'Cem Clerk', roles: ['clerk'] },
  hugo: { employee: 'p-8', name: 'Hugo Hotline', roles: ['hotline'] },
  anna: { employee: 'p-9', name: 'Anna Auditor', roles: ['auditor'] },
  adam: { employee: 'p-10', name: 'Adam Administrator', roles: ['administrator'] },
} as const satisfies Readonly<Record<string, Omit<DemoAccount, 'login'>>>;

export type StaffLogin = keyof typeof ACCOUNTS;

export const STAFF: readonly DemoAccount[] = Object.entries(ACCOUNTS).map(([login, account]) => ({ login, ...account }));

/** {@link startWebService} with an identity provider at which everybody of {@link STAFF} can sign in, and its settings for more processes. */
export async function startStaffService(
  options: WorldOptions = {},
): Promise<WebService & { readonly loginSettings: Record<string, string> }> {
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const provider = await startDemoIdentityProvider(publicUrl, STAFF);
  const loginSettings = {
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_PERSON_CLAIM: 'employee_number',
  };
  try {
    const environment = { ...loginSettings, ...options.environment, PORT: String(port) };
    const service = await startWebService({ ...options, environment, imports: [DemoLoginModule, ...(options.imports ?? [])] });
    const stop = async (): Promise<void> => {
      await service.stop();
      await provider.stop();
    };
    return { ...service, loginSettings, stop };
  } catch (error) {
    await provider.stop();
    throw error;
  }
}

/** Signs in as somebody does: to the provider, its form, and back to the desk. */
export async function signIn(visitor: Visitor, login: StaffLogin): Promise<void> {
  const { page, origin, setting } = visitor;
  const desk = `/${setting.language}/staff`;
  await visitor.goAway(async () => {
    await page.goto(`${origin}/staff/login?to=${desk}`);
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('any');
    await Promise.all([page.waitForURL(`${origin}${desk}`), page.keyboard.press('Enter')]);
  });
}

/** Signs out here and at the provider, and ends on the start page. */
export async function signOut(visitor: Visitor): Promise<void> {
  const { page, origin, t } = visitor;
  await visitor.goAway(async () => {
    await visitor.activate(page.getByRole('button', { name: t('staff:desk.sign-out'), exact: true }));
    await page.locator('button[name=logout]').press('Enter');
    await page.waitForURL(new RegExp(`^${origin}/[a-z-]*$`));
  });
}
