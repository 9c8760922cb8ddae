import { Controller, Get, Param } from '@nestjs/common';
import { Requires } from '../staff';
import { WindowPathParams } from '../windows';
import { SmallClassesService, type SmallClassesView } from './small-classes.service';

/** What staff see of draws and nobody else does. */
@Controller('api/staff/windows')
export class StaffDrawsController {
  constructor(private readonly smallClasses: SmallClassesService) {}

  /** Lines of the coming public list that too few people would share: to be looked at before the freeze. */
  @Requires('see-small-classes')
  @Get(':authority/:service/:window/small-classes')
  async listSmallClasses(@Param() { authority, service, window }: WindowPathParams): Promise<SmallClassesView> {
    return this.smallClasses.list(`${authority}/${service}/${window}`);
  }
}
