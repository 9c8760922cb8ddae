import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

/** Builds the DTO of a body that keeps every rule. Undefined says nothing about the body: the ordinary pipe has to judge it. */
type QuickAcceptance = (body: unknown) => object | undefined;

type Dto = new () => object;
type Fields = Record<string, unknown>;
type Storage = ReturnType<typeof getMetadataStorage>;
type Metadata = ReturnType<Storage['getTargetValidationMetadatas']>[number];
type Check = (made: Fields) => boolean;

const chosen = new Set<unknown>();
const compiled = new Map<unknown, QuickAcceptance>();

/**
 * Lets bodies of this DTO that are in order pass without class-validator's walk through its metadata, which takes several
 * times as long as the rules themselves. For routes on which thousands come at once.
 *
 * The rules stay the decorators' and each is applied by class-validator's own code; only which ones there are is looked
 * up once. Whatever is not plainly in order goes the ordinary way, so every refusal is the ordinary one.
 */
export function AcceptQuickly(): ClassDecorator {
  return (dto) => void chosen.add(dto);
}

/** The quick way of a DTO, or undefined where none was chosen. @throws Error when its decorators ask for more than is done here */
export function findQuickAcceptance(dto: unknown): QuickAcceptance | undefined {
  if (!chosen.has(dto)) return undefined;
  let acceptance = compiled.get(dto);
  if (!acceptance) compiled.set(dto, (acceptance = compile(dto as Dto)));
  return acceptance;
}

function compile(dto: Dto): QuickAcceptance {
  if (Object.keys(new dto()).length > 0) throw unsupported(dto, 'a field with a default');
  const declared = groupByProperty(getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false));
  const checks = [...declared].map(([property, metadata]) => compileProperty(dto, property, metadata));
  return (body) => {
    if (!isPlainObject(body)) return undefined;
    const made = new dto() as Fields;
    for (const [name, value] of Object.entries(body)) {
      if (!declared.has(name)) return undefined;
      made[name] = value;
    }
    return checks.every((keepsRules) => keepsRules(made)) ? made : undefined;
  };
}

/** What class-validator does with one property, in its order: its conditions, then its rules, then what is nested. */
function compileProperty(dto: Dto, property: string, metadata: readonly Metadata[]): Check {
  const conditions: ((made: Fields, value: unknown) => boolean)[] = [];
  const rules: Check[] = [];
  let holdsDto = false;
  for (const rule of metadata) {
    if (rule.groups?.length || rule.always !== undefined || rule.validateIf) throw unsupported(dto, `an option of ${property}`);
    if (rule.type === 'conditionalValidation') conditions.push(rule.constraints[0] as (typeof conditions)[number]);
    else if (rule.type === 'nestedValidation' && !rule.each) holdsDto = true;
    else if (rule.type === 'customValidation' || rule.type === 'isDefined') rules.push(...compileRule(dto, rule));
    else throw unsupported(dto, `${rule.type} of ${property}`);
  }
  const settle = holdsDto ? compileNested(dto, property) : compilePlain(dto, property);
  return (made) => {
    const value = made[property];
    if (!conditions.every((holds) => holds(made, value))) return isPlainValue(value);
    return rules.every((keeps) => keeps(made)) && settle(made);
  };
}

function compileRule(dto: Dto, rule: Metadata): Check[] {
  const { propertyName: property, constraints } = rule;
  return getMetadataStorage()
    .getTargetValidatorConstraints(rule.constraintCls)
    .map(({ instance, async }) => {
      if (async) throw unsupported(dto, `an asynchronous rule of ${property}`);
      return (made) => {
        const value = made[property];
        const context = { value, constraints, targetName: dto.name, object: made, property };
        if (!rule.each || !Array.isArray(value)) return instance.validate(value, context) === true;
        return value.every((item) => instance.validate(item, context) === true);
      };
    });
}

/** A property that holds another DTO: built and checked in the same way, and put in the place of what came. */
function compileNested(dto: Dto, property: string): Check {
  // Asked of class-transformer itself, so that there is no second opinion about what @Type means.
  const inner = (plainToInstance(dto, { [property]: {} }) as Fields)[property]?.constructor as Dto;
  if (!inner || (inner as unknown) === Object) throw unsupported(dto, `${property} without a type`);
  const acceptInner = compile(inner);
  return (made) => {
    const accepted = acceptInner(made[property]);
    made[property] = accepted;
    return accepted !== undefined;
  };
}

/** Any other property keeps its value as it came, as long as class-transformer would. */
function compilePlain(dto: Dto, property: string): Check {
  for (const value of ['text', 7, true, null]) {
    if ((plainToInstance(dto, { [property]: value }) as Fields)[property] !== value) throw unsupported(dto, `a conversion of ${property}`);
  }
  return (made) => isPlainValue(made[property]);
}

/** Text, numbers and the like, and lists of them. Objects where no DTO is declared are for the ordinary pipe. */
function isPlainValue(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isPrimitive) : isPrimitive(value);
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** As JSON makes it: nothing inherited, nothing computed. */
function isPlainObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function groupByProperty(all: readonly Metadata[]): Map<string, Metadata[]> {
  const groups = new Map<string, Metadata[]>();
  for (const metadata of all) groups.set(metadata.propertyName, [...(groups.get(metadata.propertyName) ?? []), metadata]);
  return groups;
}

function unsupported(dto: Dto, what: string): Error {
  return new Error(`${dto.name} can't be accepted quickly: ${what}`);
}
