export const MEETINGS_PATH = "/meetings";
export const meetingPath = (meetingId: string): string => `${MEETINGS_PATH}/${encodeURIComponent(meetingId)}`;
export const preparePath = (meetingId: string): string => `${meetingPath(meetingId)}/prepare`;
/** The same page without anything to press, in larger type: for the wall. */
export const roomPath = (meetingId: string): string => `${meetingPath(meetingId)}?view=room`;
/** All that is read before it, bid by bid: a page, and a PDF by the browser's own print. */
export const meetingPackPath = (meetingId: string): string => `${meetingPath(meetingId)}/pack`;
