// The bot that most teams would write in an afternoon: Express and Mongoose, acknowledge first, then read the session,
// change it, write it back and answer. It does check the signature, on the bytes as they came.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent } from 'node:http';
import axios from 'axios';
import express from 'express';
import mongoose from 'mongoose';

const { APP_SECRET, GRAPH_URL, INTAKE, MONGODB_URL, PAGE_ACCESS_TOKEN, PORT, HOST } = process.env;
const intake = JSON.parse(INTAKE);
const HINT = 'Xin trả lời câu hỏi trên.';
const { model, Schema } = mongoose;
const Session = model('Session', new Schema({ _id: String, step: Number, answers: Object }));
const Case = model('Case', new Schema({ code: String, citizen: String, answers: Object }));
const graph = axios.create({ baseURL: `${GRAPH_URL}/v21.0`, httpAgent: new Agent({ keepAlive: true }) });

const send = (id, message) =>
  graph.post('/me/messages', { recipient: { id }, message, access_token: PAGE_ACCESS_TOKEN });

async function take({ sender, message }) {
  if (!message || message.is_echo) return;
  const session = (await Session.findById(sender.id)) ?? new Session({ _id: sender.id, step: 0 });
  const { step } = session;
  const act = intake[step];
  if (!act || act.payload !== message.quick_reply?.payload) return send(sender.id, { text: HINT });
  const now = new Date();
  const said = message.text.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
  const answers = { ...session.answers, [step]: said };
  const ma = randomBytes(5).toString('hex');
  const facts = {
    ...answers,
    gio: now.toTimeString().slice(0, 5),
    ngay: now.toLocaleDateString('vi-VN'),
    ma,
  };
  if (step === intake.length - 1) await Case.create({ code: ma, citizen: sender.id, answers });
  session.set({ step: step + 1, answers });
  await session.save();
  for (const { text, quick_replies } of act.replies)
    await send(sender.id, { text: text.replace(/\{(\w+)\}/g, (_, name) => facts[name]), quick_replies });
}

function isFromMeta(request) {
  const expected = `sha256=${createHmac('sha256', APP_SECRET).update(request.rawBody).digest('hex')}`;
  const given = request.get('x-hub-signature-256') ?? '';
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

const app = express();
app.use(express.json({ limit: '2mb', verify: (request, _response, raw) => (request.rawBody = raw) }));
app.post('/webhook', (request, response) => {
  if (!isFromMeta(request)) return response.sendStatus(401);
  response.sendStatus(200);
  for (const entry of request.body.entry)
    for (const event of entry.messaging) take(event).catch((error) => console.error(error.message));
});
await mongoose.connect(MONGODB_URL);
app.listen(Number(PORT), HOST);
