/** One bid of the decided demonstration round. Groups, projects and reasons are invented; amounts are in pence. */
export type DemonstrationBid = {
  organisation: string;
  title: string;
  askedPence: number;
  /** Nothing when it was declined. */
  awardedPence: number;
  why: string;
};

/** Twenty-four bids for a pot of £40,000, ten of them funded: the figures and the published list both come from here. */
export const DECIDED_BIDS: readonly DemonstrationBid[] = [
  {
    organisation: "Harbour Lane Boxing Club",
    title: "Friday night ring",
    askedPence: 4_860_00,
    awardedPence: 4_860_00,
    why: "Keeps teenagers busy at the hour when calls about the quay are most frequent, and shows it with figures.",
  },
  {
    organisation: "Withy Meadow Residents",
    title: "Lights for the underpass",
    askedPence: 3_950_00,
    awardedPence: 3_600_00,
    why: "People of the estate asked for it, and the council looks after the lights from the second year.",
  },
  {
    organisation: "Second Chance Kitchen CIC",
    title: "Cooking towards work",
    askedPence: 5_000_00,
    awardedPence: 4_750_00,
    why: "Takes people on the day they leave custody and stays with them for six months.",
  },
  {
    organisation: "Mendip Edge Young Farmers",
    title: "Watch for rural theft",
    askedPence: 2_480_00,
    awardedPence: 2_480_00,
    why: "A low cost for each farm, with marking kits that neighbours share.",
  },
  {
    organisation: "Lantern Street Mosque and Community Hall",
    title: "Standing together after hate crime",
    askedPence: 4_400_00,
    awardedPence: 4_400_00,
    why: "Victims helped to shape it, and three other congregations take part.",
  },
  {
    organisation: "Orchard Vale Parents",
    title: "Safe online, at home and at school",
    askedPence: 3_120_00,
    awardedPence: 3_120_00,
    why: "Reaches four schools and measures what children do differently afterwards.",
  },
  {
    organisation: "Tidewater Sailing Trust",
    title: "Crew places for young people on bail",
    askedPence: 5_000_00,
    awardedPence: 5_000_00,
    why: "The youth offending team refers every young person, and last year’s crew has stayed out of trouble.",
  },
  {
    organisation: "Carers of Kingsmead",
    title: "Doorstep scams: neighbours who check",
    askedPence: 1_950_00,
    awardedPence: 1_950_00,
    why: "A simple plan for people who are often robbed at their own door, run by people they know.",
  },
  {
    organisation: "Foundry Road Football Club",
    title: "Girls’ nights on the pitch",
    askedPence: 4_700_00,
    awardedPence: 4_200_00,
    why: "Gives sixty girls a safe evening out. Kit was funded, floodlight hire in part.",
  },
  {
    organisation: "Copse End Allotments",
    title: "A fence against break-ins",
    askedPence: 4_900_00,
    awardedPence: 0,
    why: "Fencing alone is rarely funded, and there was no sign that theft is frequent.",
  },
  {
    organisation: "Riverside Drama Collective",
    title: "A play about county lines",
    askedPence: 5_000_00,
    awardedPence: 0,
    why: "A good idea without a school that had agreed to take part.",
  },
  {
    organisation: "Bell Hill Bowls Club",
    title: "New kitchen",
    askedPence: 4_250_00,
    awardedPence: 0,
    why: "The link to crime or safety was not clear.",
  },
  {
    organisation: "North Moor Village Hall",
    title: "Cameras in the car park",
    askedPence: 3_800_00,
    awardedPence: 0,
    why: "Other ways to make the car park safer had not been tried.",
  },
  {
    organisation: "Stepping Stones Mediation",
    title: "Neighbours who talk",
    askedPence: 4_980_00,
    awardedPence: 4_980_00,
    why: "Neighbours who quarrel are the most frequent call in the area, and the mediators have a long waiting list.",
  },
  {
    organisation: "Hill View Youth Bus",
    title: "One more evening a week",
    askedPence: 4_640_00,
    awardedPence: 0,
    why: "Scored well. There was not enough money for it in this round.",
  },
  {
    organisation: "Westgate Traders",
    title: "Radios for shops",
    askedPence: 2_900_00,
    awardedPence: 0,
    why: "The radios would serve businesses that pay profit to their owners.",
  },
  {
    organisation: "Saltmarsh Scouts",
    title: "A minibus share",
    askedPence: 4_900_00,
    awardedPence: 0,
    why: "A vehicle for general use: the link to crime or safety was not clear.",
  },
  {
    organisation: "Quayside Choir",
    title: "Songs in the precinct",
    askedPence: 1_600_00,
    awardedPence: 0,
    why: "A pleasant idea. What it would change for safety was not said.",
  },
  {
    organisation: "Ashbrook Parish Plan Group",
    title: "Speed signs for the high street",
    askedPence: 3_300_00,
    awardedPence: 0,
    why: "Paying for road signs is a duty of the highways authority.",
  },
  {
    organisation: "Canal Friends",
    title: "Clearing the towpath",
    askedPence: 2_750_00,
    awardedPence: 0,
    why: "Scored well. There was not enough money for it in this round.",
  },
  {
    organisation: "Elm Grove Tenants",
    title: "Door alarms for older people",
    askedPence: 4_100_00,
    awardedPence: 0,
    why: "Scored well. There was not enough money for it in this round.",
  },
  {
    organisation: "Redfield Table Tennis",
    title: "Tables for the hall",
    askedPence: 1_980_00,
    awardedPence: 0,
    why: "Young people who are at risk of trouble were not reached.",
  },
  {
    organisation: "Moorland Mountain Rescue Supporters",
    title: "Radios",
    askedPence: 5_000_00,
    awardedPence: 0,
    why: "Outside what the fund pays for: rescue is not the prevention of crime.",
  },
  {
    organisation: "Fairwater Primary Friends",
    title: "After-school club",
    askedPence: 4_450_00,
    awardedPence: 0,
    why: "Replaces a service that the school already pays for.",
  },
];
