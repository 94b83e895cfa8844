import type { Option } from "../rules/form.ts";

type Area = { name: string; code: string; districts: Option[] };

/** The police area and its five councils, by the codes of the Office for National Statistics (DOMAIN 11). */
export const avonAndSomerset: Area = {
  name: "Avon and Somerset",
  code: "E23000036",
  districts: [
    { value: "E06000022", label: "Bath and North East Somerset" },
    { value: "E06000023", label: "Bristol" },
    { value: "E06000024", label: "North Somerset" },
    { value: "E06000066", label: "Somerset" },
    { value: "E06000025", label: "South Gloucestershire" },
  ],
};

/** England and its nine regions. */
export const england: Area = {
  name: "England",
  code: "E92000001",
  districts: [
    { value: "E12000001", label: "North East" },
    { value: "E12000002", label: "North West" },
    { value: "E12000003", label: "Yorkshire and The Humber" },
    { value: "E12000004", label: "East Midlands" },
    { value: "E12000005", label: "West Midlands" },
    { value: "E12000006", label: "East of England" },
    { value: "E12000007", label: "London" },
    { value: "E12000008", label: "South East" },
    { value: "E12000009", label: "South West" },
  ],
};
