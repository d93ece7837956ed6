// Times as the server writes them: of Copenhagen, the Gregorian calendar, our digits.
const PLACE = { timeZone: "Europe/Copenhagen" };

export function clock(at) {
  return new Intl.DateTimeFormat("en-GB", { ...PLACE, hour: "2-digit", minute: "2-digit" }).format(at);
}

// 12:40 of today, else the day too.
export function when(at) {
  const day = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-ca-gregory-nu-latn`, { ...PLACE, day: "numeric", month: "long" });
  return day.format(at) === day.format(Date.now()) ? clock(at) : `${day.format(at)}, ${clock(at)}`;
}
