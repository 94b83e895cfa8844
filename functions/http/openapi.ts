import { CONTRACTS } from "../../shared/contract/contracts.ts";
import { openapi } from "../../shared/contract/openapi.ts";
import { printOpenApi } from "../../shared/openapi.ts";
import { type Answers, http } from "../edge/http.ts";

const answers = (): Answers<typeof openapi> => ({
  read: async () => printOpenApi(CONTRACTS),
});

export const handler = http(openapi, answers);
