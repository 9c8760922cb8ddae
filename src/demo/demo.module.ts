import { type DynamicModule, Module } from '@nestjs/common';
import { join } from 'node:path';
import { DemoLoginModule } from './demo-login.module';
import { LETTERS_FOLDER, LettersController } from './letters-page';

/** The service with one page more: the letters that would have been sent. Exists in the demo only. */
@Module({})
export class DemoModule {
  static around(app: DynamicModule, folder: string): DynamicModule {
    return {
      module: DemoModule,
      imports: [DemoLoginModule, app],
      controllers: [LettersController],
      providers: [{ provide: LETTERS_FOLDER, useValue: join(folder, 'mail') }],
    };
  }
}
