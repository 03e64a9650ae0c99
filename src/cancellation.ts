/** Throws when the job was cancelled; called wherever the process waits. */
export type CheckCancelled = () => void;
