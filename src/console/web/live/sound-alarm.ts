const BEEPS = [0, 0.35, 0.7] as const;
const BEEP_S = 0.2;
const HERTZ = 880;

/** Three short tones. A browser that plays nothing before the page was touched stays silent; the words are there too. */
export function soundAlarm(): void {
  const audio = new AudioContext();
  for (const from of BEEPS) {
    const tone = audio.createOscillator();
    tone.frequency.value = HERTZ;
    tone.connect(audio.destination);
    tone.start(audio.currentTime + from);
    tone.stop(audio.currentTime + from + BEEP_S);
  }
  // Browsers allow only few of them.
  window.setTimeout(() => void audio.close(), 2_000);
}
