import { NO_FIELDS, type OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import type { DemonstrationPaper } from "./demonstration-papers.ts";

/** One invented bid for the round that waits for its meeting, or for the open one. Amounts are in pence. */
export type DemonstrationApplication = {
  title: string;
  summary: string;
  doing: string;
  priority: string;
  costs: readonly { item: string; basis: string; costPence: number }[];
  /** Other money, in cash and promised in writing. */
  otherPence: number;
  /** `draft`: in the open round, not sent; `open`: sent in it; the others: in the round that waits for its meeting. */
  where: "draft" | "open" | "submitted" | "eligible";
  /** Papers that it sends; for the others it says why they come later. */
  papers?: readonly DemonstrationPaper[];
};

/** One invoice that two groups send: what the office finds among papers that it compares. */
const INVOICE: DemonstrationPaper = {
  slot: "governing-document",
  name: "Invoice 0412.pdf",
  lines: [
    "Example Hardware",
    "Invoice 0412",
    "Timber, hinges and lamps",
    "Total 760.00 pounds",
    "Everything here is invented.",
  ],
};

/** An invented group with the person who writes for it and what it asks for. */
export type DemonstrationGroup = {
  id: string;
  fields: OrganisationFields;
  /** The person who made the group: one of the demonstration's people, or somebody who is nothing but its contact. */
  person: { id: string; name: string; email: string };
  bids: readonly DemonstrationApplication[];
};

const group = (
  id: string,
  name: string,
  town: string,
  district: string,
  purposes: string,
  person: DemonstrationGroup["person"],
  bids: readonly DemonstrationApplication[],
): DemonstrationGroup => ({
  id: `o_demo-${id}`,
  person,
  bids,
  fields: {
    ...NO_FIELDS,
    type: "unincorporated-association",
    name: `${name} (invented)`,
    // Two groups of one town share a hall.
    addressLine1: town === "Bristol" ? "1 Example Street" : `${town} Hall, Example Street`,
    town,
    postcode: "BS20 8QJ",
    district,
    purposes,
    governingDocument: "constitution",
    governingDocumentOn: "2019-03-27",
    mainContactName: person.name,
    mainContactRole: "Secretary",
    mainContactEmail: person.email,
    mainContactPhone: "01275 000001",
    secondContactName: "Terry Example",
    secondContactRole: "Treasurer",
    secondContactEmail: `treasurer@${id}.example`,
    secondContactPhone: "01275 000002",
    yearsOfDelivery: "6",
    unrelatedCommittee: "5",
  },
});

const contact = (id: string, name: string) => ({
  id: `p_demo-${id}`,
  name: `${name} Example`,
  email: `office@${id}.example`,
});

/** Groups with their bids. Everybody and everything here is invented. */
export const DEMONSTRATION_GROUPS: readonly DemonstrationGroup[] = [
  group(
    "lantern",
    "Lantern Street Youth Club",
    "Bristol",
    "E06000023",
    "A club for young people of the neighbourhood, run by volunteers three evenings a week.",
    { id: "p_demo-ash", name: "Ash Example", email: "ash@lantern.example" },
    [
      {
        title: "Youth nights at the hall",
        summary:
          "Forty Friday nights of sport, music and food for young people aged 11 to 17, at the hour when calls about trouble are most frequent.",
        doing:
          "Two youth workers and six volunteers open the hall every Friday from 7pm to 10pm for forty weeks. The neighbourhood team comes once a month.",
        priority: "young-people",
        costs: [
          { item: "Hire of the hall", basis: "40 evenings at £35", costPence: 1_400_00 },
          { item: "Two youth workers", basis: "40 evenings, 2 hours, £16.25", costPence: 2_600_00 },
        ],
        otherPence: 1_000_00,
        where: "draft",
      },
      {
        title: "Bike marking in the square",
        summary: "Six Saturdays on which anyone can have a bike marked and registered, with a stall about locks.",
        doing:
          "We mark bikes on six Saturdays in the market square with the neighbourhood team and give each owner a lock at cost.",
        priority: "neighbourhoods",
        costs: [{ item: "Marking kits", basis: "300 kits at £2.90", costPence: 870_00 }],
        otherPence: 0,
        where: "eligible",
      },
    ],
  ),
  group(
    "millbrook",
    "Millbrook Mediation",
    "Yate",
    "E06000025",
    "Volunteers who help neighbours in dispute to talk to each other.",
    { id: "p_demo-cedar", name: "Cedar Example", email: "cedar@millbrook.example" },
    [
      {
        title: "Neighbours talking",
        summary: "Mediation for forty households in dispute, before it becomes a matter for the police.",
        doing:
          "Twelve trained volunteers meet each household twice and bring both together. The council and the neighbourhood team refer.",
        priority: "neighbourhoods",
        costs: [
          { item: "Training of volunteers", basis: "12 people, two days", costPence: 540_00 },
          { item: "Rooms", basis: "40 meetings at £10", costPence: 400_00 },
        ],
        otherPence: 0,
        where: "open",
      },
      {
        title: "A second mediator for young people",
        summary: "Mediation in two schools for pupils in conflict, led by pupils who were trained for it.",
        doing: "We train twenty pupils in two schools and stand behind them for a year.",
        priority: "young-people",
        costs: [{ item: "Trainer", basis: "10 days at £95", costPence: 950_00 }],
        otherPence: 0,
        where: "submitted",
      },
    ],
  ),
  group(
    "quay",
    "Old Quay Sea Cadets",
    "Portishead",
    "E06000024",
    "Boats and skills for young people.",
    contact("quay", "Quinn"),
    [
      {
        title: "Winter workshop",
        summary: "Twelve winter evenings in the boat shed for young people whom the youth offending team refers.",
        doing: "Two instructors and four volunteers repair boats with ten young people, one evening a week.",
        priority: "young-people",
        costs: [{ item: "Tools and timber", basis: "quote", costPence: 760_00 }],
        otherPence: 0,
        where: "eligible",
        papers: [INVOICE],
      },
    ],
  ),
  group(
    "orchard",
    "Orchard Vale Parents",
    "Taunton",
    "E06000066",
    "Parents of four schools.",
    contact("orchard", "Orla"),
    [
      {
        title: "Safe online at home",
        summary: "Evenings for parents about what children meet online, and what to do at home.",
        doing: "Eight evenings in four schools, each with a session for parents and one for children.",
        priority: "violence",
        costs: [{ item: "Speakers", basis: "Laurel Example, 8 evenings at £110", costPence: 880_00 }],
        otherPence: 0,
        where: "eligible",
      },
    ],
  ),
  group(
    "harbour",
    "Harbour Lane Boxing Club",
    "Bristol",
    "E06000023",
    "Boxing for anyone who comes.",
    contact("harbour", "Harper"),
    [
      {
        title: "Gloves for Wednesday",
        summary: "A second weekly session for girls and young women, with its own coach.",
        doing: "A coach and two helpers run a session on Wednesdays for forty weeks.",
        priority: "violence",
        costs: [{ item: "Coach", basis: "40 sessions at £24", costPence: 960_00 }],
        otherPence: 0,
        where: "submitted",
      },
    ],
  ),
  group("withy", "Withy Meadow Residents", "Bath", "E06000022", "Residents of one estate.", contact("withy", "Wyn"), [
    {
      title: "Lights for the path",
      summary: "Six solar lights on the path to the bus stop, where people asked for them.",
      doing: "The council puts the lights up; volunteers clean them.",
      priority: "neighbourhoods",
      costs: [{ item: "Solar lights", basis: "6 at £150", costPence: 900_00 }],
      otherPence: 0,
      where: "eligible",
      papers: [{ ...INVOICE, name: "Lamps invoice.pdf" }],
    },
  ]),
];
