// Takes out of a text what says where in a log something stood: ids of decisions, which hold the offset of their record.
const decisionId = /"([AJPR])(?:\d+-)?\d+\.\d+"/g;

export function maskPlaces(text: string): string {
  return text.replace(decisionId, '"$1#"');
}
