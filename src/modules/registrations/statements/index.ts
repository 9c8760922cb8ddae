export { StatementRow, type StatementWay, TAKEN_WAYS, type TakenWay } from './statement.entity';
export { Statements, type StatementView, type Telling } from './statements';
