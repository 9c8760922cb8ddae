import encodeQR from 'qr';

/** Squares of the code and the white edge that readers need, `true` for black. */
function squaresOf(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
}

/** The black squares as one path, a unit each. */
function pathOf(squares: readonly (readonly boolean[])[]): string {
  return squares.flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
}

/** A QR code as part of a page. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const squares = squaresOf(text);
  return (
    <svg class="fs-qr" viewBox={`0 0 ${squares.length} ${squares.length}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={squares.length} height={squares.length} fill="#fff" />
      <path d={pathOf(squares)} fill="#000" />
    </svg>
  );
}

/** The same as a file's text. */
export function qrSvg(text: string): string {
  const squares = squaresOf(text);
  const size = squares.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${pathOf(squares)}"/></svg>`;
}
