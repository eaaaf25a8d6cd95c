// What a ticket says that is about a part of an incident only: which part, and of what.
import type { Incident } from '../../domain/incident.ts';
import { oneLine } from '../wording/join-words.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

const words = {
  ci: { en: 'CI', fr: "l'élément" },
  service: { en: 'service', fr: 'le service' },
  alert: { en: 'alert', fr: "l'alerte" },
} as const;

function nameOf(incident: Incident, id: string): string {
  const service = incident.services.find((each) => each.id === id);
  const alert = incident.leadAlerts.find((each) => each.alert === id);
  return oneLine(service?.name ?? alert?.name ?? id, 80);
}

/** Null: the ticket is of the whole incident. */
export function unitPart(incident: Incident, unit: string | undefined, voice: Voice): string | null {
  const [, per, id = ''] = /^(ci|service|alert):(.*)$/su.exec(unit ?? '') ?? [];
  if (per === undefined) return null;
  const { en, fr } = words[per as keyof typeof words];
  const name = nameOf(incident, id);
  return say(voice, {
    en: `Part of incident ${incident.number}: this ticket is about ${en} ${name} and ends with it.`,
    fr: `Partie de l'incident ${incident.number} : ce ticket concerne ${fr} ${name} et se termine avec.`,
  });
}
