export { ChartDrawing, type ChartSpec } from './chart-drawing.service';
