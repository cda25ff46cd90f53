// The templates in German.

import type { BackupGroup } from '../../src/domain/policy/backup-groups.ts';
import type { OptInPolicy } from '../../src/domain/policy/opt-in-policies.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { paragraphs, type Words, wordFor } from './words.ts';
import { TITLES } from './titles-de.ts';

export const GERMAN: Words = {
  culture: 'de-DE',
  template: {
    Keepsake: {
      name: 'Keepsake',
      description: 'Richtlinien von Keepsake: Einstellungen, die nur auf Anforderung mitgenommen werden.',
    },
    KeepsakeWindowsBackup: {
      name: 'Keepsake: Sichern und Wiederherstellen von Windows-Einstellungen',
      description:
        'Richtlinien von Windows zum Sichern und Wiederherstellen von Einstellungen, an die sich Keepsake hält.',
    },
  },
  supported: 'Mindestens Windows 10, Version 22H2, mit dem Agenten von Keepsake',
  category: (word) => wordFor(CATEGORIES, word),
  title: titleOf,
  help,
  override: (groups) =>
    `Benutzern erlauben, die Sicherung von ${groupWords(groups, 'allen Einstellungen')} einzuschalten.`,
};

const CATEGORIES: Readonly<Record<string, string>> = {
  keepsake: 'Keepsake',
  optIn: 'Einstellungen auf Anforderung',
  windowsBackup: 'Sichern und Wiederherstellen von Windows-Einstellungen',
  system: 'System',
  'bluetooth-devices': 'Bluetooth und Geräte',
  'network-internet': 'Netzwerk und Internet',
  personalization: 'Personalisierung',
  apps: 'Apps',
  accounts: 'Konten',
  'time-language': 'Zeit und Sprache',
  gaming: 'Spielen',
  accessibility: 'Barrierefreiheit',
  'privacy-security': 'Datenschutz und Sicherheit',
  'windows-update': 'Windows Update',
  'file-explorer': 'Explorer',
};

const GROUPS: Readonly<Record<BackupGroup, string>> = {
  apps: 'Meine Apps merken',
  accessibility: 'Barrierefreiheit',
  accounts: 'Konten, WLANs und Kennwörter',
  personalization: 'Personalisierung',
  language: 'Spracheinstellungen und Wörterbuch',
  other: 'Weitere Windows-Einstellungen',
};

function titleOf(policy: Policy): string {
  if (policy.effect.kind !== 'optIn') return wordFor(TITLES, policy.name);
  const { scope, category, gpo } = policy as OptInPolicy;
  return scope === 'category'
    ? `${wordFor(CATEGORIES, category.id)} (alle)`
    : wordFor(TITLES, gpo?.location.value ?? policy.name);
}

function help(policy: Policy): string {
  const { effect } = policy;
  switch (effect.kind) {
    case 'backup':
      return paragraphs(
        'Legt fest, ob Windows-Einstellungen, Apps aus dem Microsoft Store und angeheftete Elemente des Startmenüs gesichert werden. Es ist eine Richtlinie von Windows, an die sich auch Keepsake hält.',
        'Wenn Sie sie aktivieren, wird alle acht Tage von selbst gesichert.',
        'Wenn Sie sie deaktivieren, wird nichts gesichert; was schon gesichert ist, bleibt erhalten.',
        'Wenn Sie sie nicht konfigurieren, sichert Keepsake nichts. Windows 11, Version 26H2, sichert in diesem Fall von selbst.',
        MIX,
      );
    case 'restore':
      return paragraphs(
        'Legt fest, ob Benutzern bei ihrer ersten Anmeldung an einem Gerät ihre gesicherten Einstellungen angeboten werden und ob sie diese später wiederherstellen dürfen. Während der Einrichtung von Windows entscheidet die Einstellung „Wiederherstellungsseite anzeigen“ der Organisation.',
        'Wenn Sie sie aktivieren, wird eine Wiederherstellung angeboten.',
        'Wenn Sie sie deaktivieren oder nicht konfigurieren, wird keine Wiederherstellung angeboten.',
        MIX,
      );
    case 'companion':
      return paragraphs(
        'Solange diese Richtlinie deaktiviert ist, sichert Windows keine Einstellungen, ohne das mitzuteilen. Keepsake hält sich daran und nennt den Grund.',
        'Wenn Sie sie aktivieren oder nicht konfigurieren, wird weiter gesichert.',
        'Wenn Sie sie deaktivieren, wird nichts gesichert.',
      );
    case 'exclusion':
      return paragraphs(
        `Nimmt ${groupWords(effect.groups, 'alle Einstellungen und Apps')} von der Sicherung aus.`,
        'Wenn Sie sie aktivieren, werden diese Einstellungen nicht gesichert. Schon vorhandene Sicherungen lassen sich weiterhin wiederherstellen. Ist das Kontrollkästchen gesetzt, lässt Windows zu, dass Benutzer sie in den Einstellungen wieder einschalten; Keepsake nimmt sie in jedem Fall aus.',
        'Wenn Sie sie deaktivieren oder nicht konfigurieren, werden diese Einstellungen gesichert.',
        MIX,
      );
    case 'optIn':
      return helpOfOptIn(policy as OptInPolicy);
  }
}

function helpOfOptIn({ scope, category, effect }: OptInPolicy): string {
  const isAll = scope === 'category';
  return paragraphs(
    isAll
      ? `Manche Einstellungen aus „${wordFor(CATEGORIES, category.id)}“ werden nur mitgenommen, wenn ein Administrator sie anfordert, weil sie das ganze Gerät, den Datenschutz oder den Standort des Geräts betreffen.`
      : 'Diese Einstellung wird nur mitgenommen, wenn ein Administrator sie anfordert, weil sie das ganze Gerät, den Datenschutz oder den Standort des Geräts betrifft.',
    `Wenn Sie diese Richtlinie aktivieren, sichert Keepsake ${isAll ? 'diese Einstellungen' : 'diese Einstellung'}.`,
    `Wenn Sie sie deaktivieren, ${isAll ? 'bleiben diese Einstellungen zurück, auch wenn eine Richtlinie für eine von ihnen' : 'bleibt diese Einstellung zurück, auch wenn die Richtlinie für die ganze Kategorie'} aktiviert ist.`,
    isAll
      ? 'Wenn Sie sie nicht konfigurieren, entscheiden die Richtlinien für die einzelnen Einstellungen; ohne solche bleiben sie zurück.'
      : 'Wenn Sie sie nicht konfigurieren, entscheidet die Richtlinie für die ganze Kategorie; ohne sie bleibt die Einstellung zurück.',
    `Namen in Keepsake: ${effect.settingIds.join(', ')}`,
  );
}

const MIX =
  'Legen Sie sie durch eine Gruppenrichtlinie oder durch eine Geräteverwaltung (MDM) fest, nicht durch beide.';

function groupWords(groups: readonly BackupGroup[], all: string): string {
  return groups.length > 1 ? all : groups.map((group) => `„${GROUPS[group]}“`).join('');
}
