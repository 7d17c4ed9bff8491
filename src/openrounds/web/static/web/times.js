// Times in the zone of this device, unless the reader has chosen a zone: then the server's are right.
// <time datetime="2026-03-02T19:00Z" data-time="clock|short|day|both">

const shapes = {
  clock: { hour: "numeric", minute: "2-digit" },
  short: { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  both: { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" },
};

export function localTimes(root = document) {
  const { lang, dataset } = document.documentElement;
  const tongue = navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
  if ("zoneChosen" in dataset) return;
  for (const time of root.querySelectorAll("time[data-time]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    time.textContent = new Intl.DateTimeFormat(tongue, shapes[time.dataset.time] ?? shapes.both).format(moment);
    time.title = new Intl.DateTimeFormat(tongue, { dateStyle: "full", timeStyle: "short" }).format(moment);
  }
}
