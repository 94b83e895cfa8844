/** What each kind of event is called in a bid's history. */
const WORDS: Readonly<Record<string, string>> = {
  "application-started": "started the draft",
  "application-submitted": "sent it",
  "change-opened": "opened a change",
  "change-dropped": "dropped the change",
  "draft-shared": "set who sees the draft",
  "draft-carried": "carried the draft on",
  "application-withdrawn": "withdrew it",
  "information-asked": "asked a question",
  "information-given": "answered a question",
  "marked-not-eligible": "found it not eligible",
  "comparison-decided": "decided about something that is in other bids too",
  "match-standing-recorded": "recorded how other money stands",
  "due-diligence-finished": "finished the due-diligence sheet",
  "due-diligence-reopened": "opened the due-diligence sheet again",
  "put-right": "recorded that it was put right",
  "marked-eligible": "found it eligible",
  "recommendation-made": "recommended it, to be confirmed",
  "recommendation-refused": "refused what was recommended",
  "award-made": "closed the meeting that awarded it",
  "award-confirmed": "confirmed the grant",
  "bid-reserved": "closed the meeting that put it on the reserve list",
  "bid-deferred": "closed the meeting that put it off to the next one",
  "bid-declined": "closed the meeting that did not fund it",
  "application-read": "read it",
  "round-exported": "exported the whole round",
};

/** The words for an event; one that is new here keeps its own name. */
export const historyWords = (type: string): string => WORDS[type] ?? type.replaceAll("-", " ");
