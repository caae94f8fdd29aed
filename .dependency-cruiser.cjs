/** The walls of the house: who may import whom. */
module.exports = {
  forbidden: [
    wall("no-circles", "Two files that need each other are one file, or three.", {}, { circular: true }),
    wall(
      "rooms-stand-alone",
      "A room imports no other room: what they share is an entity of the graph, or belongs in the kit.",
      { path: "^subgraphs/(?!kit/)([^/]+)/" },
      { path: "^subgraphs/(?!kit/)[^/]+/", pathNot: "^subgraphs/$1/" },
    ),
    wall(
      "rooms-know-no-gateway",
      "A room works behind any router.",
      { path: "^subgraphs/" },
      { path: "^(gateway|schema)/" },
    ),
    wall(
      "kit-knows-no-room",
      "The kit knows nothing about any province.",
      { path: "^subgraphs/kit/" },
      { path: "^subgraphs/(?!kit/)" },
    ),
    wall(
      "gateway-knows-no-room",
      "The gateway learns of rooms from the supergraph alone; only its tests may look inside of them.",
      { path: "^gateway/", pathNot: "\\.test\\.ts$|^gateway/(journeys|bench)/" },
      { path: "^subgraphs/(?!kit/)" },
    ),
    wall(
      "composition-knows-the-kit-alone",
      "Rooms are found by scanning and never named.",
      { path: "^schema/" },
      { path: "^(gateway/|subgraphs/(?!kit/))" },
    ),
    wall(
      "resolvers-delegate",
      "A resolver asks a service or a loader; only those know that there is a database.",
      { path: "\\.resolver\\.ts$" },
      { path: "node_modules/(typeorm|pg|pg-[^/]+)/" },
    ),
    wall(
      "console-speaks-graphql",
      "The web pages know the graph and nothing of the server.",
      { path: "^gateway/console/" },
      { path: "^(gateway/(?!console/)|subgraphs/|schema/)" },
    ),
    wall(
      "tests-are-leaves",
      "What runs in production imports no test and no testing kit.",
      { pathNot: "\\.test\\.ts$|/testing/|^gateway/(journeys|bench)/" },
      { path: "\\.test\\.ts$|/testing/" },
    ),
    wall(
      "no-orphan-packages",
      "Everything imported is named in package.json.",
      { path: "^(gateway|subgraphs|schema)/" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
    ),
    wall(
      "production-needs-no-tools",
      "A package that only development installs is not there in production. The explorer alone does without: it loads its package when first asked for.",
      {
        path: "^(gateway|subgraphs|schema)/",
        pathNot: "\\.test\\.ts$|/testing/|^gateway/(journeys|bench)/|^gateway/edge/explorer\\.ts$",
      },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
  },
};

function wall(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}
