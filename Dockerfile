# The one image of this project: web, worker and the small office's single process differ only in their settings.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json vite.config.mjs ./
COPY src src
COPY webhooks webhooks
COPY flows flows
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/flows flows
COPY .compose/prepare-mongo.mjs ./
# A new volume on /data begins as this folder is: only the program's account gets in. The rest belongs to root.
RUN install -d -o node -g node -m 700 /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --retries=3 --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# About 75 MB are in use under full load. Without a limit V8 lets three times as much pile up before it looks through it.
CMD ["node", "--max-old-space-size=384", "dist/src/cli.js"]
