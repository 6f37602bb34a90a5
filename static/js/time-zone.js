// Propose the time zone of the reader's own clock. Without it the form proposes world time (UTC).
// Nothing is sent until the reader sends the form, with the zone in sight.
"use strict";

for (const select of document.querySelectorAll("select[data-propose-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = Array.from(select.options, (option) => option.value);
  if (known.includes(zone)) {
    select.value = zone;
  }
}
