// When people's own tickets about an incident are a crowd, and what a crowd is worth: one step of impact, never more.
import type { Incident, Level } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { UserReport } from '../../domain/user-report.ts';
import type { Impact } from './assess-impact.ts';
import type { Scene } from './scene.ts';
import type { IncidentRow, Report, SituationRow } from './working-rows.ts';

/** More than a crowd may be asked to be; whoever wrote long ago is no longer in the window. */
const reportsKept = 200;

/** Counts it for its incident; the raise itself is that of the next look. A storm is as bad as what it gathers. */
export function hearReport(scene: Scene, { incident, report, reporter }: UserReport): void {
  const row = scene.state.incidents.get(incident);
  const situation = row === undefined ? undefined : scene.state.current(row.header.situation);
  if (row?.header.state !== 'open' || situation === undefined || situation.storm !== undefined) return;
  if (row.reports?.some((known) => known.report === report) === true) return;
  row.reports = [...(row.reports ?? []), { report, reporter, at: scene.now }].slice(-reportsKept);
  scene.state.incidents.put(incident, row);
  considerCrowd(scene, situation, row);
}

/** Who reported an incident that turned out to be another one reported that. */
export function joinReports(scene: Scene, situation: SituationRow, kept: IncidentRow, gone: IncidentRow): void {
  if (gone.reports === undefined || situation.storm !== undefined) return;
  const known = new Set(kept.reports?.map(({ report }) => report));
  const others = gone.reports.filter(({ report }) => !known.has(report));
  kept.reports = [...(kept.reports ?? []), ...others].sort((a, b) => a.at - b.at).slice(-reportsKept);
  scene.state.incidents.put(kept.header.id, kept);
  considerCrowd(scene, situation, kept);
}

/** Once a crowd, it stays one as long as the incident is open: nobody reports the same trouble again, so their silence says nothing. */
function considerCrowd(scene: Scene, situation: SituationRow, row: IncidentRow): void {
  const { crowd: asked } = scene.policy.impact;
  if (row.header.crowd !== undefined || asked === undefined || asked === 'off') return;
  const counted = countPeople(row.reports ?? [], scene.now - asked.withinMs);
  const isCrowd = counted.people >= asked.users;
  const evidence = { ...counted, from: asked.users, withinMs: asked.withinMs };
  if (isCrowd) {
    row.header = { ...row.header, crowd: { ...counted, at: scene.now } };
    scene.state.incidents.put(row.header.id, row);
    Object.assign(situation, { stirred: true, hasNews: true });
    scene.state.touch(situation);
    scene.touched.add(situation.id);
  }
  scene.verdicts.incidentChanged(row.header, isCrowd ? 'impact' : 'members', {
    subject: { type: 'incident', id: row.header.id },
    outcome: isCrowd ? 'crowd' : 'counted',
    reason: isCrowd ? 'crowd-raised' : 'user-report-counted',
    evidence,
  });
}

function countPeople(reports: readonly Report[], after: number): { people: number; since: number } {
  const fresh = reports.filter(({ at }) => at >= after);
  return { people: new Set(fresh.map(({ reporter }) => reporter)).size, since: fresh[0]?.at ?? after };
}

const stepUp: Readonly<Record<Level, Level>> = { low: 'medium', medium: 'high', high: 'high' };

/** One step above what the evidence says, and never below it. */
export function raiseByCrowd(impact: Impact, crowd: Incident['crowd'], asked: Policy['impact']['crowd']): Impact {
  const level = stepUp[impact.level];
  if (crowd === undefined || asked === undefined || asked === 'off' || level === impact.level) return impact;
  return { ...impact, level, because: 'crowd' };
}
