/**
 * Waits for work, but only this long; the work continues after that. The timer ends with the wait.
 * @param late Gives the result when the time is over, or throws.
 */
export async function waitAtMost<Result, Late>(
  milliseconds: number,
  work: Promise<Result>,
  late: () => Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds)).unref();
  });
  try {
    return await Promise.race([work, isOver.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
