import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access, DUTY } from '../../src/modules/staff/access.decorators';
import type { TestApp } from './test-app';

/** A route as the code declares it. */
export interface Route {
  route: string;
  access: Access | undefined;
  /** For people: not part of the programming interface. */
  isPage: boolean;
  /** Name of the duty that it asks for. */
  duty: unknown;
}

/** Every route of the running application. */
export function listRoutes({ app }: TestApp): Route[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const isPage = Reflect.getMetadata('swagger/apiExcludeController', metatype!) !== undefined;
      const prefix = [Reflect.getMetadata(PATH_METADATA, metatype!)].flat()[0] as string;
      return scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((name): Route[] => {
        const handler = (instance as Record<string, object>)[name]!;
        const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
        if (path === undefined) return [];
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
        const full = `/${[prefix, path]
          .map((part) => part.replaceAll(/^\/|\/$/g, ''))
          .filter(Boolean)
          .join('/')}`;
        return [
          {
            route: `${method} ${full}`,
            access: Reflect.getMetadata(ACCESS, handler) as Access | undefined,
            isPage,
            duty: Reflect.getMetadata(DUTY, handler) as unknown,
          },
        ];
      });
    });
}
