// How Kubernetes objects are named after the workload that they belong to: what a CMDB reader would make of them.

/** Objects that a person or a pipeline applies: a change feed tells of them. */
const applied: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Namespace',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Schedule',
]);

export function isApplied(kind: string): boolean {
  return applied.has(kind) || kind.endsWith('Chaos');
}

const kindWords = /-(service|pod|deployment|replicaset|endpoint|config|configmap|pvc|hpa|container)$/;

/** `product-catalog-service-1`, `productcatalog-pod-2`, `productcatalogservice` → `productcatalog`. */
export function stemOf(id: string): string {
  let stem = id
    .toLowerCase()
    .replace(/-\d+$/, '')
    .replace(/-v\d+\b/, '');
  while (kindWords.test(stem)) stem = stem.replace(kindWords, '');
  return stem.replace(/-/g, '').replace(/(?<=.)service$/, '');
}

/** Workloads that an object's name mentions: `otel-demo-checkout-kafka-network-partition` mentions two. */
export function mentionedIn(id: string, stems: Iterable<string>): string[] {
  const name = id.toLowerCase().replace(/-/g, '');
  const mentioned = [...stems].filter((stem) => stem.length > 1 && name.includes(stem));
  return mentioned.filter((stem) => !mentioned.some((longer) => longer !== stem && longer.includes(stem))).sort();
}

/** A schedule and the object that it creates share their name but for the words of their kinds. */
export function familyOf(id: string): string {
  return id
    .toLowerCase()
    .replace(/-\d+$/, '')
    .replace(/-(schedule|chaos)/g, '');
}
