/** Why a camera, a microphone or a sensor cannot be had. */
export type Lack = 'refused' | 'absent' | 'taken' | 'insecure';

/** That a source cannot be had, and why. */
export class SourceLack extends Error {
  readonly lack: Lack;

  constructor(lack: Lack) {
    super(lack);
    this.lack = lack;
  }
}

/** Why the browser did not give a camera or a microphone. */
export function lackOf(failure: unknown): SourceLack {
  if (failure instanceof SourceLack) return failure;
  const name = failure instanceof DOMException ? failure.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new SourceLack('refused');
    case 'NotReadableError':
    case 'AbortError':
      return new SourceLack('taken');
    default:
      return new SourceLack('absent');
  }
}

/** A camera or microphone of this machine. */
export async function media(wanted: MediaStreamConstraints): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new SourceLack('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (failure) {
    throw lackOf(failure);
  }
}
