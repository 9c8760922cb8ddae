/**
 * Verifies a record beside the page, with the same core that the service draws with. Everything it is given stays in the browser: it asks
 * for nothing and sends nothing but answers to its page.
 */
import '../verifier/old-browsers';
import { lot, parseFreeze, parseReceipt, parseResult, deriveTicketId, type RecordFiles } from '../core';
import { readArchive } from '../verifier/archive';
import { type BrowserReport, verifyFiles, verifyZip } from '../verifier/browser';
import { cheat } from './check/cheats';
import { type Answer, isReport, type Question, type RecordCounts } from './check/messages';

/** The part of a worker's surroundings that is used here; the types of a page have no word for it. */
interface WorkerScope {
  onmessage: ((event: { data: Question }) => void) | null;
  postMessage(answer: Answer): void;
}
const scope = self as unknown as WorkerScope;

let files: RecordFiles | null = null;

scope.onmessage = ({ data }) => {
  if (data.ask === 'verify') scope.postMessage(verifyRecord(data.zip, data.trust));
  if (data.ask === 'find') scope.postMessage(findOwn(data.receipt, data.trust));
  if (data.ask === 'cheat') scope.postMessage({ tell: 'cheated', cheat: data.cheat, report: tryCheat(data) });
};

/** @param zip null: the record that is there already, with other trust */
function verifyRecord(zip: Uint8Array | null, trust: Uint8Array | null): Answer {
  if (zip) {
    files = null;
    try {
      files = readArchive(zip);
    } catch {
      // The verifier says why it can't be read.
      return { tell: 'verified', report: verifyZip(zip), counts: null };
    }
  }
  const report = verifyFiles(files!, trust ? { trust } : {}, (line) => scope.postMessage({ tell: 'line', line }));
  return { tell: 'verified', report, counts: isReport(report) ? countsOf(files!) : null };
}

function findOwn(receipt: Uint8Array, trust: Uint8Array | null): Answer {
  const report = verifyFiles(files!, trust ? { receipt, trust } : { receipt });
  if (!isReport(report) || !report.ticket || !report.seed) return { tell: 'found', report, lots: [] };
  const { seed } = report;
  const { ticketId, tickets } = report.ticket;
  const lots = Array.from({ length: tickets }, (_, index) => ({ j: index + 1, hash: lot(seed, ticketId, index + 1) }));
  return { tell: 'found', report, lots };
}

function tryCheat({ cheat: kind, receipt }: Extract<Question, { ask: 'cheat' }>): BrowserReport | null {
  const bent = cheat(kind, files!, receipt && ownTicketId(receipt));
  return bent && verifyFiles(bent);
}

function ownTicketId(receipt: Uint8Array): string {
  return deriveTicketId(parseFreeze(files!.get('freeze.json')!).drawId, parseReceipt(receipt).receiptSecret);
}

/** What the record says of itself; null if it is too broken to say. */
function countsOf(record: RecordFiles): RecordCounts | null {
  try {
    const { entries } = parseFreeze(record.get('freeze.json')!);
    const served = parseResult(record.get('result.txt')!).filter(({ pot }) => pot !== null).length;
    return { entries: entries.count, tickets: entries.tickets, served };
  } catch {
    return null;
  }
}
