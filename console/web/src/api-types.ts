// What the API answers, made by `npm run api-types` from its OpenAPI page: do not edit.
/* eslint-disable */
export interface paths {
  '/api/v1/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Alerts, open or ended */
    get: operations['get-alerts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alerts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One alert */
    get: operations['get-alerts-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/cmdb/impact': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The CMDB around an incident */
    get: operations['get-cmdb-impact'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/cmdb/quality': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What bad data in the CMDB costs, and a cure to copy */
    get: operations['get-cmdb-quality'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Decisions about a subject, `alert/…`, `incident/…` or `problem/…` */
    get: operations['get-decisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The board: majors, then priority, then the newest */
    get: operations['get-incidents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One incident by id or number */
    get: operations['get-incidents-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody has it */
    post: operations['post-incidents-id-acknowledge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Its alerts */
    get: operations['get-incidents-id-alerts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/cause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says what the cause was */
    post: operations['post-incidents-id-cause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Its decisions, in words */
    get: operations['get-incidents-id-decisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/notices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who was told of it, and who is asked next */
    get: operations['get-incidents-id-notices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/post-mortem': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says that the post-mortem of a major that is over is written; the reason says where it is */
    post: operations['post-incidents-id-post-mortem'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says that it is over */
    post: operations['post-incidents-id-resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/split': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says that the alerts of these CIs do not belong to the rest */
    post: operations['post-incidents-id-split'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened, in order */
    get: operations['get-incidents-id-timeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This page */
    get: operations['get-openapi-json'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/problems': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What comes back: problems proposed, open, closed or declined, newest first */
    get: operations['get-problems'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/problems/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One problem by id or number */
    get: operations['get-problems-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/problems/{id}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says that its cause is gone */
    post: operations['post-problems-id-close'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/problems/{id}/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody says that it is none */
    post: operations['post-problems-id-decline'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/problems/{id}/open': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody opens a problem that was proposed, or was closed */
    post: operations['post-problems-id-open'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sinks/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Leave a ticketing system alone: what is to be told there waits, in order */
    post: operations['post-sinks-id-pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sinks/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on with it */
    post: operations['post-sinks-id-resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Clock, counts, sources */
    get: operations['get-status'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Server-sent events `incident` and `status` */
    get: operations['get-stream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tickets with their operations */
    get: operations['get-tickets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tickets/daily': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was done to tickets on a day, or would have been */
    get: operations['get-tickets-daily'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tickets/daily.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same day as a file */
    get: operations['get-tickets-daily-csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AlertPage: {
      items: components['schemas']['AlertRow'][];
      next: string | null;
    };
    AlertRow: {
      binding: {
        /** @enum {string} */
        by: 'id' | 'name' | 'alias' | 'short-name' | 'address' | 'label' | 'peer' | 'sender';
        ci: string;
        confidence: number;
        value: string;
      } | null;
      ci: string | null;
      clearedAt: string | null;
      /** @description events folded into this episode */
      count: number;
      /** @enum {string} */
      effect: 'down' | 'degraded' | 'at-risk' | 'informs';
      endedBy: ('clear' | 'lease' | 'quiet' | 'person') | null;
      flapping: boolean;
      host: string;
      id: string;
      incident: string | null;
      labels: {
        [key: string]: string;
      };
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      lastSeenAt: string;
      /** @description back into the source, http(s) only */
      link: string | null;
      message: string;
      name: string;
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      openedAt: string;
      /** @enum {string} */
      severity: 'critical' | 'high' | 'warning' | 'info';
      situation: string | null;
      /** @enum {string} */
      source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
      sources: ('prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog')[];
      stale: boolean;
      without: string | null;
    };
    ApiFault: {
      error: {
        at?: string;
        code: string;
        message: string;
      };
    };
    BackgroundView: {
      /** @description null: the first time, or the cause is not clear */
      recurred: {
        /** @description what fails and how, in the asked language */
        name: string;
        nth: number;
        problem: {
          id: string;
          number: string;
          /** @enum {string} */
          state: 'proposed' | 'open' | 'closed' | 'declined';
        } | null;
        withinMs: number;
      } | null;
      /** @description at most three, the most helpful first */
      seen: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        at: string;
        /** @description who had it in charge */
        by: string | null;
        incident: string;
        /**
         * @description same cause and kind, or the same services
         * @enum {string}
         */
        like: 'failure' | 'services';
        number: string;
        /** @description what its ticket said last */
        solution: string | null;
        tookMs: number | null;
      }[];
    };
    CauseRequest: {
      by: string;
      ci: string;
      reason: string;
    };
    CmdbQuality: {
      /** @description alerts that were looked at */
      alerts: number;
      cis: number;
      items: {
        alerts: number;
        /** @description the host, or the path in the CMDB */
        at: string;
        /** @description what to do, or a line to copy into the CMDB */
        fix: string;
        /** @description ids of incidents that it harmed */
        incidents: string[];
        /** @enum {string} */
        kind:
          | 'unmatched'
          | 'silent'
          | 'duplicate-id'
          | 'dangling-reference'
          | 'self-reference'
          | 'service-cycle'
          | 'group-cycle'
          | 'group-needs-too-many'
          | 'duplicate-alias'
          | 'ambiguous-name'
          | 'loopback-alias'
          | 'unknown-hours'
          | 'unknown-class'
          | 'empty-window';
        lastSeenAt: string | null;
        message: string;
        /** @enum {string} */
        severity: 'error' | 'warning';
      }[];
      services: number;
      total: number;
      truncated: boolean;
    };
    CommandAccepted: {
      record: string;
    };
    CommandRequest: {
      by: string;
      reason: string;
    };
    DailyTickets: {
      /** Format: date */
      day: string;
      items: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        at: string;
        /** @description the probable cause as it is known now */
        cause: string | null;
        incident: string;
        key: string;
        number: string | null;
        /** @description true: it would have been done; nothing was sent */
        observed: boolean;
        /** @enum {string} */
        op: 'open' | 'update' | 'escalate' | 'resolve' | 'reopen' | 'merge' | 'close' | 'answer' | 'link';
        priority: number;
        sink: string;
        ticket: string | null;
        title: string;
      }[];
      next: string | null;
      timezone: string;
    };
    DecisionPage: {
      items: components['schemas']['DecisionRow'][];
      next: string | null;
    };
    DecisionRow: {
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      at: string;
      because: string;
      evidence: {
        [key: string]: unknown;
      };
      id: string;
      outcome: string;
      /** @enum {string} */
      reason:
        | 'alert-opened'
        | 'alert-refired'
        | 'alert-updated'
        | 'alert-cleared'
        | 'clear-without-problem'
        | 'clear-of-older-episode'
        | 'lease-over'
        | 'stale-closed'
        | 'quiet-ended'
        | 'became-everyday'
        | 'burst-began'
        | 'flapping-started'
        | 'flapping-ended'
        | 'bound'
        | 'unbound'
        | 'bound-ambiguous'
        | 'rebound'
        | 'situation-opened'
        | 'joined-same-ci'
        | 'joined-topology'
        | 'joined-hub'
        | 'joined-learned'
        | 'joined-unmatched'
        | 'joined-text'
        | 'joined-group'
        | 'situations-merged'
        | 'situation-split'
        | 'kept-apart'
        | 'chronic-set-aside'
        | 'everyday-set-aside'
        | 'informs-only'
        | 'in-maintenance'
        | 'silenced'
        | 'suppressed-by-rule'
        | 'inhibited-by-rule'
        | 'below-threshold'
        | 'expected-hour'
        | 'held'
        | 'blip'
        | 'incident-opened'
        | 'incident-resolved'
        | 'incident-reopened'
        | 'problem-returned'
        | 'incident-merged'
        | 'incident-linked'
        | 'incident-split'
        | 'storm-opened'
        | 'storm-gathered'
        | 'storm-calm'
        | 'storm-split-out'
        | 'root-ranked'
        | 'root-unclear'
        | 'impact-assessed'
        | 'user-report-counted'
        | 'crowd-raised'
        | 'priority-set'
        | 'category-set'
        | 'major-watch'
        | 'major-declared'
        | 'major-downgraded'
        | 'major-stood-down'
        | 'acknowledged'
        | 'resolved-by-person'
        | 'assigned'
        | 'priority-by-person'
        | 'priority-kept'
        | 'cause-by-person'
        | 'person-commented'
        | 'split-refused'
        | 'ticket-open'
        | 'ticket-update'
        | 'ticket-escalate'
        | 'ticket-resolve'
        | 'ticket-reopen'
        | 'ticket-merge'
        | 'ticket-coalesced'
        | 'ticket-in-doubt'
        | 'ticket-adopted'
        | 'ticket-retry'
        | 'ticket-refused'
        | 'ticket-closed-by-hand'
        | 'ticket-reopened-by-hand'
        | 'ticket-merged-by-hand'
        | 'ticket-deleted-by-hand'
        | 'ticket-stuck-open'
        | 'ticket-updates-stopped'
        | 'ticket-updates-resumed'
        | 'ticket-duplicate'
        | 'ticket-held-back'
        | 'ticket-overflow'
        | 'user-ticket-linked'
        | 'sla-warning'
        | 'sla-breached'
        | 'post-mortem-due'
        | 'post-mortem-written'
        | 'problem-proposed'
        | 'problem-opened'
        | 'problem-linked'
        | 'problem-reopened'
        | 'problem-closed'
        | 'problem-declined'
        | 'notified'
        | 'escalated'
        | 'escalation-stopped'
        | 'notice-withheld'
        | 'notice-collapsed'
        | 'notice-in-doubt'
        | 'notice-retry'
        | 'notice-refused';
      subject: {
        id: string;
        /** @enum {string} */
        type: 'event' | 'alert' | 'situation' | 'incident' | 'ticket' | 'problem';
      };
      unless: string;
      what: string;
    };
    ImpactGraph: {
      edges: {
        from: string;
        to: string;
        type: string;
      }[];
      incident: string;
      nodes: {
        alerts: number;
        class: string | null;
        criticality: string | null;
        id: string;
        /** @enum {string} */
        kind: 'ci' | 'group' | 'service';
        name: string;
        /** @description score as root candidate */
        root: number | null;
        site: string | null;
        /** @enum {string} */
        state: 'up' | 'down' | 'degraded' | 'at-risk' | 'inferred' | 'cleared';
        users: number | null;
      }[];
      truncated: boolean;
    };
    IncidentDetail: {
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
      alertCount: number;
      alerts: components['schemas']['AlertRow'][];
      background: components['schemas']['BackgroundView'];
      /** @enum {string} */
      category: 'hardware' | 'software' | 'network' | 'security' | 'user' | 'cloud';
      ciCount: number;
      cis: string[];
      /** @description decision ids */
      decisions: string[];
      /** @description first page of its decisions, in words; go on at links.decisions */
      explained: components['schemas']['DecisionPage'];
      facts: {
        acknowledgedAt: number | null;
        acknowledgedBy: string | null;
        alertCount: number;
        alerts?: {
          clearedAt: number | null;
          open: boolean;
          quote: {
            alert: string;
            at: number;
            ci: string | null;
            /** @enum {string} */
            effect: 'down' | 'degraded' | 'at-risk' | 'informs';
            host: string;
            message: string;
            name: string;
            runbook?: string;
            /** @enum {string} */
            severity: 'critical' | 'high' | 'warning' | 'info';
            /** @enum {string} */
            source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
          };
        }[];
        alertsBySource: {
          [key: string]: number;
        };
        assignedTeam?: string | null;
        assignee?: string | null;
        /** @enum {string} */
        category: 'hardware' | 'software' | 'network' | 'security' | 'user' | 'cloud';
        causeBy?: {
          at: number;
          by: string;
          ci: string;
        } | null;
        ciCount: number;
        cis: {
          ci: string;
          clearedAt?: number | null;
          /** @enum {string} */
          effect: 'down' | 'degraded' | 'at-risk' | 'informs';
          open: boolean;
        }[];
        continues: string | null;
        crowd?: {
          at: number;
          people: number;
          since: number;
        };
        environment: string;
        firstAlertAt: number;
        id: string;
        /** @enum {string} */
        impact: 'high' | 'medium' | 'low';
        /** @enum {string} */
        impactBecause:
          | 'critical-service-down'
          | 'many-users'
          | 'share-of-users'
          | 'service-down'
          | 'service-degraded'
          | 'no-service'
          | 'crowd';
        incidentAt: number;
        lastAlertAt: number;
        lastClearAt: number | null;
        leadAlerts: {
          alert: string;
          at: number;
          ci: string | null;
          /** @enum {string} */
          effect: 'down' | 'degraded' | 'at-risk' | 'informs';
          host: string;
          message: string;
          name: string;
          runbook?: string;
          /** @enum {string} */
          severity: 'critical' | 'high' | 'warning' | 'info';
          /** @enum {string} */
          source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
        }[];
        likelyCis?: string[];
        major: {
          declaredAt: number;
          downgradedAt: number | null;
          reasons: ('many-users' | 'critical-service-down' | 'security' | 'rule')[];
          stoodDownAt: number | null;
        } | null;
        majorWatchSince: number | null;
        mergedInto: string | null;
        notIncluded: {
          incident: string | null;
          quote: {
            alert: string;
            at: number;
            ci: string | null;
            /** @enum {string} */
            effect: 'down' | 'degraded' | 'at-risk' | 'informs';
            host: string;
            message: string;
            name: string;
            runbook?: string;
            /** @enum {string} */
            severity: 'critical' | 'high' | 'warning' | 'info';
            /** @enum {string} */
            source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
          };
          situation: string;
          /** @enum {string} */
          why: 'no-path' | 'too-far' | 'not-a-symptom' | 'only-a-caller' | 'own-cause' | 'parted' | 'too-late';
        }[];
        number: string;
        openAlertCount: number;
        openedAt: number;
        precursors: {
          alert: string;
          at: number;
          ci: string | null;
          /** @enum {string} */
          effect: 'down' | 'degraded' | 'at-risk' | 'informs';
          host: string;
          message: string;
          name: string;
          runbook?: string;
          /** @enum {string} */
          severity: 'critical' | 'high' | 'warning' | 'info';
          /** @enum {string} */
          source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
        }[];
        priority: 1 | 2 | 3 | 4 | 5;
        priorityBy?: {
          at: number;
          by: string;
        } | null;
        priorityCap: ('at-risk' | 'not-production' | 'unknown-syslog' | 'major' | 'rule') | null;
        resolvedAt: number | null;
        resolvedBy: ('clear' | 'quiet' | 'stand-down' | 'storm-over' | 'person' | 'merge') | null;
        rootCandidates: {
          against: string[];
          because: {
            term: string;
            weight: number;
          }[];
          change?: {
            at: number;
            what: string;
          } | null;
          ci: string;
          ciClass: string;
          ciName: string;
          explainedAlerts: number;
          explainsCis: string[];
          ownAlerts: {
            alert: string;
            at: number;
            ci: string | null;
            /** @enum {string} */
            effect: 'down' | 'degraded' | 'at-risk' | 'informs';
            host: string;
            message: string;
            name: string;
            runbook?: string;
            /** @enum {string} */
            severity: 'critical' | 'high' | 'warning' | 'info';
            /** @enum {string} */
            source: 'prometheus' | 'alertmanager' | 'zabbix' | 'generic' | 'syslog';
          }[];
          procedure?: string;
          score: number;
        }[];
        rootClear: boolean;
        ruledBy?: {
          major: string | null;
          priority: string | null;
          team: string | null;
        };
        services: {
          because: {
            ci: string | null;
            effect: ('down' | 'degraded' | 'at-risk' | 'informs') | null;
            group: string | null;
            inferred: boolean;
            needs: number | null;
            size: number | null;
            up: number | null;
          }[];
          criticality: string;
          hours?: string;
          id: string;
          inHours: boolean;
          name: string;
          restoredAt?: number | null;
          since: number;
          /** @enum {string} */
          state: 'down' | 'degraded';
          users: number;
          /** @enum {string} */
          worst?: 'down' | 'degraded';
        }[];
        situation: string;
        splitFrom?: {
          /** @enum {string} */
          by?: 'own-cause' | 'person';
          incident: string;
          number: string;
          /** @constant */
          storm?: true;
        };
        splitInto?: {
          incident: string;
          number: string;
        }[];
        /** @enum {string} */
        state: 'open' | 'resolved' | 'merged';
        storm?: {
          count: number;
          members: {
            alerts: number;
            cause: {
              ci: string;
              name: string;
            } | null;
            endedAt: number | null;
            lead: {
              host: string;
              name: string;
            } | null;
            priority: 1 | 2 | 3 | 4 | 5;
            services: string[];
            since: number;
            situation: string;
          }[];
          open: number;
          place: {
            /** @enum {string} */
            by: 'site' | 'source';
            environment?: string;
            id: string;
            name: string;
          };
          since: number;
        };
        team: string | null;
        tenant: string;
        tenantUsers: number;
        /** @enum {string} */
        urgency: 'high' | 'medium' | 'low';
        urgencyBecause: {
          criticality: string;
          lowered: ('outside-hours' | 'redundancy-left') | null;
          name: string;
          /** @enum {string} */
          of: 'service' | 'ci';
        };
        users: number;
        usersDegraded: number;
        usersUpTo: boolean;
      };
      /** @description what is suggested to do first, in order; none once it is over */
      firstSteps: {
        link: string | null;
        what: string;
      }[];
      id: string;
      /** @enum {string} */
      impact: 'high' | 'medium' | 'low';
      /**
       * Format: date-time
       * @description when it was promoted: age counts from here
       */
      incidentAt: string;
      /** @constant */
      isStorm?: true;
      /** @description null: planning has not told of it yet */
      life: components['schemas']['LifeView'] | null;
      links: {
        alerts: string;
        decisions: string;
        impact: string;
        timeline: string;
      };
      major: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        declaredAt: string;
        downgradedAt: string | null;
        reasons: ('many-users' | 'critical-service-down' | 'security' | 'rule')[];
        stoodDownAt: string | null;
      } | null;
      majorWatchSince: string | null;
      mergedInto: string | null;
      number: string;
      openAlertCount: number;
      /**
       * Format: date-time
       * @description its first alert
       */
      openedAt: string;
      priority: 1 | 2 | 3 | 4 | 5;
      resolvedAt: string | null;
      rootCandidates: {
        against: string[];
        ci: string;
        class: string;
        explainedAlerts: number;
        /** @description alert ids; at most as many as ?members */
        explains: string[];
        name: string;
        score: number;
      }[];
      rootClear: boolean;
      services: {
        id: string;
        name: string;
        restoredAt: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        since: string;
        /**
         * @description what it is; once back, what it was
         * @enum {string}
         */
        state: 'down' | 'degraded';
        users: number;
      }[];
      /** @description the promise that runs out next; null: none does */
      sla: components['schemas']['SlaRow'] | null;
      /** @enum {string} */
      state: 'open' | 'resolved' | 'merged';
      /** @description id of the owning team */
      team: string | null;
      /** @description its name in the CMDB; without one, its id */
      teamName: string | null;
      texts: {
        publicText: string;
        technicalText: string;
        title: string;
      };
      tickets: components['schemas']['TicketRow'][];
      /** @description first page; go on at links.timeline */
      timeline: components['schemas']['TimelinePage'];
      title: string;
      /** @enum {string} */
      urgency: 'high' | 'medium' | 'low';
      users: number;
      usersDegraded: number;
      usersUpTo: boolean;
    };
    IncidentNotices: {
      escalation: {
        /**
         * @description asked last
         * @enum {string}
         */
        level: 'n1' | 'n2' | 'n3' | 'manager';
        /** @description null: nobody is named above */
        next: {
          /**
           * Format: date-time
           * @description RFC 3339 UTC
           */
          at: string;
          /** @enum {string} */
          level: 'n1' | 'n2' | 'n3' | 'manager';
        } | null;
        /**
         * Format: date-time
         * @description since when nobody takes it
         */
        since: string;
      } | null;
      items: {
        /**
         * Format: date-time
         * @description when it was planned
         */
        at: string;
        channel: string;
        headline: string;
        id: string;
        /** @enum {string} */
        kind: 'opened' | 'escalated' | 'declared' | 'changed' | 'news' | 'stood-down' | 'sla' | 'digest';
        paragraphs: string[];
        recipient: string;
        /** @enum {string} */
        state: 'planned' | 'inflight' | 'done' | 'refused';
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        stateAt: string;
        /** @enum {string} */
        voice: 'plain' | 'technical';
      }[];
      withheld: ('not-production' | 'in-maintenance') | null;
    };
    IncidentPage: {
      items: components['schemas']['IncidentRow'][];
      next: string | null;
    };
    IncidentRow: {
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
      alertCount: number;
      alerts: components['schemas']['AlertRow'][];
      /** @enum {string} */
      category: 'hardware' | 'software' | 'network' | 'security' | 'user' | 'cloud';
      ciCount: number;
      cis: string[];
      /** @description decision ids */
      decisions: string[];
      id: string;
      /** @enum {string} */
      impact: 'high' | 'medium' | 'low';
      /**
       * Format: date-time
       * @description when it was promoted: age counts from here
       */
      incidentAt: string;
      /** @constant */
      isStorm?: true;
      major: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        declaredAt: string;
        downgradedAt: string | null;
        reasons: ('many-users' | 'critical-service-down' | 'security' | 'rule')[];
        stoodDownAt: string | null;
      } | null;
      majorWatchSince: string | null;
      mergedInto: string | null;
      number: string;
      openAlertCount: number;
      /**
       * Format: date-time
       * @description its first alert
       */
      openedAt: string;
      priority: 1 | 2 | 3 | 4 | 5;
      resolvedAt: string | null;
      rootCandidates: {
        against: string[];
        ci: string;
        class: string;
        explainedAlerts: number;
        /** @description alert ids; at most as many as ?members */
        explains: string[];
        name: string;
        score: number;
      }[];
      rootClear: boolean;
      services: {
        id: string;
        name: string;
        restoredAt: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        since: string;
        /**
         * @description what it is; once back, what it was
         * @enum {string}
         */
        state: 'down' | 'degraded';
        users: number;
      }[];
      /** @description the promise that runs out next; null: none does */
      sla: components['schemas']['SlaRow'] | null;
      /** @enum {string} */
      state: 'open' | 'resolved' | 'merged';
      /** @description id of the owning team */
      team: string | null;
      /** @description its name in the CMDB; without one, its id */
      teamName: string | null;
      tickets: {
        /** @description number in the ticketing system; null until it answered */
        id: string | null;
        key: string;
        sink: string;
        /** @enum {string} */
        state: 'planned' | 'inflight' | 'live' | 'resolved' | 'merged' | 'refused' | 'deleted';
        unit: string;
        url: string | null;
      }[];
      title: string;
      /** @enum {string} */
      urgency: 'high' | 'medium' | 'low';
      users: number;
      usersDegraded: number;
      usersUpTo: boolean;
    };
    LifeView: {
      clocks: components['schemas']['SlaRow'][];
      steps: {
        at: string | null;
        by: string | null;
        dueAt: string | null;
        /** @enum {string} */
        step:
          'registered' | 'qualified' | 'prioritised' | 'assigned' | 'diagnosed' | 'resolved' | 'closed' | 'post-mortem';
      }[];
    };
    ProblemPage: {
      items: components['schemas']['ProblemRow'][];
      next: string | null;
    };
    ProblemRow: {
      by: string | null;
      ci: string;
      closedAt: string | null;
      /** @description incidents so far */
      count: number;
      id: string;
      /** @description oldest first, 50 */
      incidents: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        at: string;
        incident: string;
        number: string;
      }[];
      /** @enum {string} */
      kind:
        'reachability' | 'error' | 'latency' | 'client' | 'traffic' | 'resource' | 'capacity' | 'security' | 'other';
      /** @description what fails and how, in the asked language */
      name: string;
      number: string;
      openedAt: string | null;
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      proposedAt: string;
      /** @enum {string} */
      state: 'proposed' | 'open' | 'closed' | 'declined';
      /** @description its records in the ticketing systems */
      tickets: {
        /** @description number in the ticketing system; null until it answered */
        id: string | null;
        key: string;
        sink: string;
        /** @enum {string} */
        state: 'planned' | 'inflight' | 'live' | 'resolved' | 'merged' | 'refused' | 'deleted';
        unit: string;
        url: string | null;
      }[];
    };
    SlaRow: {
      /** @enum {string} */
      clock: 'respond' | 'resolve';
      /** @description when the time is used up, as far as is known; null: it ended, or it waits */
      dueAt: string | null;
      /** @enum {string} */
      state: 'running' | 'waiting' | 'met' | 'missed';
      targetMs: number;
      /** @description percent used up */
      warned: 0 | 50 | 75 | 100;
    };
    SplitRequest: {
      by: string;
      cis: string[];
      reason: string;
    };
    Status: {
      alerts: {
        aside: number;
        flapping: number;
        held: number;
        open: number;
        stale: number;
        suppressed: number;
      };
      /** @description why the CMDB as it is now could not be read: the last one stays in force */
      cmdbFault: {
        code: string;
        message: string;
      } | null;
      deadLetters: number;
      demo: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        endsAt: string;
        progress: number;
        speed: number;
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        startedAt: string;
      } | null;
      incidents: {
        byPriority: {
          1: number;
          2: number;
          3: number;
          4: number;
          5: number;
        };
        majors: number;
        majorWatch: number;
        open: number;
      };
      /** @enum {string} */
      language: 'en' | 'fr';
      /**
       * Format: date-time
       * @description the clock the pages show: told, in a demo
       */
      now: string;
      /** @description why the rules folder as it is now was refused: those before stay in force */
      rulesFault: {
        code: string;
        message: string;
      } | null;
      sinks: {
        /** @description how long the oldest of them waits */
        ageMs: number | null;
        /** @description operations not carried out yet */
        backlog: number;
        sink: string;
        /**
         * @description resting: it failed, and is asked again later
         * @enum {string}
         */
        state: 'working' | 'resting' | 'paused';
      }[];
      sources: {
        ageMs: number;
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        lastEventAt: string;
        source: string;
      }[];
      /** @description per stage, with ?hash=1 */
      stateHash: {
        [key: string]: string;
      } | null;
      tenant: string;
      timezone: string;
      version: string;
    };
    StreamIncident: {
      id: string;
    };
    StreamStatus: {
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      now: string;
    };
    TicketPage: {
      items: components['schemas']['TicketRow'][];
      next: string | null;
    };
    TicketRow: {
      /** @description number in the ticketing system; null until it answered */
      id: string | null;
      incident: string;
      key: string;
      operations: {
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        at: string;
        id: string;
        /** @enum {string} */
        op: 'open' | 'update' | 'escalate' | 'resolve' | 'reopen' | 'merge' | 'close' | 'answer' | 'link';
        priority: number;
        publicText: string;
        /**
         * @description coalesced: a later one told it too
         * @enum {string}
         */
        step: 'planned' | 'inflight' | 'done' | 'refused' | 'coalesced';
        team: string | null;
        technicalText: string;
        title: string;
      }[];
      sink: string;
      /** @enum {string} */
      state: 'planned' | 'inflight' | 'live' | 'resolved' | 'merged' | 'refused' | 'deleted';
      unit: string;
      url: string | null;
    };
    TimelineEntry: {
      alertCount: number;
      alerts: {
        ci: string | null;
        id: string;
        name: string;
        /**
         * Format: date-time
         * @description RFC 3339 UTC
         */
        openedAt: string;
      }[];
      /**
       * Format: date-time
       * @description RFC 3339 UTC
       */
      at: string;
      /** @description for `person`: who */
      by: string | null;
      decision: string | null;
      id: string;
      /** @enum {string} */
      kind: 'alert' | 'incident' | 'decision' | 'ticket' | 'person';
      text: string;
      ticket: {
        id: string | null;
        key: string;
        sink: string;
      } | null;
      what: string;
    };
    TimelinePage: {
      items: components['schemas']['TimelineEntry'][];
      next: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  'get-alerts': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        state?: 'open' | 'ended';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Alerts, open or ended */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-alerts-id': {
    parameters: {
      query?: {
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One alert */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertRow'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-cmdb-impact': {
    parameters: {
      query: {
        incident: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The CMDB around an incident */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImpactGraph'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-cmdb-quality': {
    parameters: {
      query?: {
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What bad data in the CMDB costs, and a cure to copy */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CmdbQuality'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-decisions': {
    parameters: {
      query: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        order?: 'asc' | 'desc';
        subject: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Decisions about a subject, `alert/…`, `incident/…` or `problem/…` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        major?: '0' | '1' | 'true' | 'false';
        members?: string;
        priority?: string;
        q?: string;
        service?: string;
        site?: string;
        state?: 'open' | 'resolved' | 'merged' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The board: majors, then priority, then the newest */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents-id': {
    parameters: {
      query?: {
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        members?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One incident by id or number */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentDetail'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-incidents-id-acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody has it */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents-id-alerts': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        order?: 'asc' | 'desc';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its alerts */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-incidents-id-cause': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CauseRequest'];
      };
    };
    responses: {
      /** @description Somebody says what the cause was */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents-id-decisions': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        order?: 'asc' | 'desc';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its decisions, in words */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents-id-notices': {
    parameters: {
      query?: {
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who was told of it, and who is asked next */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentNotices'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-incidents-id-post-mortem': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody says that the post-mortem of a major that is over is written; the reason says where it is */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-incidents-id-resolve': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody says that it is over */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-incidents-id-split': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SplitRequest'];
      };
    };
    responses: {
      /** @description Somebody says that the alerts of these CIs do not belong to the rest */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-incidents-id-timeline': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        order?: 'asc' | 'desc';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What happened, in order */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TimelinePage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-openapi-json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description This page */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-problems': {
    parameters: {
      query?: {
        after?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        state?: 'proposed' | 'open' | 'closed' | 'declined' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What comes back: problems proposed, open, closed or declined, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProblemPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-problems-id': {
    parameters: {
      query?: {
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One problem by id or number */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProblemRow'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-problems-id-close': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody says that its cause is gone */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-problems-id-decline': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody says that it is none */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-problems-id-open': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Somebody opens a problem that was proposed, or was closed */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-sinks-id-pause': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Leave a ticketing system alone: what is to be told there waits, in order */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'post-sinks-id-resume': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommandRequest'];
      };
    };
    responses: {
      /** @description Go on with it */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAccepted'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-status': {
    parameters: {
      query?: {
        hash?: '0' | '1' | 'true' | 'false';
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Clock, counts, sources */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Status'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events `incident` and `status` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': unknown;
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-tickets': {
    parameters: {
      query?: {
        after?: string;
        incident?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Tickets with their operations */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketPage'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-tickets-daily': {
    parameters: {
      query?: {
        after?: string;
        day?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        limit?: string;
        sink?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was done to tickets on a day, or would have been */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DailyTickets'];
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
  'get-tickets-daily-csv': {
    parameters: {
      query?: {
        day?: string;
        lang?: 'en' | 'fr';
        language?: 'en' | 'fr';
        sink?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The same day as a file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': unknown;
        };
      };
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiFault'];
        };
      };
    };
  };
}
