# One image for every service: which one runs is the command's choice (docker-compose.yml, k8s/).
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build:web && npm prune --omit=dev && rm -rf .git e2e bench docs

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build --chown=node:node /app .
RUN install -d -o node -g node /spill
USER node
CMD ["node", "web/server/main.ts"]
