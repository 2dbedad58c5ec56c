import { useEffect } from 'react';

/** The title of the window while a view is shown. */
export function useTitle(view: string) {
  useEffect(() => {
    document.title = `${view} – Insula`;
  }, [view]);
}
