import { cleanEnv, EnvMissingError, type CleanedEnv, type ValidatorSpec } from "envalid";

export { bool, host, num, port, str, url } from "envalid";

/** A setting is missing or wrong. The message lists every fault at once, so that one start shows them all. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads settings from the environment and checks them before anything is started.
 *
 * @param specs a validator for each variable, with its default and description
 * @param env where to read from; the process's environment unless a test says otherwise
 * @throws ConfigurationError naming every variable at fault, what was expected and what came
 */
export function readConfig<S extends Record<string, ValidatorSpec<unknown>>>(
  specs: S,
  env: NodeJS.ProcessEnv = process.env,
): CleanedEnv<S> {
  return cleanEnv(withoutEmpty(env), specs, {
    reporter: ({ errors }) => {
      const faults = Object.entries(errors).map(([name, error]) => {
        const spec = specs[name];
        const expected = spec?.desc ? ` Expected: ${spec.desc}.` : "";
        return error instanceof EnvMissingError
          ? `${name} is not set.${expected}`
          : `${name}: ${error?.message ?? "invalid"}.${expected}`;
      });
      if (faults.length > 0) throw new ConfigurationError(`Configuration is not usable.\n  ${faults.join("\n  ")}`);
    },
  });
}

/** `PORT=` in a compose file means "use the default", not "the port named by an empty text". */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}
