// A test message: says in its first words that nothing is broken.
import { base32Id } from '../../domain/identity.ts';
import type { NoticeVoice } from '../../domain/notice.ts';
import type { Message } from '../channel.ts';
import type { Language } from '../wording/language.ts';
import { noticeWords } from '../wording/notice-words.ts';

export interface DrillMessage {
  readonly recipient: string;
  readonly language: Language;
  readonly voice: NoticeVoice;
  /** Epoch ms: what makes this drill another than the last. */
  readonly at: number;
}

export function drillMessage({ recipient, language, voice, at }: DrillMessage): Message {
  const text = noticeWords.drill[language];
  return {
    ...{ id: `${base32Id(26, 'drill', recipient, String(at))}.1`, kind: 'drill', voice, language, at },
    headline: noticeWords.drillHeadline[language],
    paragraphs: [text],
    ...{ facts: [], links: [], thread: [], incidents: [], repeated: false },
  };
}
