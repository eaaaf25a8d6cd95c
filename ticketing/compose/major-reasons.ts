// Why an incident is major, in one phrase.
import type { Incident } from '../../domain/incident.ts';
import { majorReasonWords } from '../wording/domain-words.ts';
import { joinWords } from '../wording/join-words.ts';
import type { Language } from '../wording/language.ts';

/** `a critical service is down and many users hit`; empty where it is not major. */
export function majorReasons(incident: Incident, language: Language): string {
  return joinWords(
    (incident.major?.reasons ?? []).map((reason) => majorReasonWords[language][reason]),
    language,
  );
}
