/** One message of a conversation as a model sees it. */
export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}
