// The intake on Bottender 1.5.5: the session holds the step and the answers.
const { randomBytes } = require('node:crypto');
const { MongoClient } = require('mongodb');
const { initializeServer } = require('bottender');

const intake = JSON.parse(process.env.INTAKE);
const HINT = 'Xin trả lời câu hỏi trên.';
const cases = [];
let keepCase = async (one) => void cases.push(one);

/** The handler: what initializeServer requires as the entry. */
module.exports = async function takeIntake(context) {
  if (!context.event.isText && !context.event.isQuickReply) return;
  const { step = 0, answers = {} } = context.state;
  const act = intake[step];
  const given = context.event.isQuickReply ? context.event.quickReply.payload : undefined;
  if (!act || act.payload !== given) {
    await context.sendText(HINT);
    return;
  }
  const now = new Date();
  const facts = {
    ...answers,
    [step]: context.event.text.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3'),
    gio: now.toTimeString().slice(0, 5),
    ngay: now.toLocaleDateString('vi-VN'),
    ma: randomBytes(5).toString('hex'),
  };
  if (step === intake.length - 1)
    await keepCase({ code: facts.ma, citizen: context.session.user.id, answers });
  context.setState({ step: step + 1, answers: { ...answers, [step]: facts[step] } });
  for (const { text, quick_replies: choices } of act.replies) {
    const filled = text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    const quickReplies = choices?.map(({ title, payload }) => ({ contentType: 'text', title, payload }));
    await context.sendMessage({ text: filled, ...(quickReplies && { quickReplies }) });
  }
};

async function main() {
  if (process.env.MONGODB_URL !== '') {
    const client = await MongoClient.connect(process.env.MONGODB_URL, { useUnifiedTopology: true });
    // It makes no index by itself, and looks a session up by this field.
    await client.db().collection('sessions').createIndex({ id: 1 });
    keepCase = (one) => client.db().collection('cases').insertOne(one);
  }
  initializeServer().listen(Number(process.env.PORT), process.env.HOST);
}

if (require.main === module) main();
