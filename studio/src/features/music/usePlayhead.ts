import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Playhead } from './playhead';

/** Whether it plays, and whether it can. */
export function usePlaying(playhead: Playhead) {
  const playing = useSyncExternalStore(playhead.watch, () => playhead.playing);
  const mute = useSyncExternalStore(playhead.watch, () => playhead.mute);
  return { playing, mute };
}

/** Where it is, told no more often than asked for. */
export function useSeconds(playhead: Playhead, timesASecond: number): number {
  return useSyncExternalStore(
    playhead.watch,
    () => Math.round(playhead.seconds * timesASecond) / timesASecond,
  );
}

/** Draws now and each time that the playhead moves or the place, the colours or the size change. */
export function useDrawing(playhead: Playhead, place: HTMLElement | null, draw: () => void) {
  useEffect(() => {
    if (!place) return;
    draw();
    const stop = playhead.watch(draw);
    const sizes = new ResizeObserver(draw);
    sizes.observe(place);
    const colours = new MutationObserver(draw);
    colours.observe(document.documentElement, { attributes: true });
    const night = matchMedia('(prefers-color-scheme: dark)');
    night.addEventListener('change', draw);
    return () => {
      stop();
      sizes.disconnect();
      colours.disconnect();
      night.removeEventListener('change', draw);
    };
  }, [playhead, place, draw]);
}

/** An element, once it is there. */
export function usePlace<T extends HTMLElement>() {
  return useState<T | null>(null);
}
