export { addToOutbox } from './add-to-outbox';
export { OutboxMessageRow } from './outbox-message.entity';
