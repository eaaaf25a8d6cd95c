import { chmodSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLinkSecret } from './link-secret.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'vigie-links-'));
const modeOf = (folder: string): number => statSync(join(folder, 'link-secret')).mode & 0o777;

describe('the secret of links', () => {
  it('is made once, for the owner alone, and stays', () => {
    const folder = join(newFolder(), 'not-there-yet');
    const made = openLinkSecret(folder, null);
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(modeOf(folder)).toBe(0o600);
    chmodSync(join(folder, 'link-secret'), 0o644);
    expect(openLinkSecret(folder, null)).toBe(made);
    expect(modeOf(folder)).toBe(0o600);
    expect(openLinkSecret(newFolder(), null)).not.toBe(made);
  });

  it('is the site’s own where it names one', () => {
    expect(openLinkSecret('/nowhere/at/all', 'own')).toBe('own');
  });

  it('that is too short, or cannot be kept, is a fault', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'link-secret'), 'short');
    expect(() => openLinkSecret(folder, null)).toThrow(expect.objectContaining({ code: 'link-secret-unreadable' }));
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openLinkSecret(join(file, 'below'), null)).toThrow(
      expect.objectContaining({ code: 'link-secret-unreadable' }),
    );
  });
});
