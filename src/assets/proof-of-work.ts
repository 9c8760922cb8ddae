// Computes a proof of work while somebody looks at their answers. Where anything is missing (old browsers, no HTTPS), the form goes without.
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const form = document.querySelector<HTMLFormElement>('form[data-challenge]');
if (form && window.crypto?.subtle) void prove(form);

async function prove(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>('input[name="proof"]');
  const challenge = JSON.parse(form.dataset['challenge'] ?? 'null') as Parameters<typeof solveChallenge>[0]['challenge'] | null;
  if (!field || !challenge) return;
  const solving = solveChallenge({ challenge, deriveKey }).catch(() => null);
  // Sent before it is ready: it waits for the rest of the work, once.
  let waiting = false;
  form.addEventListener('submit', (event) => {
    if (field.value !== '' || waiting) {
      if (waiting) event.preventDefault();
      return;
    }
    waiting = true;
    event.preventDefault();
    void solving.then(() => form.submit());
  });
  const solution = await solving;
  if (solution) field.value = JSON.stringify({ challenge, solution });
}
