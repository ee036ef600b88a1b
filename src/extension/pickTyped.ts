import * as vscode from "vscode";

/** A list that is opened while a text is being typed. */
export interface TypedList<Row extends vscode.QuickPickItem> {
  readonly placeholder: string;
  /** There at once. */
  readonly near: readonly Row[];
  /** Joins them when it is found; of a fault nothing is said. */
  readonly far: Promise<readonly Row[]>;
}

/** What was picked; where nothing was, what was typed into the list. */
export function pickTyped<Row extends vscode.QuickPickItem>({
  placeholder,
  near,
  far,
}: TypedList<Row>): Promise<{ readonly row?: Row; readonly typed: string }> {
  const box = vscode.window.createQuickPick<Row>();
  box.placeholder = placeholder;
  box.matchOnDescription = true;
  box.items = near;
  box.busy = true;
  const join = (more: readonly Row[]): void => {
    const active = box.value === "" ? box.activeItems : [];
    box.items = [...near, ...more];
    if (active.length > 0) box.activeItems = active;
    box.busy = false;
  };
  void far.then(join, () => join([]));
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      const [row] = box.selectedItems;
      if (!row) return;
      resolve({ row, typed: "" });
      box.hide();
    });
    box.onDidHide(() => {
      resolve({ typed: box.value });
      box.dispose();
    });
    box.show();
  });
}
