import { type Span, SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";

type Query = (...call: unknown[]) => unknown;

/**
 * A span for each statement that a request waits for, with its text, in which all values are placeholders. Statements of
 * background work have none.
 *
 * @param client a new connection of `pg`'s pool.
 * @see https://opentelemetry.io/docs/specs/semconv/database/postgresql/
 */
export function traceConnection(tracer: Tracer, client: object): void {
  const query: unknown = Reflect.get(client, "query");
  if (!isQuery(query)) throw new Error("pg has no Client.query any more: adapt this file.");
  const run = query.bind(client);
  Object.assign(client, {
    query: (...call: unknown[]): unknown => {
      if (!trace.getActiveSpan()) return run(...call);
      const { text, name } = statementOf(call[0]);
      const operation = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? "query";
      const attributes = {
        "db.system.name": "postgresql",
        "db.operation.name": operation,
        "db.query.text": text,
        "db.query.summary": name,
      };
      const span = tracer.startSpan(name ?? operation, { kind: SpanKind.CLIENT, attributes });
      return watch(span, run, call);
    },
  });
}

function watch(span: Span, run: Query, call: unknown[]): unknown {
  const end = (error: unknown): void => {
    if (error) span.setStatus({ code: SpanStatusCode.ERROR });
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code === "string") span.setAttribute("db.response.status_code", code);
    span.end();
  };
  const callback = call.at(-1);
  if (isQuery(callback)) {
    return run(...call.slice(0, -1), (error: unknown, result: unknown) => {
      end(error);
      callback(error, result);
    });
  }
  const result = run(...call);
  if (result instanceof Promise) void result.then(() => end(undefined), end);
  else span.end();
  return result;
}

/** The text of a statement, and its name where it is prepared. */
function statementOf(query: unknown): { text: string; name: string | undefined } {
  if (typeof query === "string") return { text: query, name: undefined };
  const text: unknown = typeof query === "object" && query ? Reflect.get(query, "text") : undefined;
  const name: unknown = typeof query === "object" && query ? Reflect.get(query, "name") : undefined;
  return {
    text: typeof text === "string" ? text : "",
    name: typeof name === "string" && name !== "" ? name : undefined,
  };
}

function isQuery(value: unknown): value is Query {
  return typeof value === "function";
}
