import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type DatabaseConnection, dataSourceOptions } from './connection';
import { InstallationRow } from './installation.entity';
import { UnitOfWork } from './unit-of-work';

/** Injection token of the `DatabaseConnection`, for the few that need a session of their own. */
const DATABASE_CONNECTION = Symbol('DATABASE_CONNECTION');

/** Opens the data source; feature modules add their entities with `TypeOrmModule.forFeature`. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(connection: DatabaseConnection): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(connection), autoLoadEntities: true, retryAttempts: 3, retryDelay: 500 }),
        TypeOrmModule.forFeature([InstallationRow]),
      ],
      providers: [UnitOfWork, { provide: DATABASE_CONNECTION, useValue: connection }],
      exports: [UnitOfWork, DATABASE_CONNECTION],
    };
  }
}
