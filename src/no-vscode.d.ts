// The editor is out of reach outside src/extension: there the path stub is reset.
export type NoEditorHere = never;
