const inMongo = process.env.MONGODB_URL !== '';

module.exports = {
  session: {
    driver: inMongo ? 'mongo' : 'memory',
    stores: {
      // Its default keeps the 500 newest sessions and forgets the others.
      memory: { maxSize: 100_000 },
      mongo: { url: process.env.MONGODB_URL, collectionName: 'sessions' },
    },
  },
  channels: {
    messenger: {
      enabled: true,
      path: '/webhook',
      // It answers a webhook only when its work is done; without this what it has not finished is lost unnoticed.
      sync: true,
      pageId: process.env.PAGE_ID,
      appId: process.env.APP_ID,
      appSecret: process.env.APP_SECRET,
      verifyToken: process.env.VERIFY_TOKEN,
      accessToken: process.env.PAGE_ACCESS_TOKEN,
      origin: process.env.GRAPH_URL,
    },
  },
};
