import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:8460';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'target/web',
    emptyOutDir: true,
    target: 'es2022',
    // The page allows no data: scripts or workers, so that every file stays one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true, headers: { origin: server } },
      '/health': { target: server },
    },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', css: true },
});
