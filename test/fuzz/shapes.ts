import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import type { TestApp } from '../support';
import type { Chance } from './hostile-values';

type Dto = abstract new (...parameters: never[]) => unknown;
export interface Shapes {
  readonly body: Dto | null;
  readonly query: Dto | null;
}

const BODY = '3';
const QUERY = '4';

/** The DTOs that routes read, by `METHOD /path`. */
export function findShapes({ app }: TestApp): Map<string, Shapes> {
  const scanner = new MetadataScanner();
  const shapes = new Map<string, Shapes>();
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    const prefix = [Reflect.getMetadata(PATH_METADATA, metatype!)].flat()[0] as string;
    const prototype = Object.getPrototypeOf(instance) as object;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = (instance as Record<string, object>)[name]!;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (path === undefined) continue;
      const types = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as Dto[];
      const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype!, name) ?? {}) as Record<string, { index: number }>;
      const typeOf = (kind: string): Dto | null => {
        const found = Object.entries(args).find(([key]) => key.startsWith(`${kind}:`));
        const type = found && types[found[1].index];
        return type && ![Object, String, Number, Array].includes(type as never) ? type : null;
      };
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
      const full = [prefix, path].map((part) => part.replaceAll(/^\/|\/$/g, '')).filter(Boolean);
      shapes.set(`${method} /${full.join('/')}`, { body: typeOf(BODY), query: typeOf(QUERY) });
    }
  }
  return shapes;
}

/**
 * A value that a DTO might take: right in most fields, as far as its rules tell.
 * @param known values by the names of fields, ids of things that exist among them
 */
export function likelyValue(dto: Dto, known: Readonly<Record<string, readonly unknown[]>>, chance: Chance): Record<string, unknown> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const value: Record<string, unknown> = {};
  for (const { propertyName } of rules) {
    if (propertyName in value || propertyName === '') continue;
    const own = rules.filter((rule) => rule.propertyName === propertyName);
    const named = own.map((rule) => rule.name ?? rule.type);
    if (named.includes('conditionalValidation') && chance.next() < 0.3) continue;
    value[propertyName] = likelyField(propertyName, own, named, known, chance);
  }
  return value;
}

function likelyField(
  name: string,
  rules: readonly { name?: string; type: string; constraints?: unknown[] }[],
  named: readonly string[],
  known: Readonly<Record<string, readonly unknown[]>>,
  chance: Chance,
): unknown {
  if (Object.hasOwn(known, name)) return chance.pick(known[name]!);
  const choice = rules.find((rule) => rule.name === 'isIn')?.constraints?.[0];
  if (Array.isArray(choice)) return chance.pick(choice as unknown[]);
  if (named.includes('isUuid')) return chance.pick(known.id!);
  if (named.includes('isBoolean')) return chance.next() < 0.5;
  if (named.includes('isInt') || named.includes('isNumber')) return chance.below(10);
  if (named.includes('isArray')) return [];
  return 'Text';
}
