# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS source
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/schema.prisma prisma/
COPY scripts/prepare.mjs scripts/
# Secrets come with a deployment.
RUN --mount=type=cache,target=/root/.npm node scripts/prepare.mjs --no-secrets
COPY . .

# <sandbox>
# The demonstration, built here for the same reason. What it stores lies in /app/.data and ends with the container, so
# its secrets may.
FROM source AS demo
RUN node_modules/.bin/tsx scripts/demo.ts --build-only && mkdir -p .data
USER node
ENV HOME=/tmp
CMD ["sh", "-c", "AUTH_SECRET=$(openssl rand -hex 32) ENCRYPTION_KEYS=demo:$(openssl rand 32 | basenc --base64url | tr -d '=\n') exec node_modules/.bin/tsx scripts/demo.ts"]
# </sandbox>

FROM source AS build
# Required, because Docker keeps the layer: a build without the key would be reused by builds with it.
RUN --mount=type=secret,id=action_key,required=true,env=NEXT_SERVER_ACTIONS_ENCRYPTION_KEY \
  NODE_ENV=production NEXT_OUTPUT=standalone node_modules/.bin/next build
RUN node scripts/bundle-migrate.mjs

FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
# Owned by root, run by another: the app cannot change its own code.
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
# `npm run db:migrate`, in one file: node migrate.cjs
COPY --from=build /app/.next/migrate.cjs ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
