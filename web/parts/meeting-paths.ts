export const MEETINGS_PATH = "/meetings";
export const meetingPath = (meetingId: string): string => `${MEETINGS_PATH}/${encodeURIComponent(meetingId)}`;
export const preparePath = (meetingId: string): string => `${meetingPath(meetingId)}/prepare`;
/** The same page without anything to press, in larger type: for the wall. */
export const roomPath = (meetingId: string): string => `${meetingPath(meetingId)}?view=room`;
