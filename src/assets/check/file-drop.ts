import { el } from './elements';

let number = 0;

/** A place to choose a file, or to drop one. What comes is handed on; nothing is sent anywhere. */
export function fileDrop(label: string, accept: string, take: (file: File) => void | Promise<void>): HTMLElement {
  const id = `check-file-${++number}`;
  const input = el('input', { type: 'file', id, accept, class: 'fs-file' });
  // So that the same file, changed meanwhile, can be chosen again.
  input.addEventListener('click', () => (input.value = ''));
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) void take(file);
  });
  const zone = el('div', { class: 'fs-drop' }, el('label', { class: 'kern-label', for: id }, label), input);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('fs-drop--over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('fs-drop--over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('fs-drop--over');
    const file = event.dataTransfer?.files[0];
    if (file) void take(file);
  });
  return zone;
}
