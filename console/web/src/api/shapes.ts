// The names under which the pages know the API's answers.
import type {
  AlertPage,
  AlertRow,
  DecisionPage,
  DecisionRow,
  ImpactGraph,
  IncidentDetail,
  IncidentPage,
  IncidentRow,
  RootCandidateRow,
  Status,
  TicketLink,
  TicketOperationRow,
  TicketRow,
  TimelineEntry,
  TimelinePage,
} from '../../../api/contract.ts';
export type {
  AlertPage,
  AlertRow,
  DecisionPage,
  DecisionRow,
  ImpactGraph,
  IncidentDetail,
  IncidentPage,
  IncidentRow,
  RootCandidateRow,
  Status,
  TicketLink,
  TicketOperationRow,
  TicketRow,
  TimelineEntry,
  TimelinePage,
};

export type Incident = IncidentDetail['facts'];
export type Category = IncidentRow['category'];
export type Level = IncidentRow['impact'];
export type Severity = AlertRow['severity'];
export type Effect = AlertRow['effect'];
export type Criticality = 'critical' | 'high' | 'medium' | 'low';
export type NodeState = ImpactGraph['nodes'][number]['state'];
export type ServiceHit = Incident['services'][number];
