import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { invokeAtEndpoint } from "../../triggers/lambda-endpoint.ts";
import { invokeTrigger } from "../../triggers/invoke-trigger.ts";
import type { TriggerEvent } from "../../triggers/event.ts";

// An endpoint with Lambda's protocol, as emulators have it.

type Respond = (request: IncomingMessage, body: string, response: ServerResponse) => void;

let server: Server;
let endpoint: string;
let respond: Respond;
let requests: { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"] }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    void text(request).then((body) => respond(request, body, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  requests = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:check:live";
const event: TriggerEvent = {
  version: "1",
  triggerSource: "PreSignUp_SignUp",
  region: "eu-west-1",
  userPoolId: "eu-west-1_Local0001",
  userName: "ada",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "client" },
  request: { userAttributes: { name: "Ada" } },
  response: {},
};

const invoke = (expireOnCall = false) => {
  let onExpired: (() => void) | undefined;
  const atEndpoint = invokeAtEndpoint(endpoint);
  return invokeTrigger(
    async (...call) => {
      const result = atEndpoint(...call);
      if (expireOnCall) onExpired?.();
      return await result;
    },
    (_milliseconds, callback) => {
      onExpired = callback;
      return () => {};
    },
    { name: "PreSignUp", arn },
    event,
  );
};

it("is invoked by the ARN, with the event, in the region of the function", async () => {
  respond = (_request, body, response) => {
    response.end(JSON.stringify({ ...JSON.parse(body), response: { autoConfirmUser: true } }));
  };
  expect(await invoke()).toEqual({ autoConfirmUser: true });
  expect(requests).toMatchObject([
    {
      method: "POST",
      url: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
      headers: {
        "x-amz-invocation-type": "RequestResponse",
        authorization: expect.stringContaining("/eu-west-1/lambda/aws4_request"),
      },
    },
  ]);
});

it.each<[string, number, Record<string, string>, string, string, string, number]>([
  [
    "a function that throws",
    200,
    { "x-amz-function-error": "Unhandled" },
    JSON.stringify({ errorType: "Error", errorMessage: "No" }),
    "UserLambdaValidationException",
    "PreSignUp failed with error No.",
    1,
  ],
  [
    "a function that dies",
    200,
    { "x-amz-function-error": "Unhandled" },
    "no JSON",
    "UserLambdaValidationException",
    "PreSignUp failed with error Unhandled.",
    1,
  ],
  [
    "an unknown function",
    404,
    { "x-amzn-errortype": "ResourceNotFoundException:http://internal" },
    "{}",
    "UnexpectedLambdaException",
    "PreSignUp invocation failed due to error ResourceNotFoundException.",
    1,
  ],
  [
    "a policy that denies it",
    403,
    {},
    JSON.stringify({ __type: "com.amazonaws#AccessDeniedException" }),
    "UnexpectedLambdaException",
    "PreSignUp invocation failed due to error AccessDeniedException.",
    1,
  ],
  [
    "throttling",
    429,
    { "x-amzn-errortype": "TooManyRequestsException" },
    "{}",
    "UnexpectedLambdaException",
    "PreSignUp invocation failed due to error TooManyRequestsException.",
    3,
  ],
  [
    "a fault of the endpoint",
    502,
    {},
    "<html>",
    "UnexpectedLambdaException",
    "PreSignUp invocation failed due to error HTTP status 502.",
    3,
  ],
  [
    "a redirect",
    302,
    { location: "http://127.0.0.1:1/" },
    "",
    "UnexpectedLambdaException",
    "PreSignUp invocation failed due to error TypeError.",
    3,
  ],
  ["no JSON", 200, {}, "{", "InvalidLambdaResponseException", "Invalid JSON", 1],
  ["null", 200, {}, "null", "InvalidLambdaResponseException", "Invalid JSON", 1],
  ["nothing", 200, {}, "", "InvalidLambdaResponseException", "Invalid JSON", 1],
  [
    "10 MB",
    200,
    {},
    `"${"x".repeat(10_000_000)}"`,
    "UserLambdaValidationException",
    "PreSignUp failed with error Response payload size exceeded maximum allowed payload size (6291556 bytes)..",
    1,
  ],
])("that answers with %s is told as Cognito tells it", async (...row) => {
  const [, status, headers, body, name, message, calls] = row;
  respond = (_request, _body, response) => {
    response.on("error", () => {});
    response.writeHead(status, headers).end(body);
  };
  await expect(invoke()).rejects.toMatchObject({ name, message });
  expect(requests).toHaveLength(calls);
});

it("that never answers is left after the time limit, three times", async () => {
  respond = () => {};
  await expect(invoke(true)).rejects.toMatchObject({
    name: "UnexpectedLambdaException",
    message: "PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
  });
});

it("that is not there fails after three attempts", async () => {
  const call = invokeTrigger(
    invokeAtEndpoint("http://127.0.0.1:1"),
    () => () => {},
    { name: "PreSignUp", arn },
    event,
  );
  await expect(call).rejects.toMatchObject({ name: "UnexpectedLambdaException" });
});
