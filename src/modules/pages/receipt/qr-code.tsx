import encodeQR from 'qr';

/** Squares of the code and the white edge that readers need, `true` for black. */
function squaresOf(text: string, isDense = false): boolean[][] {
  // Much text makes small squares; there, fewer of them help a reader more than spare ones.
  return encodeQR(text, 'raw', { ecc: isDense ? 'low' : 'medium', border: 4 });
}

/** The black squares as one path, a unit each. */
function pathOf(squares: readonly (readonly boolean[])[]): string {
  return squares.flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
}

/** A QR code as part of a page. @param props.dense for some hundred characters: larger, with less to spare */
export function QrCode({ text, label, dense = false }: { text: string; label: string; dense?: boolean }) {
  const squares = squaresOf(text, dense);
  return (
    <svg
      class={dense ? 'fs-qr fs-qr--dense' : 'fs-qr'}
      viewBox={`0 0 ${squares.length} ${squares.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={squares.length} height={squares.length} fill="#fff" />
      <path d={pathOf(squares)} fill="#000" />
    </svg>
  );
}

/** The same as a file's text. */
export function qrSvg(text: string, isDense = false): string {
  const squares = squaresOf(text, isDense);
  const size = squares.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${pathOf(squares)}"/></svg>`;
}
