// Checks act's log of the end-to-end workflow.

/** @typedef {'main' | 'post' | 'error' | 'warning' | 'hidden' | 'end'} Kind */
/** @typedef {{ readonly job: string, readonly kind: Kind, readonly text: string }} Event */

const LINE = /^\[(?<job>[^\]]*?)\s*\]\s+(?<text>.*)$/;
/** @type {readonly (readonly [Kind, RegExp])[]} */
const KINDS = [
  ['main', /^⭐ Run Main (.*)$/],
  ['post', /^⭐ Run Post (.*)$/],
  ['error', /^❗\s+::error[^:]*::(.*)$/],
  ['warning', /^🚧\s+::warning[^:]*::(.*)$/],
  // act replaces masked values with asterisks. They show that a step printed a secret.
  ['hidden', /^(?:\||❗|🚧|💬) (.*\*\*\*.*)$/u],
  ['end', /^🏁\s+Job (\w+)$/],
];

/**
 * Returns the events in order. Jobs run at the same time. Each line begins with the job's name.
 * @param {string} log
 * @returns {readonly Event[]}
 */
function eventsOf(log) {
  return log.split(/\r?\n/).flatMap((line) => {
    const { job = '', text = '' } = LINE.exec(line)?.groups ?? {};
    return KINDS.flatMap(([kind, pattern]) => {
      const [, found] = pattern.exec(text) ?? [];
      return found === undefined ? [] : [{ job, kind, text: found }];
    });
  });
}

/**
 * Returns the faults of a run.
 * @param {string} log the whole output of act
 * @param {readonly string[]} tokens every token that was used
 * @param {number} fewestJobs
 * @returns {readonly string[]}
 */
export function faultsOfRun(log, tokens, fewestJobs) {
  const events = eventsOf(log);
  const jobs = [...new Set(events.map(({ job }) => job))];
  const found = tokens.filter((token) => log.includes(token)).length;
  return [
    ...(jobs.length < fewestJobs ? [`only ${jobs.length} of ${fewestJobs} jobs ran`] : []),
    ...(tokens.length < fewestJobs ? [`only ${tokens.length} tokens to search for`] : []),
    ...(found > 0 ? [`${found} tokens are in the log`] : []),
    ...jobs.flatMap((job) => {
      const own = events.filter((event) => event.job === job);
      return faultsOfJob(own).map((fault) => `job "${job}" ${fault}`);
    }),
  ];
}

/** @param {readonly Event[]} events of one job */
function faultsOfJob(events) {
  const textsOf = (/** @type {Kind} */ kind) =>
    events.filter((event) => event.kind === kind).map(({ text }) => text);
  return [
    ...(textsOf('end').join() === 'succeeded' ? [] : ['did not succeed']),
    ...textsOf('hidden').map((text) => `printed a secret: ${text}`),
    ...faultsOfAnnotations('Refused: ', textsOf('main'), textsOf('error')),
    ...faultsOfAnnotations('Warns: ', textsOf('main'), textsOf('warning')),
    ...faultsOfPosts(textsOf('main'), textsOf('post')),
  ];
}

/**
 * Returns the faults in the annotations of a job. The name of a step contains the words that its
 * annotation must have. Other steps must not print annotations. The check covers the job as a
 * whole, because act prints the last lines of a failed step late.
 * @param {string} prefix
 * @param {readonly string[]} steps
 * @param {readonly string[]} annotations
 */
function faultsOfAnnotations(prefix, steps, annotations) {
  const words = steps
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const unexpected = annotations.filter((text) => !words.some((word) => text.includes(word)));
  const isSilent = words.length > 0 && annotations.length === 0;
  return [
    ...unexpected.map((text) => `says: ${text}`),
    ...(isSilent ? [`says nothing in its steps "${prefix}…"`] : []),
  ];
}

/**
 * @param {readonly string[]} mains
 * @param {readonly string[]} posts
 */
function faultsOfPosts(mains, posts) {
  const own = (/** @type {readonly string[]} */ names) =>
    names.filter((name) => /^(\.\/|Refused: |Warns: )/.test(name)).sort();
  return own(mains).join('\n') === own(posts).join('\n') ? [] : ['did not run every post step'];
}
