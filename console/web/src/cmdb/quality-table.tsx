// The faults as a table: what, where, which incidents they harmed, and the cure with a button that copies it.
import { ActionIcon } from '@mantine/core';
import { Check, CircleAlert, Copy, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CmdbQuality } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './cmdb-page.module.css';

type Line = CmdbQuality['items'][number];

export function QualityTable({ lines }: { readonly lines: readonly Line[] }) {
  const { columns } = useWords().cmdb;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.where}</th>
          <th scope="col">{columns.harm}</th>
          <th scope="col">{columns.cure}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <QualityRow key={`${line.kind}/${line.at}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function QualityRow({ line }: { readonly line: Line }) {
  const words = useWords();
  const { columns } = words.cmdb;
  const Icon = line.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <tr>
      <td data-label={columns.what}>
        <span className={styles[line.severity]}>
          <Icon size="1em" aria-hidden /> {words.cmdb.kinds[line.kind]}
        </span>
      </td>
      <td data-label={columns.where}>
        <span className={styles['where']}>{line.at}</span>
        <span className={styles['message']}>{line.message}</span>
      </td>
      <td data-label={columns.harm}>{line.alerts + line.incidents.length > 0 && <Harm line={line} />}</td>
      <td data-label={columns.cure}>
        <Cure line={line} />
      </td>
    </tr>
  );
}

function Harm({ line }: { readonly line: Line }) {
  const words = useWords();
  return (
    <>
      {words.cmdb.harmed(line.alerts, line.incidents.length)}
      {line.incidents.slice(0, 3).map((incident, index) => (
        <Link key={incident} href={`/incidents/${encodeURIComponent(incident)}`} className={styles['incident']}>
          {`#${String(index + 1)}`}
        </Link>
      ))}
    </>
  );
}

function Cure({ line }: { readonly line: Line }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(line.fix).then(() => setCopied(true));
  };
  const label = copied ? words.cmdb.copied : words.cmdb.copy(line.at);
  return (
    <span className={styles['cure']}>
      <code>{line.fix}</code>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={copy}>
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      </ActionIcon>
    </span>
  );
}
