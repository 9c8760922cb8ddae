import encodeQR from 'qr';
import { Facts, usePage } from '../../../platform/html';
import type { OwnAppointment } from './own-appointments.service';

/** White modules around the code, as scanners want them. */
const QUIET = 4;

/** What the counter scans: the appointment's number. It says nothing about a person and opens nothing; the person is compared with their papers. */
export function CheckInCode({ appointment: { appointment, printed } }: { appointment: OwnAppointment }) {
  const { t } = usePage();
  return (
    <div class="fs-code-card">
      <Qr text={appointment.appointment} label={t('own:code.label')} />
      <Facts
        facts={[
          [t('own:code.number'), <span class="fs-code">{printed.number}</span>],
          [t('own:code.check'), <span class="fs-code">{printed.code}</span>],
        ]}
      />
    </div>
  );
}

function Qr({ text, label }: { text: string; label: string }) {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="fs-qr" viewBox={`0 0 ${modules.length} ${modules.length}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
