/** Line drawings on a field of 24 by 24. */
const DRAWN = {
  projects: 'M4 5.5h7v6H4zM13 5.5h7v3h-7zM13 11h7v7.5h-7zM4 14h7v4.5H4z',
  music:
    'M9 18V6l11-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  host: 'M4 5h16v6H4zM4 13h16v6H4zM7 8h.01M7 16h.01M11 8h6M11 16h6',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  face: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 10v.5M15.5 10v.5M8 14.5c1 1.3 2.4 2 4 2s3-.7 4-2',
  picture: 'M4 5h16v14H4zM4 16l4.5-5 4 4.5 2.5-2.5 5 4.5M15.5 9.5a1 1 0 1 0 0-2 1 1 0 0 0 0 2z',
  sound: 'M3 12h2M7 8v8M11 4v16M15 7.5v9M19 10v4M22 12h-.5',
  movement: 'M4 17c2-8 4-8 5.5-2s3.5 5 5-3 3-5 5.5-1M4 21h16',
  hand: 'M8 12V6.5a1.5 1.5 0 0 1 3 0V11M11 11V4.5a1.5 1.5 0 0 1 3 0V11M14 11V6a1.5 1.5 0 0 1 3 0v6M8 12l-1.8-2.200a1.5 1.5 0 0 0-2.3 1.900L7.5 18c1.2 2 2.7 3 5 3 3 0 4.5-2.3 4.5-5v-4',
  body: 'M12 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM12 8.5v6M12 10.5l-5.5-2M12 10.5l5.5-2M12 14.5L8.5 21M12 14.5l3.5 6.5',
  text: 'M5 6h14M5 10.5h14M5 15h9M5 19.5h6',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.600z',
  microphone: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  add: 'M12 5v14M5 12h14',
  files: 'M12 16V4.5M7.5 9L12 4.5 16.5 9M5 15.5V19h14v-3.5',
  download: 'M12 4.5V16M7.5 11.5L12 16l4.5-4.5M5 15.5V19h14v-3.5',
  delete: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.400L17 7M10.5 10.5v5.5M13.5 10.5v5.5',
  more: 'M5 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM11.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM17.4 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0z',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  back: 'M14.5 6l-6 6 6 6',
  whole: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  smaller: 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
  question:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.200c-.8.4-1.1.9-1.1 1.800M12 16.700v.01',
  island:
    'M3 18c3-1 5-1 9-1s6 0 9 1M6 17c1.5-4 3.5-6 6-6s4.5 2 6 6M12.5 11c-.3-2.5.2-4.5 1.5-6M14 5c1.5-.6 3-.2 4 1M14 5c-1-1-2.5-1.2-4-.5',
} as const;

export type IconName = keyof typeof DRAWN;

/** A drawing beside words, or, with a title, instead of them. */
export function Icon({ name, title }: { name: IconName; title?: string }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <path d={DRAWN[name]} />
    </svg>
  );
}
