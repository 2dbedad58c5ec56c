import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';

/** The languages that the Studio is written in; a third one is a third argument of `messages`, which the compiler asks for. */
export const LANGUAGES = { en: 'English', fr: 'Français' } as const;
export type Language = keyof typeof LANGUAGES;

// biome-ignore lint/suspicious/noExplicitAny: what a message is told about is its own affair
type Text = string | ((...about: any[]) => string);

/** The same keys; where one is told about something, the other is told about the same. */
type Same<T> = {
  [K in keyof T]: T[K] extends (...about: infer About) => string ? (...about: About) => string : string;
};

export type Messages<T> = Record<Language, Same<T>>;

/** What a feature says: written in English and French, with the same keys, as the compiler sees to. */
export function messages<T extends Record<string, Text>>(en: T, fr: Same<NoInfer<T>>): Messages<T> {
  return { en: en as unknown as Same<T>, fr };
}

const KEPT = 'insula.language';

function first(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'fr') return kept;
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

interface Speaking {
  language: Language;
  speak: (language: Language) => void;
}

const Context = createContext<Speaking>({ language: 'en', speak: () => {} });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speaking = useMemo(
    () => ({
      language,
      speak: (next: Language) => {
        localStorage.setItem(KEPT, next);
        set(next);
      },
    }),
    [language],
  );
  return (
    <Context value={speaking}>
      <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>{children}</I18nProvider>
    </Context>
  );
}

/** Which language is spoken, and how to change it. */
export const useLanguage = () => use(Context);

/** A feature's words in the language that is spoken. */
export function useWords<T>(all: Messages<T>): Same<T> {
  return all[use(Context).language];
}
