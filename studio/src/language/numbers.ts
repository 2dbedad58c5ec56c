import { useMemo } from 'react';
import { type Language, useLanguage } from './language';

/** How numbers and times are written in a language. */
export function formats(language: Language) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const bytes = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
  return {
    /** 0.934 as 93 %. */
    percent: (share: number) => percent.format(share),
    whole: (n: number) => whole.format(n),
    decimal: (n: number) => decimal.format(n),
    millis: (n: number) => `${whole.format(n)}\u202fms`,
    bytes: (n: number) => {
      const power = Math.min(units.length - 1, n < 1 ? 0 : Math.floor(Math.log10(n) / 3));
      return `${bytes.format(n / 1000 ** power)}\u202f${units[power]}`;
    },
    date: (time: string | number | Date) => date.format(new Date(time)),
    list: (words: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
  };
}

export type Formats = ReturnType<typeof formats>;

export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formats(language), [language]);
}
