import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { StaffRoster } from './staff-file';

/** Injection token of the {@link StaffRoster} that this process started with. */
export const STAFF_ROSTER = Symbol('STAFF_ROSTER');
/** Injection token of the function that shows text to whoever starts the service (not the log: it is kept and copied). */
export const SHOW_TEXT = Symbol('SHOW_TEXT');

/** Shows the tokens of a fresh staff file, once, to the person at the terminal, as soon as there is somewhere to use them. */
@Injectable()
export class FreshTokens implements OnModuleInit {
  constructor(
    @Inject(STAFF_ROSTER) private readonly roster: StaffRoster,
    @Inject(SHOW_TEXT) private readonly show: (text: string) => void,
    private readonly http: HttpAdapterHost<FastifyAdapter>,
  ) {}

  onModuleInit(): void {
    const { freshTokens } = this.roster;
    if (freshTokens === null) return;
    const lines = [...freshTokens].map(([name, token]) => `  ${name.padEnd(20)} ${token}`);
    const text = `Staff tokens, shown this once (send as "Authorization: Bearer <token>"):\n${lines.join('\n')}\n`;
    this.http.httpAdapter.getInstance().addHook('onListen', (done) => {
      this.show(text);
      done();
    });
  }

  /** The same tokens for a demonstration in the same process; null unless this start made the staff file. */
  tokens(): ReadonlyMap<string, string> | null {
    return this.roster.freshTokens;
  }
}
