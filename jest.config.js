/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/gateway", "<rootDir>/subgraphs", "<rootDir>/schema"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.[tj]s$": "@swc/jest" },
  // Packages that come as ES modules alone, which jest's own loader can't require.
  transformIgnorePatterns: ["/node_modules/(?!(jose|openid-client|oauth4webapi)/)"],
  // One PostgreSQL for the whole run; each test makes databases of its own in it, from templates.
  globalSetup: "<rootDir>/subgraphs/kit/testing/global-setup.ts",
  globalTeardown: "<rootDir>/subgraphs/kit/testing/global-teardown.ts",
  // Type-graphql's decorators need it before the first class is read.
  setupFiles: ["reflect-metadata"],
  testTimeout: 30_000,
  // By itself, Jest leaves a core idle, which on a machine of two is half of it.
  maxWorkers: "100%",
};
