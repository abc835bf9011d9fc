import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Two pages, one built at a time: `vite build --mode chat` and `vite build --mode console`. */
const pages = {
  chat: { root: 'src/simulator/web', base: '/chat/', outDir: 'dist/web/chat' },
  console: { root: 'src/console/web', base: '/console/', outDir: 'dist/web/console' },
};

export default defineConfig(({ mode }) => {
  const page = pages[mode];
  if (page === undefined) {
    throw new Error(`Say which page: vite --mode ${Object.keys(pages).join(' | --mode ')}`);
  }
  return {
    root: resolve(page.root),
    base: page.base,
    plugins: [react()],
    build: {
      outDir: resolve(page.outDir),
      emptyOutDir: true,
      // A content security policy that allows only files of this server also forbids data: fonts and scripts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  };
});
