// What bad data in the CMDB costs us: hosts that nobody knows, references that dangle, each with a cure to copy.
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck } from 'lucide-react';
import { useEffect } from 'react';
import { cmdbQualityQuery } from '../api/queries.ts';
import type { CmdbQuality } from '../api/shapes.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './cmdb-page.module.css';
import { QualityTable } from './quality-table.tsx';

export function CmdbPage() {
  const words = useWords();
  const { data, error, refetch } = useQuery(cmdbQualityQuery(words.language));
  useEffect(() => {
    document.title = `${words.cmdb.link} · Vigie`;
  }, [words]);
  if (data === undefined)
    return error === null ? <LoadingRows /> : <FaultPanel fault={error} onRetry={() => void refetch()} />;
  return <Quality quality={data} />;
}

function Quality({ quality }: { readonly quality: CmdbQuality }) {
  const words = useWords();
  const { items, total, cis, services, alerts } = quality;
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{words.cmdb.title}</h1>
      <p className={styles['lead']}>{words.cmdb.lead(cis, services, alerts)}</p>
      {items.length === 0 ? (
        <Notice icon={<BadgeCheck aria-hidden />} title={words.cmdb.fine} />
      ) : (
        <QualityTable lines={items} />
      )}
      {total > items.length && <p className={styles['lead']}>{words.cmdb.more(items.length, total)}</p>}
    </div>
  );
}
