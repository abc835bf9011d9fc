// Asks an address again and again, on a thread of its own: what keeps the asker busy must not look like a slow answer.
const { parentPort, workerData } = require('node:worker_threads');
const { request } = require('node:http');

const LOOK_MS = 20;
let longest = 0;
let asked = 0;

function ask() {
  const started = performance.now();
  const end = () => {
    longest = Math.max(longest, performance.now() - started);
    asked += 1;
    setTimeout(ask, LOOK_MS);
  };
  request({ host: '127.0.0.1', port: workerData.port, path: '/healthz', agent: false }, (response) => {
    response.on('error', end).on('end', end).resume();
  })
    .on('error', end)
    .end();
}

ask();
parentPort.once('message', () => parentPort.postMessage({ longest, asked }));
