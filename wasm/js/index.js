// Everything at once, for those who load both modules.
export * from './index_streams.js';
export {
  cutArrivals,
  exitNetwork,
  listeningPorts,
  net,
  useCarrier,
  whenLimited,
} from './index_net.js';
