export { CsvFault, type CsvHeader, type CsvRecord, openCsv, readCsv, readCsvHeader } from './csv-file';
