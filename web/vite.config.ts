import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the running gateway answers `/api`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': { target: process.env.GATEWAY_URL ?? 'http://127.0.0.1:8080' } } },
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: true, chunkSizeWarningLimit: 700 },
});
