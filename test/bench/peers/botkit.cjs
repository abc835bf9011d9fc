// The intake on Botkit 4.15: the conversation state, which Botkit saves after the turn, holds the step and the answers.
const { randomBytes } = require('node:crypto');
const { Botkit } = require('botkit');
const { FacebookAdapter } = require('botbuilder-adapter-facebook');

const intake = JSON.parse(process.env.INTAKE);
const HINT = 'Xin trả lời câu hỏi trên.';
const cases = [];

const controller = new Botkit({
  webhook_uri: '/webhook',
  jsonLimit: '2mb',
  disable_console: true,
  adapter: new FacebookAdapter({
    verify_token: process.env.VERIFY_TOKEN,
    access_token: process.env.PAGE_ACCESS_TOKEN,
    app_secret: process.env.APP_SECRET,
    api_host: process.env.GRAPH_HOST,
  }),
});
const intakeState = controller.conversationState.createProperty('intake');

controller.on('message', async (bot, message) => {
  const state = await intakeState.get(message.context, { step: 0, answers: {} });
  const act = intake[state.step];
  const given = message.quick_reply?.payload;
  if (!act || act.payload !== given) {
    await bot.reply(message, HINT);
    return;
  }
  const now = new Date();
  state.answers[state.step] = message.text.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
  const facts = {
    ...state.answers,
    gio: now.toTimeString().slice(0, 5),
    ngay: now.toLocaleDateString('vi-VN'),
    ma: randomBytes(5).toString('hex'),
  };
  if (state.step === intake.length - 1) cases.push({ code: facts.ma, citizen: message.user, answers: facts });
  state.step += 1;
  await intakeState.set(message.context, state);
  for (const { text, quick_replies } of act.replies) {
    const filled = text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    await bot.reply(message, quick_replies ? { text: filled, quick_replies } : filled);
  }
});
