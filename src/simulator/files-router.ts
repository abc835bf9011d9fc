import express, { type Router } from 'express';
import type { Ledger } from './ledger';

const colours = ['#1877f2', '#31a24c', '#d9480f', '#7048e8', '#0c8599', '#c2255c', '#5c7cfa', '#846358'];
/** Only these are shown inside a page; everything else is saved to disk by the browser. */
const shown = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf)$/;

/** The files that people and the page have sent, and small pictures, as Meta's own file servers give them. */
export function createFilesRouter(ledger: Ledger): Router {
  const router = express.Router();
  router.get('/files/:id/:name', (request, response) => {
    const file = ledger.state.files.get(request.params.id);
    const content = file && ledger.contents.get(file.id);
    if (file === undefined || content === undefined)
      return void response.status(404).type('text/plain').send('Không có tệp này.');
    response.set({
      'Content-Type': file.contentType,
      'Cache-Control': 'private, max-age=86400',
      'X-Content-Type-Options': 'nosniff',
      ...(shown.test(file.contentType) ? {} : { 'Content-Disposition': 'attachment' }),
    });
    response.send(Buffer.from(content));
  });
  router.get('/avatars/:number.svg', (request, response) => {
    const colour = colours[Number(request.params.number) % colours.length] ?? colours[0];
    response
      .type('image/svg+xml')
      .send(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="${colour}"/><circle cx="32" cy="25" r="11" fill="#fff"/><path d="M10 60a22 20 0 0 1 44 0" fill="#fff"/></svg>`,
      );
  });
  router.get('/stickers/like.svg', (_request, response) => {
    response
      .type('image/svg+xml')
      .send(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#1877f2" d="M2 10h4v11H2zM8 21h9.3c1 0 1.8-.6 2.1-1.5l2.4-7A2 2 0 0 0 19.9 10H14l1-4.6A2 2 0 0 0 13.1 3L8 10z"/></svg>',
      );
  });
  return router;
}
