export { type CompleteAnswers, type FormAnswers, NONE, registrationOf } from './form-answers';
export { COPY_LASTS, FormCopies } from './form-copies';
export { FormSubmission } from './form-submission';
export { RegistrationFormRow } from './form.entity';
export { type RegistrationForm, RegistrationForms } from './forms.service';
export { type SentForm, SentForms } from './sent-forms.service';
