export { Sweeps, SweepsModule } from './sweeps';
