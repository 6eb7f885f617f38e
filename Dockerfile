# One image for both apps: `api` serves the web app as well, `worker` decides.
FROM node:24-slim AS install
WORKDIR /app
ENV CI=true TURBO_TELEMETRY_DISABLED=1
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/payment/package.json packages/payment/
COPY packages/queue/package.json packages/queue/
COPY packages/runtime/package.json packages/runtime/

FROM install AS web
RUN pnpm install --frozen-lockfile --filter @lastpair/web...
COPY tsconfig.base.json ./
COPY packages packages
COPY apps apps
RUN pnpm --filter @lastpair/web build

FROM install AS production
RUN pnpm install --frozen-lockfile --prod --no-optional --filter @lastpair/api... --filter @lastpair/worker...
COPY packages packages
COPY apps/api apps/api
COPY apps/worker apps/worker

FROM node:24-slim AS api
WORKDIR /app
ENV NODE_ENV=production WEB_ROOT=/app/apps/web/dist
COPY --from=production /app ./
COPY --from=web /app/apps/web/dist apps/web/dist
USER node
EXPOSE 4000
CMD ["node", "apps/api/src/main.ts"]

FROM node:24-slim AS worker
WORKDIR /app
ENV NODE_ENV=production WORKER_PORT=4001
COPY --from=production /app ./
# A volume that is mounted here belongs to whom the folder belongs.
RUN mkdir /dumps && chown node /dumps
USER node
CMD ["node", "apps/worker/src/main.ts"]
