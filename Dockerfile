# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS source
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# What `prisma migrate` looks for.
RUN apt-get update && apt-get install --yes --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/schema.prisma prisma/
COPY scripts/prepare.mjs scripts/
# Secrets come with a deployment; named here, the set-up makes none for the image.
RUN --mount=type=cache,target=/root/.npm AUTH_SECRET=later ENCRYPTION_KEYS=later node scripts/prepare.mjs
COPY . .

# One-shot: brings the database up to date and ends. Prisma may fetch its engine first, and writes it beside itself.
FROM source AS migrate
CMD ["node_modules/.bin/prisma", "migrate", "deploy"]

FROM source AS build
# Required, because Docker keeps the layer: a build without the key would be reused by builds with it.
RUN --mount=type=secret,id=action_key,required=true,env=NEXT_SERVER_ACTIONS_ENCRYPTION_KEY \
  NODE_ENV=production NEXT_OUTPUT=standalone node_modules/.bin/next build

FROM node:24-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
# Owned by root, run by another: the app cannot change its own code.
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
