import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../staff';
import { renderStatusPage } from './status-page';
import { StatusService } from './status.service';

/** The one page of this version: which windows there are, what their draws did, and where the files lie. */
@Controller()
export class StatusController {
  constructor(private readonly status: StatusService) {}

  @Public()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async page(): Promise<string> {
    return renderStatusPage(await this.status.listWindows());
  }
}
