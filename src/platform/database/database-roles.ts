/**
 * PostgreSQL's roles (docs/adr/0017). Nobody signs in as a group; logins are members of one. The owner of the tables has no name here: it is
 * whoever migrates.
 */
export const SERVICE_ROLE = 'fairslot_service';
export const AUDIT_ROLE = 'fairslot_audit';

/** Logins of the embedded server. An external one has whatever logins its administrator makes. */
export const EMBEDDED_LOGINS = { owner: 'fairslot', service: 'fairslot_app', audit: 'fairslot_auditor' } as const;
