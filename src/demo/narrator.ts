/** Tells the story on the terminal: what happens, and when. */
export class Narrator {
  private readonly startedAt = Date.now();

  constructor(private readonly write: (text: string) => void = (text) => void process.stdout.write(text)) {}

  /** A new part of the story. */
  chapter(title: string): void {
    this.write(`\n${title}\n${'─'.repeat(title.length)}\n`);
  }

  /** One thing that happened, with the seconds since the start. */
  say(text: string): void {
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    this.write(`${String(seconds).padStart(4)} s  ${text}\n`);
  }

  /** The last line, as it is: programs read it. */
  end(text: string): void {
    this.write(`\n${text}\n`);
  }

  /** Rows under headings, the first column to the left, numbers to the right. */
  table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
    const cells = [headings, ...rows.map((row) => row.map(String))];
    const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
    for (const row of cells) {
      const line = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)));
      this.write(`        ${line.join('  ')}\n`);
    }
  }
}
