// Names that all simulated worlds share.
export const tenant = 'acme';
export const sinkName = 'desk';
