import { createLog } from "../../subgraphs/kit/log";
import { runAsProcess } from "../../subgraphs/kit/process/run";
import { readIssuerConfig, startIssuer } from "./issuer";

/** The local issuer as a process of its own. */
void runAsProcess("issuer", async () => startIssuer(readIssuerConfig(), createLog("issuer")));
