/** An answer over REST: the status and the body, or status 0 when there was none in time. */
export type RestAnswer = { status: number; body: Record<string, unknown> };

/** One request to the store; never throws, because in a rehearsal no answer is an answer like any other. */
export async function rest(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  options: { token?: string; body?: object; withinMs: number },
): Promise<RestAnswer> {
  const { token, body, withinMs } = options;
  try {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(withinMs),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  } catch (error) {
    return { status: 0, body: { code: (error as Error).name } };
  }
}

/** The same, again and again until it succeeds. Rejects when it hasn't after `withinMs`. */
export async function restUntilDone(
  urls: readonly string[],
  method: 'GET' | 'POST',
  path: string,
  options: { token?: string; body?: object; withinMs: number },
): Promise<Record<string, unknown>> {
  const giveUpAt = performance.now() + options.withinMs;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await rest(urls[attempt % urls.length]!, method, path, {
      ...options,
      withinMs: 5_000,
    });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    if (performance.now() > giveUpAt) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
