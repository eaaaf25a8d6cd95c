// The line at the top: name, connection, told clock, language, theme.
import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun, Tv } from 'lucide-react';
import { Link } from 'wouter';
import type { Status } from '../api/shapes.ts';
import { useLanguageChoice, useWords } from '../words/use-words.tsx';
import { LiveMark } from './live-mark.tsx';
import { ToldClock } from './told-clock-face.tsx';
import styles from './top-bar.module.css';
import { isWall } from './wall.ts';

const schemes = ['auto', 'light', 'dark'] as const;
const schemeIcons = { auto: Monitor, light: Sun, dark: Moon };

function ThemeSwitch() {
  const words = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = schemes[(schemes.indexOf(colorScheme) + 1) % schemes.length] ?? 'auto';
  const Icon = schemeIcons[colorScheme];
  const label = words.frame.nextTheme(words.frame.themes[colorScheme]);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      className={styles['tool']}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}

function LanguageSwitch() {
  const words = useWords();
  const choose = useLanguageChoice();
  const other = words.language === 'en' ? 'fr' : 'en';
  return (
    <button
      type="button"
      className={styles['language']}
      lang={other}
      aria-label={words.frame.switchLanguage}
      onClick={() => choose(other)}
    >
      {words.frame.otherLanguage}
    </button>
  );
}

/** Leaves or enters the wall view by a real load: the theme is fixed at the start. */
function WallSwitch() {
  const words = useWords();
  const wall = isWall();
  const label = wall ? words.frame.leaveWall : words.frame.wall;
  return (
    <ActionIcon
      component="a"
      href={wall ? '/' : '/?wall'}
      variant="subtle"
      color="gray"
      className={`${styles['tool'] ?? ''} ${styles['wall'] ?? ''}`}
      aria-label={label}
      title={label}
    >
      <Tv size={18} aria-hidden />
    </ActionIcon>
  );
}

export function TopBar({ status }: { readonly status: Status | undefined }) {
  const words = useWords();
  return (
    <header className={styles['bar']}>
      <Link href={isWall() ? '/?wall' : '/'} className={styles['name']}>
        <img src="/vigie.svg" alt="" width="26" height="26" />
        Vigie
      </Link>
      {status !== undefined && <span className={styles['tenant']}>{status.tenant}</span>}
      {!isWall() && (
        <nav className={styles['pages']} aria-label={words.frame.pages}>
          <Link href="/daily" className={styles['page']}>
            {words.daily.link}
          </Link>
          <Link href="/problems" className={styles['page']}>
            {words.problems.link}
          </Link>
          <Link href="/cmdb" className={styles['page']}>
            {words.cmdb.link}
          </Link>
        </nav>
      )}
      <span className={styles['space']} />
      <LiveMark />
      <ToldClock status={status} />
      {!isWall() && (
        <div className={styles['tools']}>
          <LanguageSwitch />
          <WallSwitch />
          <ThemeSwitch />
        </div>
      )}
    </header>
  );
}
