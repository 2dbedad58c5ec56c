import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/ui.css';
import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from '../api/queries';
import { LanguageProvider } from '../language/language';
import { App } from './App';
import { applyPreferences } from './preferences';

applyPreferences();
const place = document.getElementById('studio');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <App />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
