// What the page of a day's tickets says, in both languages.
export interface DailyWords {
  readonly link: string;
  readonly title: (date: string) => string;
  readonly sums: (opened: number, updated: number, resolved: number) => string;
  readonly observed: string;
  readonly observedWhy: string;
  readonly earlier: string;
  readonly later: string;
  readonly download: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly more: string;
  readonly columns: Readonly<Record<'at' | 'op' | 'ticket' | 'cause' | 'system', string>>;
  readonly noCause: string;
}

export const dailyWords: Readonly<Record<'en' | 'fr', DailyWords>> = {
  en: {
    link: "Day's tickets",
    title: (date) => `Tickets on ${date}`,
    sums: (opened, updated, resolved) =>
      `${String(opened)} opened · ${String(updated)} updated · ${String(resolved)} resolved`,
    observed: 'would be',
    observedWhy: 'Where it says “would be”, Vigie only observes: the ticket would have been written. Nothing was sent.',
    earlier: 'Day before',
    later: 'Day after',
    download: 'Download as CSV',
    none: 'No ticket on this day',
    noneWhy: 'No incident deserved one, or Vigie was not running.',
    more: 'Show more',
    columns: { at: 'Time', op: 'What', ticket: 'Ticket', cause: 'Probable cause', system: 'System' },
    noCause: 'not known',
  },
  fr: {
    link: 'Tickets du jour',
    title: (date) => `Tickets du ${date}`,
    sums: (opened, updated, resolved) =>
      `${String(opened)} ouverts · ${String(updated)} mis à jour · ${String(resolved)} résolus`,
    observed: 'simulé',
    observedWhy:
      'Là où il est dit «\u00a0simulé\u00a0», Vigie observe seulement\u00a0: le ticket aurait été écrit. Rien n’a été envoyé.',
    earlier: 'Veille',
    later: 'Lendemain',
    download: 'Télécharger en CSV',
    none: 'Aucun ticket ce jour-là',
    noneWhy: 'Aucun incident ne le méritait, ou Vigie ne tournait pas.',
    more: 'Afficher plus',
    columns: { at: 'Heure', op: 'Action', ticket: 'Ticket', cause: 'Cause probable', system: 'Système' },
    noCause: 'inconnue',
  },
};
