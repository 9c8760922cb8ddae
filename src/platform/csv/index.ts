export { CsvFault, type CsvHeader, type CsvRecord, openCsv, readCsv, readCsvHeader } from './csv-file';
export { type CsvCell, writeCsv } from './write-csv';
