// Builds the page into web/dist, which is committed and compiled into the program. Everything the page
// needs lies in it: no address of another host, nothing inline (the server's policy forbids both), and
// the same bytes whenever and wherever it is built (web/check compares).
import { defineConfig } from 'vite';

// While developing: the page from vite, the data from a `hearsay serve`, which answers only to its own name.
const server = process.env.HEARSAY_SERVER ?? 'http://127.0.0.1:8350';
const proxy = { '/api': { target: server, changeOrigin: true, headers: { origin: server } } };

export default defineConfig({
  base: '/',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    target: 'es2021',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { proxy },
  preview: { proxy },
});
