// The names under which the pages know the API's answers.
import type { components } from '../api-types.ts';

type Schemas = components['schemas'];

export type AlertRow = Schemas['AlertRow'];
export type CmdbQuality = Schemas['CmdbQuality'];
export type DailyTickets = Schemas['DailyTickets'];
export type DecisionRow = Schemas['DecisionRow'];
export type ImpactGraph = Schemas['ImpactGraph'];
export type IncidentDetail = Schemas['IncidentDetail'];
export type IncidentNotices = Schemas['IncidentNotices'];
export type IncidentPage = Schemas['IncidentPage'];
export type IncidentRow = Schemas['IncidentRow'];
export type ProblemRow = Schemas['ProblemRow'];
export type Status = Schemas['Status'];
export type TicketRow = Schemas['TicketRow'];
export type TimelineEntry = Schemas['TimelineEntry'];

export type SlaRow = Schemas['SlaRow'];
export type LifeView = Schemas['LifeView'];
export type TicketLink = IncidentRow['tickets'][number];
export type TicketOperationRow = TicketRow['operations'][number];
export type Incident = IncidentDetail['facts'];
export type Category = IncidentRow['category'];
export type Level = IncidentRow['impact'];
export type Severity = AlertRow['severity'];
export type Criticality = 'critical' | 'high' | 'medium' | 'low';
export type NodeState = ImpactGraph['nodes'][number]['state'];
export type ServiceHit = Incident['services'][number];
