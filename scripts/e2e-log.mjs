// What act's log of the end-to-end workflow has to say, and what must not be in it.

/**
 * @typedef {object} Step
 * @property {string} job with the matrix in its name
 * @property {string} stage `Main` or `Post`
 * @property {string} name its name, else what it uses or runs
 * @property {string[]} errors the texts of its error annotations
 * @property {string[]} warnings
 * @property {number} hidden lines in which act had to hide a secret
 * @property {number} masks secrets that act was told to hide
 * @property {boolean} careless whether it logged in before that
 * @property {boolean | undefined} succeeded `undefined` when the log does not tell
 */
/** @typedef {{ readonly steps: readonly Step[], readonly results: ReadonlyMap<string, string> }} Log */

const LINE = /^\[(?<job>[^\]]*?)\s*\]\s+(?<text>.*)$/;
const BEGIN = /^⭐ Run (?<stage>Main|Post) (?<name>.*)$/;
const END =
  /^(?:✅|❌)\s+(?<result>Success|Failure) - (?<stage>Main|Post) (?<name>.*?)(?: \[[\d.hmnµs]+\])?$/;
const MASK = /^⚙\s+\*\*\*$/;
const LOGIN = /^\| Login token/;
const OUTPUT = /^(?:\||❗|🚧|💬) /u;
const ANNOTATION = /^(?:❗|🚧)\s+::(?<kind>error|warning)[^:]*::(?<text>.*)$/;
const RESULT = /^🏁\s+Job (?<result>\w+)$/;

/**
 * Reads a log of act. Jobs run at once, so their lines are mixed; each begins with the job's name.
 * @param {string} log
 * @returns {Log}
 */
export function readLog(log) {
  /** @type {Step[]} */
  const steps = [];
  /** @type {Map<string, string>} */
  const results = new Map();
  for (const line of log.split(/\r?\n/)) {
    const { job = '', text = '' } = LINE.exec(line)?.groups ?? {};
    const begin = BEGIN.exec(text)?.groups;
    if (begin !== undefined) {
      const { stage = '', name = '' } = begin;
      const found = {
        errors: [],
        warnings: [],
        hidden: 0,
        masks: 0,
        careless: false,
        succeeded: undefined,
      };
      steps.push({ job, stage, name, ...found });
    }
    readOutput(steps, job, text);
    readEnd(steps, job, text);
    const { result } = RESULT.exec(text)?.groups ?? {};
    if (result !== undefined) results.set(job, result);
  }
  return { steps, results };
}

/**
 * @param {readonly Step[]} steps
 * @param {string} job
 * @param {string} line
 */
function readOutput(steps, job, line) {
  const step = steps.findLast((candidate) => candidate.job === job);
  if (step === undefined) return;
  if (MASK.test(line)) step.masks++;
  if (LOGIN.test(line)) step.careless ||= step.masks === 0;
  if (!OUTPUT.test(line)) return;
  if (line.includes('***')) step.hidden++;
  const { kind, text = '' } = ANNOTATION.exec(line)?.groups ?? {};
  const message = text.replaceAll('%0A', '\n').replaceAll('%25', '%');
  if (kind === 'error') step.errors.push(message);
  if (kind === 'warning') step.warnings.push(message);
}

/**
 * @param {readonly Step[]} steps
 * @param {string} job
 * @param {string} line
 */
function readEnd(steps, job, line) {
  const { result, stage, name } = END.exec(line)?.groups ?? {};
  const step = steps.findLast(
    (candidate) =>
      candidate.job === job &&
      candidate.stage === stage &&
      candidate.name === name &&
      candidate.succeeded === undefined,
  );
  if (step !== undefined) step.succeeded = result === 'Success';
}

/** @typedef {{ readonly if?: string, readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>> } }} WorkflowJob */

/**
 * Returns the ids of the jobs that act has to run, one for each leg of a matrix on Linux. A job
 * that is left out there says so in its `if`.
 * @param {{ readonly jobs: Readonly<Record<string, WorkflowJob>> }} workflow
 */
export function jobsUnderAct({ jobs }) {
  return Object.entries(jobs)
    .filter(([, job]) => !job.if?.includes('github.event.act'))
    .flatMap(([id, job]) => Array.from({ length: legs(job) }, () => id));
}

/**
 * What `include` adds to another system is no leg on Linux.
 * @param {WorkflowJob} job
 */
function legs(job) {
  const { include = [], os, ...dimensions } = job.strategy?.matrix ?? {};
  if (os === undefined && Object.keys(dimensions).length === 0) return include.length || 1;
  return Object.values(dimensions).reduce((count, values) => count * values.length, 1);
}

/**
 * Says what is wrong with a run.
 * @param {readonly string[]} jobs as `jobsUnderAct` returns them
 * @param {Log} run
 * @param {string} log the whole of it
 * @param {readonly string[]} tokens all that were used
 */
export function faultsOfRun(jobs, { steps, results }, log, tokens) {
  const faults = [...results]
    .filter(([, result]) => result !== 'succeeded')
    .map(([job, result]) => `job "${job}" ${result}`);
  if (results.size !== jobs.length) faults.push(`${results.size} jobs ran, not ${jobs.length}`);
  faults.push(...steps.flatMap(faultsOfWarnings), ...steps.flatMap(faultsOfSecrets));
  faults.push(...faultsOfErrors(steps), ...faultsOfPosts(steps));
  if (tokens.length < jobs.length) faults.push(`only ${tokens.length} tokens to search for`);
  const found = tokens.filter((token) => log.includes(token)).length;
  if (found > 0) faults.push(`${found} tokens are in the log`);
  return faults;
}

/**
 * A step that logs in has its secrets hidden first, and even so none is printed.
 * @param {Step} step
 */
function faultsOfSecrets({ job, stage, name, hidden, careless }) {
  const where = `${stage} "${name}" of "${job}"`;
  return [
    ...(careless ? [`${where} logs in before it has its secrets hidden`] : []),
    ...(hidden > 0 ? [`${where} prints secrets in ${hidden} lines`] : []),
  ];
}

/**
 * A step says in its name of what it warns, and no other warns.
 * @param {Step} step
 */
function faultsOfWarnings({ job, stage, name, warnings }) {
  const words = stage === 'Main' ? /^Warns: (.*)$/.exec(name)?.[1] : undefined;
  const where = `"${name}" of "${job}"`;
  if (words === undefined) return warnings.map((text) => `${where} warns: ${text}`);
  if (warnings.some((text) => text.includes(words))) return [];
  return [`${where} warns of something else: ${warnings.join('; ')}`];
}

/**
 * A step says in its name why it is refused, and no other fails. act may print the last words of a
 * step that fails only when the next one has begun, or not at all: so it is for all steps of a job.
 * @param {readonly Step[]} steps
 */
function faultsOfErrors(steps) {
  const faults = [];
  for (const job of new Set(steps.map((step) => step.job))) {
    const own = steps.filter((step) => step.job === job);
    const words = own.flatMap(({ name }) => /^Refused: (.*)$/.exec(name)?.[1] ?? []);
    const errors = own.flatMap((step) => step.errors);
    const strange = errors.filter((text) => !words.some((word) => text.includes(word)));
    faults.push(...strange.map((text) => `"${job}" complains: ${text}`));
    if (words.length > 0 && errors.length === 0)
      faults.push(`"${job}" says nothing of its refusals`);
  }
  return faults;
}

/**
 * Every step that uses an action of this repository has its post run.
 * @param {readonly Step[]} steps
 */
function faultsOfPosts(steps) {
  /** @type {Map<string, number>} mains without a post yet */
  const open = new Map();
  for (const { job, stage, name } of steps) {
    if (!/^(\.\/|Refused: |Warns: )/.test(name)) continue;
    const key = `"${name}" of "${job}"`;
    open.set(key, (open.get(key) ?? 0) + (stage === 'Main' ? 1 : -1));
  }
  return [...open].flatMap(([key, count]) =>
    count === 0 ? [] : [`${key} had its main and its post not equally often`],
  );
}
