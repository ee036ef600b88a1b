/** A picture that goes along with a message. */
export interface Picture {
  /** Such as `image/png`. */
  readonly mime: string;
  readonly base64: string;
}

/** A model asks for a tool. */
export interface ToolCall {
  /** What the answer to it refers to. */
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it; may be no valid JSON. */
  readonly arguments: string;
}

/** An earlier turn of a chat. */
export interface PastMessage {
  readonly role: "user" | "assistant";
  readonly text: string;
  /** URIs of what the turn was about: what was for this computer only stays so in later turns. */
  readonly about?: readonly string[];
}

/** One message of a conversation as a model sees it. */
export interface Message {
  /** `tool` = what a tool answered to the call `answers`. */
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  readonly pictures?: readonly Picture[];
  /** Tools that the assistant asked for. */
  readonly calls?: readonly ToolCall[];
  readonly answers?: string;
}

/** A tool that a model may ask for; who leads the conversation runs it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters?: object;
}

/** A conversation that another program leads: sent as it stands, with its tools. */
export interface Dialogue {
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  /** The answer must be a tool call. */
  readonly mustCall: boolean;
}
