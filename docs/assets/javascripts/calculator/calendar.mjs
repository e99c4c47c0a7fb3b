// A plan of dates as a calendar file (RFC 5545). The same plan gives the same file: no clock, no chance, no person.

const LINE_OCTETS = 75;
const DAY = 86_400_000;
const encoder = new TextEncoder();

const compact = (date) => date.replaceAll("-", "");

/** The day after `2026-02-28`: an all-day event ends before it. */
export function nextDay(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/** Text with the characters escaped that the format gives a meaning. */
export function escaped(text) {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, "\\n");
}

/** A line of at most 75 octets, and its continuation lines, which begin with a space; no character is cut. */
export function folded(line) {
  const lines = [""];
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      lines.push(" ");
      octets = 1;
    }
    lines[lines.length - 1] += character;
    octets += size;
  }
  return lines.join("\r\n");
}

/** One whole day. The plan and its day name it, so that a second import changes the entry and adds none. */
function eventLines({ plan, date, summary, description, stamp }) {
  return [
    "BEGIN:VEVENT",
    `UID:${plan}-${compact(date)}@cml-handbook`,
    `DTSTAMP:${compact(stamp)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `DTEND;VALUE=DATE:${compact(nextDay(date))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/**
 * The text of the file. `plan` is an id, `stamp` the day on which the plan begins; each event has a date, a summary and
 * a description.
 */
export function calendarText({ plan, stamp, events }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//CML Handbook//Monitoring plan//EN",
    "CALSCALE:GREGORIAN",
    ...events.flatMap((event) => eventLines({ ...event, plan, stamp })),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
