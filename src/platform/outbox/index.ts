export { addToOutbox, type OutgoingMessage } from './add-to-outbox';
export { OutboxMessageRow } from './outbox-message.entity';
