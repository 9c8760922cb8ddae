import type { DynamicModule } from '@nestjs/common';

/** What one process does: answers requests, takes jobs, or both. */
export interface ProcessRole {
  readonly web: boolean;
  readonly worker: boolean;
}

/**
 * Lets a module be built for a role by everybody who needs it and still exist once: Nest tells dynamic modules apart by identity, so a
 * second build would bring a second set of services, sweeps and workers.
 */
export function oncePerRole(build: (role: ProcessRole) => DynamicModule): (role: ProcessRole) => DynamicModule {
  const built = new Map<string, DynamicModule>();
  return (role) => {
    const key = `${role.web} ${role.worker}`;
    let module = built.get(key);
    if (!module) built.set(key, (module = build(role)));
    return module;
  };
}
