import { join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';

/** The built pages: the console, and in the trial mode the chat. File names carry a hash, so they may be kept. */
export function webPages(folder: string, { trial }: { readonly trial: boolean }): Router {
  const router = express.Router();
  const page = (name: string) =>
    express.static(join(folder, name), {
      setHeaders: (response, path) =>
        response.setHeader(
          'Cache-Control',
          path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable',
        ),
    });
  router.use('/console', page('console'));
  if (trial) router.use('/chat', page('chat'));
  router.get('/', (_request, response) => response.redirect(302, '/console/'));
  return router;
}

/** What is said of every other address. */
export const noSuchPage: RequestHandler = (_request, response) =>
  void response.status(404).type('text/plain').send('Không có trang này.');
